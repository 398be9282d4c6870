import type { Analysis } from '../classify.js';
import type { LexiconSet } from '../lexicon/compile.js';
import type { RawHit } from '../match.js';
import { lineStarts, numberAt } from '../place.js';
import type { AxisLexicon, AxisResult, Hit } from '../types.js';
import type { ReportOptions } from './reporter.js';
import { toJson } from './reporter.js';
import { printable } from './printable.js';
import { column, painter } from './terminal.js';

const DROPPED = {
  shadowed: 'shadowed by a longer hit of the same lexicon',
  heading: 'in a heading',
  reference: 'in a reference or a note',
  furniture: 'in a salutation or a page line',
  outside: 'its passage is not about science or technology across borders',
  context: 'dropped by a cue',
};

/**
 * Why a document got its labels: relevance, then sentence by sentence every hit with what became of it, then the sums.
 * @param all also show sentences without hits
 */
export function explain(analysis: Analysis, lexicons: LexiconSet, options: ReportOptions): string {
  const chalk = painter(options.color);
  const { result, text, tokens, sentences } = analysis;
  // Lines of a text that was taken out of a PDF or an office document are in no file.
  const places = analysis.places ?? { unit: 'line', starts: lineStarts(text) };
  const mentions = (['heading', 'reference', 'furniture'] as const).map((kind) => [kind, sentences.filter((sentence) => sentence.kind === kind).length] as const).filter(([, count]) => count > 0);
  const notScored = mentions.length > 0 ? ` (not scored: ${mentions.map(([kind, count]) => `${count} ${kind}${count === 1 || kind === 'furniture' ? '' : 's'}`).join(', ')})` : '';
  const out: string[] = [chalk.bold(printable(result.id)), `${result.sentences} sentences${notScored}, ${result.words} words`, ''];

  if (analysis.gate) {
    const { score, relevant, passage } = analysis.gate;
    out.push(`${chalk.bold('relevance')} ${score.toFixed(2)}: ${relevant ? 'relevant' : 'off topic'} (from ${lexicons.domain!.relevance.threshold} on), by sentences ${passage.from + 1} to ${passage.to}`);
    const shown = passage.terms.filter(({ value, coefficient }) => value * coefficient !== 0);
    for (const { term, value, coefficient } of shown) out.push(`  ${column(term, 30)}${signed(value * coefficient)}  = ${value.toFixed(2)} x ${coefficient}`);
    const sum = shown.reduce((total, { value, coefficient }) => total + value * coefficient, 0);
    out.push(`  ${column('sum', 30)}${signed(sum)}, and 1 / (1 + e^-sum) = ${(1 / (1 + Math.exp(-sum))).toFixed(2)}`);
    out.push('');
  }

  const bySentence = new Map<number, string[]>();
  const addLine = (number: number, line: string): void => void bySentence.set(number, [...(bySentence.get(number) ?? []), line]);
  for (const hit of analysis.domainHits) addLine(hit.sentence, domainLine(hit, analysis, lexicons));
  for (const hit of analysis.hits) addLine(hit.sentence, hitLine(hit, text));
  for (const [number, found] of [...bySentence].sort(([a], [b]) => a - b)) {
    const sentence = sentences[number]!;
    const start = tokens.starts[sentence.from]!;
    const quoted = printable(text.slice(start, tokens.ends[sentence.to - 1]!).replace(/\s+/g, ' '));
    out.push(chalk.dim(`sentence ${number + 1}, ${places.unit} ${numberAt(places.starts, start)}`), `  ${quoted}`);
    for (const line of found) out.push(`    ${line}`);
    out.push('');
  }

  for (const { axis, from, to, sentence, start, end } of result.transitions)
    out.push(`${chalk.bold('transition')} ${axis}: from ${from} to ${to}, sentence ${sentence + 1}: ${printable(text.slice(start, end).replace(/\s+/g, ' '))}`, '');
  for (const axis of lexicons.axes) out.push(chalk.bold(axis.id), ...sums(axis, result.axes[axis.id]!, analysis.hits), '');
  return out.map((line) => `${line}\n`).join('');
}

/** The same as JSON: the result, and every hit with what became of it. */
export function explainJson(analysis: Analysis): string {
  const { result, hits, gate, text } = analysis;
  const relevance = gate && { score: gate.score, passage: gate.passage };
  return `${toJson({ result, relevance, hits: hits.map((hit) => ({ ...hit, text: text.slice(hit.start, hit.end) })) }, 2)}\n`;
}

/** A hit of the domain lexicon: its weight, and what was learned of it beyond. */
function domainLine(hit: RawHit, { text, tokens }: Analysis, lexicons: LexiconSet): string {
  const { id, pole, weight, learned } = lexicons.entries[hit.entry]!;
  const quoted = printable(text.slice(tokens.starts[hit.from]!, tokens.ends[hit.to - 1]!).replace(/\s+/g, ' '));
  return `relevance ${pole}  "${quoted}"  [${id}]  ${weight}${learned === 0 ? '' : `, learned ${signed(learned)}`}`;
}

function hitLine(hit: Hit, text: string): string {
  const quoted = printable(text.slice(hit.start, hit.end).replace(/\s+/g, ' '));
  const factors = [
    `${hit.weight}`,
    ...(hit.domain !== 1 ? [`${hit.domain} (sentence)`] : []),
    ...hit.cues.map((cue) => `${cue.factor} (${cue.kind}: "${printable(text.slice(cue.start, cue.end).replace(/\s+/g, ' '))}")`),
  ];
  const value = hit.dropped && hit.dropped !== 'context' ? `0: ${DROPPED[hit.dropped]}` : `${number(hit.contribution)}${factors.length > 1 ? ` = ${factors.join(' x ')}` : ''}`;
  return `${hit.lexicon} ${hit.pole}  "${quoted}"  [${hit.entry}]  ${value}`;
}

function sums(axis: AxisLexicon, result: AxisResult, hits: readonly Hit[]): string[] {
  const lines = axis.poles.map((pole) => {
    const parts = hits.filter((hit) => hit.lexicon === axis.id && hit.pole === pole && hit.dropped === null).map((hit) => number(hit.contribution));
    return `  ${column(pole, 18)}${number(result.weight[pole]!)}${parts.length > 1 ? ` = ${parts.join(' + ')}` : ''}`;
  });
  if (result.theta === null) return [...lines, `  no label: ${result.reason!.replace('_', ' ')}`];
  const [low, high] = result.interval!;
  const [minus, plus] = axis.poles;
  return [
    ...lines,
    `  theta             ${signed(result.theta)} = ln((${number(result.weight[plus]!)} + 0.5) / (${number(result.weight[minus]!)} + 0.5)), 95 % interval ${signed(low)} to ${signed(high)}`,
    `  label             ${result.label ?? `none (${result.reason!})`}${change(axis, result)}`,
  ];
}

/** The least weight on the other pole that would take the label away. */
function change(axis: AxisLexicon, result: AxisResult): string {
  const own = axis.poles.find((pole) => pole === result.label);
  if (own === undefined) return '';
  const other = axis.poles.find((pole) => pole !== own)!;
  // |own - other| / (own + other) < lean, solved for the other pole's weight.
  const needed = (result.weight[own]! * (1 - axis.label.lean)) / (1 + axis.label.lean) - result.weight[other]!;
  return `; ${number(Math.max(0, needed))} more weight on ${other} would take it away`;
}

function signed(value: number): string {
  return `${value < 0 ? '-' : '+'}${Math.abs(value).toFixed(2)}`;
}

function number(value: number): string {
  return String(Math.round(value * 100) / 100);
}
