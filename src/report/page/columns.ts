import type { PackedHits, PageHit } from './data.js';

/**
 * Turns hits into columns. Numbers are kept to four decimals by whoever writes them as JSON.
 * @param hits by start
 */
export function toColumns(hits: readonly PageHit[]): PackedHits {
  const before = (i: number, key: 'start' | 'line'): number => (i === 0 ? 0 : hits[i - 1]![key]);
  return {
    entry: hits.map(({ entry }) => entry),
    start: hits.map(({ start }, i) => start - before(i, 'start')),
    length: hits.map(({ start, end }) => end - start),
    line: hits.map(({ line }, i) => line - before(i, 'line')),
    contribution: hits.map(({ contribution }) => contribution),
    domain: hits.map(({ domain }) => domain),
    dropped: hits.flatMap(({ dropped }, i): PackedHits['dropped'] => (dropped === null ? [] : [[i, dropped]])),
    cues: hits.flatMap(({ cues }, i): PackedHits['cues'] => (cues.length === 0 ? [] : [[i, cues]])),
    quotes: hits.flatMap(({ quote }, i): PackedHits['quotes'] => (quote === null ? [] : [[i, quote]])),
  };
}

/** The way back. */
export function fromColumns(columns: PackedHits): PageHit[] {
  const [dropped, cues, quotes] = [new Map(columns.dropped), new Map(columns.cues), new Map(columns.quotes)];
  let [start, line] = [0, 0];
  return columns.entry.map((entry, i) => {
    start += columns.start[i]!;
    line += columns.line[i]!;
    return { entry, start, end: start + columns.length[i]!, line, contribution: columns.contribution[i]!, domain: columns.domain[i]!, dropped: dropped.get(i) ?? null, cues: cues.get(i) ?? [], quote: quotes.get(i) ?? null };
  });
}
