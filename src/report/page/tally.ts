/** How labels are spread over documents, and over time. */
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

/** Documents whose dates lie in a run of years. */
export interface Period {
  /** First and last year. */
  from: number;
  to: number;
  documents: PageDocument[];
}

const STEPS = [1, 2, 5, 10, 20, 25, 50, 100, 200, 500, 1000];
const MOST_PERIODS = 16;

/**
 * Sorts dated documents into periods of one length: the shortest of 1, 2, 5, 10 ... years that makes at most 16, and
 * begins at a multiple of itself. Periods without documents stay, so that a gap is seen.
 * @returns none where fewer than two years are known
 */
export function periods(documents: readonly PageDocument[]): Period[] {
  const dated = documents.flatMap((document) => {
    const year = yearOf(document.date);
    return year === null ? [] : [{ year, document }];
  });
  const [first, last] = [Math.min(...dated.map(({ year }) => year)), Math.max(...dated.map(({ year }) => year))];
  if (!(last > first)) return [];
  const step = STEPS.find((each) => Math.floor(last / each) - Math.floor(first / each) < MOST_PERIODS) ?? 10_000;
  const start = Math.floor(first / step);
  const found: Period[] = Array.from({ length: Math.floor(last / step) - start + 1 }, (_, i) => ({ from: (start + i) * step, to: (start + i + 1) * step - 1, documents: [] }));
  for (const { year, document } of dated) found[Math.floor(year / step) - start]!.documents.push(document);
  return found;
}

/** The year of an ISO 8601 date, if it is one. */
export function yearOf(date: string | null): number | null {
  const found = /^(\d{4})(?:-\d{2}(?:-\d{2})?)?(?:T|$)/.exec(date ?? '');
  return found ? Number(found[1]) : null;
}
