/** How labels are spread over documents. */
import type { PageDocument } from './data.js';

/** Documents by what an axis says of them. */
export interface Tally {
  minus: number;
  mixed: number;
  plus: number;
  balanced: number;
  thin: number;
  no_evidence: number;
  off_topic: number;
}

/** The kinds that a relevant document can be of, in the order in which they are shown. */
export const KINDS = ['minus', 'mixed', 'plus', 'balanced', 'thin', 'no_evidence'] as const;

/**
 * Counts what an axis says of documents.
 * @param axis its number
 * @param minus the name of its minus pole
 */
export function tally(documents: readonly PageDocument[], axis: number, minus: string): Tally {
  const counts: Tally = { minus: 0, mixed: 0, plus: 0, balanced: 0, thin: 0, no_evidence: 0, off_topic: 0 };
  for (const { axes } of documents) {
    const { label, reason } = axes[axis]!;
    counts[label === null ? (reason ?? 'no_evidence') : label === 'mixed' ? 'mixed' : label === minus ? 'minus' : 'plus'] += 1;
  }
  return counts;
}

/** Documents on topic: all but those that are off it. */
export function onTopic(counts: Tally): number {
  return KINDS.reduce((sum, kind) => sum + counts[kind], 0);
}
