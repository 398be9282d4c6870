import type { Context, Suggestions } from '../suggest.js';
import { csvLine } from './csv.js';
import { printable } from './printable.js';
import type { ReportOptions } from './reporter.js';
import { rounded } from '../rounded.js';
import { toJson } from './reporter.js';
import { column, painter } from './terminal.js';

const LONGEST_TERM = 44;
const LEAST_QUOTED = 20;
/** Columns before a quotation, and for the place after it. */
const INDENT = 6;
const PLACE = 32;

/** Candidate terms for people: side by side, each with its quotations. */
export function prettySuggestions({ sides, least, compared }: Suggestions, { color, width }: ReportOptions): string {
  const chalk = painter(color);
  const [first, second] = sides.map(({ name }) => printable(name));
  const termWidth = Math.min(LONGEST_TERM, Math.max(4, ...sides.flatMap(({ terms }) => terms.map(({ term }) => printable(term).length))));
  const out = [`${compared} terms in at least ${least} texts compared; texts are counted, not occurrences`, ''];
  for (const [side, { name, texts, terms }] of sides.entries()) {
    const other = sides[1 - side]!;
    out.push(chalk.bold(`more in ${printable(name)} (${texts} texts) than in ${printable(other.name)} (${other.texts} texts)`));
    if (terms.length === 0) out.push('  none');
    else out.push(chalk.dim(`${'G2'.padStart(8)}${'texts'.padStart(8)}${'others'.padStart(8)}  ${column('term', termWidth)}  matched by`));
    for (const { term, texts: own, others, g2, entries, contexts } of terms) {
      const known = entries.length === 0 ? chalk.green('new') : chalk.dim(`${entries[0]!}${entries.length > 1 ? ` and ${entries.length - 1} more` : ''}`);
      out.push(`${`${g2 > 0 ? '+' : ''}${g2.toFixed(1)}`.padStart(8)}${String(own).padStart(8)}${String(others).padStart(8)}  ${column(printable(term), termWidth)}  ${known}`);
      for (const context of contexts) out.push(quoted(context, width, chalk.bold, chalk.dim));
    }
    out.push('');
  }
  out.push(chalk.dim(`G2: log-likelihood (Dunning 1993), above 0 where ${first!} has more of it, below 0 where ${second!} has; an order to read in, no test: thousands of terms are compared`));
  return out.map((line) => `${line}\n`).join('');
}

/** The same as JSON. */
export function jsonSuggestions({ sides, least, compared, skipped }: Suggestions): string {
  return `${toJson({ counted: 'texts', least, compared, skipped, sides }, 2)}\n`;
}

/**
 * One row a term.
 * @param contexts columns for quotations
 */
export function csvSuggestions({ sides }: Suggestions, contexts: number): string {
  const columns = Array.from({ length: contexts }, (_, i) => i);
  const header = csvLine(['side', 'term', 'texts', 'other_texts', 'g2', 'entries', ...columns.map((i) => `context_${i + 1}`)]);
  const rows = sides.flatMap(({ name, terms }) =>
    terms.map(({ term, texts, others, g2, entries, contexts: found }) => csvLine([name, term, texts, others, rounded(g2), entries.join(' '), ...columns.map((i) => (found[i] ? `${found[i].before}[${found[i].term}]${found[i].after}` : null))])),
  );
  return [header, ...rows].join('');
}

/** The term with as much of its sentence as the line holds, terms under each other, and where it stands. */
function quoted({ id, line, before, term, after }: Context, width: number, bold: (text: string) => string, dim: (text: string) => string): string {
  const [left, middle, right] = [before, term, after].map(printable);
  const room = Math.max(LEAST_QUOTED, Math.floor((width - INDENT - PLACE - middle!.length) / 2));
  const start = left!.length > room ? `…${left!.slice(1 - room)}` : left!.padStart(room);
  const end = right!.length > room ? `${right!.slice(0, room - 1)}…` : right!;
  const place = printable(`${id}:${line}`);
  return `${' '.repeat(INDENT)}${start}${bold(middle!)}${end}  ${dim(place.length > PLACE - 2 ? `…${place.slice(3 - PLACE)}` : place)}`;
}
