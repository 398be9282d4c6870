import type { AxisChange, Diff, EntryEffect, EntryMove, RelevanceChange } from '../diff.js';
import { printable } from './printable.js';
import { toJson } from './reporter.js';
import { column, painter } from './terminal.js';

/** What may become of an axis. */
export const WHAT = {
  flipped: 'flipped to the opposite pole',
  gained: 'gained a label',
  lost: 'lost its label',
  changed: 'changed from or to mixed',
  moved: 'moved, same label',
  weaker: 'no longer significant, same label',
};

/** A document that came out differently, as far as two sets of lexicons and two runs tell the same of it. */
interface Change {
  relevance: object | null;
  axes: readonly { kind: keyof typeof WHAT }[];
}

const ENTRY_IS = { added: 'added', removed: 'removed', changed: 'changed', unchanged: 'same entry, other overlap, cue or relevance' };

/** Changed documents for people, then what differs in the lexicons. */
export function prettyDiff({ documents, changed, lexicons }: Diff, color: boolean): string {
  const chalk = painter(color);
  const out: string[] = [];
  for (const { id, relevance, axes } of changed) {
    out.push(chalk.bold(printable(id)));
    if (relevance) out.push(`  ${relevanceLine(relevance)}`, ...effectLines(relevance.entries));
    for (const axis of axes) out.push(`  ${axisLine(axis)}`, ...(isOffTopic(axis) ? axis.entries.map(effectLine) : effectLines(axis.entries)));
    out.push('');
  }
  out.push(chalk.bold(`${changed.length} of ${documents} documents changed`), ...countLines(changed), '');
  const { added, removed, settings } = lexicons;
  out.push(chalk.bold(`entries: ${added.length} added, ${removed.length} removed, ${lexicons.changed.length} changed`));
  for (const entry of added) out.push(chalk.green(`  + ${entry}`));
  for (const entry of removed) out.push(chalk.red(`  - ${entry}`));
  for (const { entry, fields } of lexicons.changed) out.push(chalk.yellow(`  ~ ${entry}  (${fields.join(', ')})`));
  for (const { lexicon, setting, before, after } of settings) out.push(chalk.yellow(`  ~ ${lexicon}, ${setting}: ${printable(before ?? 'none')} -> ${printable(after ?? 'none')}`));
  return out.map((line) => `${line}\n`).join('');
}

/** The same as JSON. */
export function jsonDiff(diff: object): string {
  return `${toJson(diff, 2)}\n`;
}

/** A relevance on both sides. */
export function relevanceLine({ label, score }: Pick<RelevanceChange, 'label' | 'score'>): string {
  return `${column('relevance', 14)}${named(label.before, 'no relevance')} -> ${named(label.after, 'no relevance')}  score ${share(score.before)} -> ${share(score.after)}`;
}

/** An axis on both sides, and what became of it. */
export function axisLine({ axis, kind, label, reason, theta }: Omit<AxisChange, 'entries' | 'kind'> & { kind: keyof typeof WHAT }): string {
  const said = kind === 'moved' || kind === 'weaker' ? named(label.after, reason.after) : `${named(label.before, reason.before)} -> ${named(label.after, reason.after)}`;
  return `${column(axis, 14)}${said}  theta ${figure(theta.before)} -> ${figure(theta.after)}  (${WHAT[kind]})`;
}

/** A label, or why there is none. */
export function named(label: string | null, otherwise: string | null): string {
  return (label ?? otherwise ?? 'none').replace('_', ' ');
}

/** Off topic on one side: the lines of the relevance say why. */
function isOffTopic({ reason }: AxisChange): boolean {
  return reason.before === 'off_topic' || reason.after === 'off_topic';
}

function effectLines(entries: readonly EntryEffect[]): string[] {
  return entries.length > 0 ? entries.map(effectLine) : ['    by no entry: a setting changed'];
}

function effectLine(effect: EntryEffect): string {
  return `${moveLine(effect)}  ${ENTRY_IS[effect.entryIs]}`;
}

/** An entry that counts differently. */
export function moveLine({ entry, before, after, difference }: EntryMove): string {
  return `    ${column(figure(difference), 8)}${printable(entry)}  ${before.toFixed(2)} -> ${after.toFixed(2)}`;
}

/** How many changes of each kind. */
export function countLines(changed: readonly Change[]): string[] {
  const relevance = changed.filter((document) => document.relevance).length;
  const counts = Object.entries(WHAT).map(([kind, what]) => [what, changed.flatMap(({ axes }) => axes).filter((axis) => axis.kind === kind).length] as const);
  const lines = [['relevance changed', relevance] as const, ...counts].filter(([, count]) => count > 0);
  return lines.map(([what, count]) => `  ${String(count).padStart(4)}  ${what}`);
}

/** A figure with its sign. */
export function figure(value: number | null): string {
  return value === null ? '-' : `${value < 0 ? '-' : '+'}${Math.abs(value).toFixed(2)}`;
}

function share(value: number | null): string {
  return value === null ? '-' : value.toFixed(2);
}
