import type { AxisMove, Comparison, DocumentMove, RunDifference } from '../compare.js';
import type { Pair } from '../diff.js';
import { axisLine, countLines, figure, moveLine, named, relevanceLine, WHAT } from './diff.js';
import { code } from './markdown.js';
import { printable } from './printable.js';
import { painter } from './terminal.js';

/** Two runs for people: document by document, then counts, then what the runs were made with. */
export function prettyComparison(comparison: Comparison, color: boolean): string {
  const chalk = painter(color);
  const { added, gone, unreadable, readable, changed } = comparison;
  const out: string[] = [];
  for (const { id, relevance, axes } of changed) {
    out.push(chalk.bold(printable(id)));
    if (relevance) out.push(`  ${printable(relevanceLine(relevance))}`);
    for (const axis of axes) out.push(`  ${printable(axisLine(axis))}${loss(axis)}`, ...(axis.entries ?? []).map(moveLine));
    out.push('');
  }
  for (const { id, message } of unreadable) out.push(chalk.red(`! ${printable(id)}  ${printable(message)}`));
  for (const id of added) out.push(chalk.green(`+ ${printable(id)}`));
  for (const id of gone) out.push(chalk.red(`- ${printable(id)}`));
  for (const id of readable) out.push(chalk.green(`~ ${printable(id)}  can be read now`));
  if (unreadable.length + added.length + gone.length + readable.length > 0) out.push('');
  out.push(chalk.bold(headline(comparison)), ...countLines(changed));
  if (changed.some(({ axes }) => axes.some(({ entries }) => entries === null))) out.push('entries are told where both runs were made with --evidence');
  out.push('', ...madeWith(comparison).map(printable));
  return out.map((line) => `${line}\n`).join('');
}

/** The same for a comment on a change: a table of what changed, and lists. */
export function markdownComparison(comparison: Comparison): string {
  const { added, gone, unreadable, readable, changed } = comparison;
  const rows = changed.flatMap(rowsOf);
  const list = (title: string, items: readonly string[]): string[] => (items.length === 0 ? [] : ['', `**${title}**`, '', ...items.map((item) => `- ${item}`)]);
  return [
    headline(comparison),
    ...(rows.length === 0 ? [] : ['', '| document | axis | before | after | theta | what | entries |', '|---|---|---|---|---|---|---|', ...rows]),
    ...list('Unreadable now', unreadable.map(({ id, message }) => `${code(id)}: ${code(message)}`)),
    ...list('Readable now', readable.map(code)),
    ...list('Added', added.map(code)),
    ...list('Gone', gone.map(code)),
    ...list('Made with', madeWith(comparison).map(code)),
  ]
    .map((line) => `${line}\n`)
    .join('');
}

function rowsOf({ id, relevance, axes }: DocumentMove): string[] {
  const row = (...cells: string[]): string => `| ${cells.join(' | ')} |`;
  return [
    ...(relevance ? [row(code(id), 'relevance', code(named(relevance.label.before, 'no relevance')), code(named(relevance.label.after, 'no relevance')), '', 'relevance changed', '')] : []),
    ...axes.map((axis) => {
      const side = (end: keyof Pair<string>): string => code(named(axis.label[end], axis.reason[end]));
      const entries = (axis.entries ?? []).map(({ entry, difference }) => `${code(entry)} ${figure(difference)}`).join('<br>');
      return row(code(id), code(axis.axis), side('before'), side('after'), `${figure(axis.theta.before)} to ${figure(axis.theta.after)}`, `${WHAT[axis.kind]}${loss(axis)}`, entries);
    }),
  ];
}

function headline({ changed, documents, added, gone, unreadable, readable }: Comparison): string {
  const both = documents.after - added.length;
  const parts = [[added.length, 'added'], [gone.length, 'gone'], [unreadable.length, 'unreadable now'], [readable.length, 'readable now']] as const;
  return `${changed.length} of ${both} documents changed${parts.map(([count, what]) => (count > 0 ? `, ${count} ${what}` : '')).join('')}`;
}

function loss({ kind, significant }: AxisMove): string {
  return kind !== 'weaker' && significant.before && !significant.after ? ', no longer significant' : '';
}

function madeWith({ run, axes }: Comparison): string[] {
  const only = [...axes.before.map((id) => `axis ${id}: only before, not compared`), ...axes.after.map((id) => `axis ${id}: only after, not compared`)];
  if (run === null) return ['what the runs were made with is not known: only --format json says it', ...only];
  if (run.length === 0) return ['both runs were made with the same program, lexicons and options', ...only];
  return [...run.map(difference), ...only];
}

/** Hashes are cut: that they differ is what matters. */
function difference({ what, before, after }: RunDifference): string {
  const short = (value: string | null): string => (value === null ? 'none' : /^[0-9a-f]{64}$/.test(value) ? value.slice(0, 8) : value);
  return `${what}: ${short(before)} -> ${short(after)}`;
}
