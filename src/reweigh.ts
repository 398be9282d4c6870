import type { Analysis } from './classify.js';
import { fitLogistic } from './regress.js';
import type { Row } from './regress.js';
import type { AxisLexicon } from './types.js';

/** A text as an axis sees it. */
export interface AxisText {
  /** A pole, `mixed` or `none`. */
  code: string;
  /** What each entry adds to its pole, with hand-set weights. */
  contributions: ReadonlyMap<string, number>;
  /** How often it counts. */
  count: number;
}

/** How far from its hand-set weight an entry may be taken: half of it to twice as much. */
const [LEAST, MOST] = [0.5, 2];

/** Factors by entry id; 1 where there is none. */
export type Factors = ReadonlyMap<string, number>;

/** What the entries of an axis add in a text. */
export function contributionsOf(axis: AxisLexicon, { hits }: Analysis): Map<string, number> {
  const sums = new Map<string, number>();
  for (const hit of hits) if (hit.lexicon === axis.id && hit.dropped === null) sums.set(hit.entry, (sums.get(hit.entry) ?? 0) + hit.contribution);
  return sums;
}

/**
 * Learns factors of the entries' weights from texts that are coded as one pole or both. First a logistic regression of
 * the pole on the balance of the text with hand-set weights; then how far each entry's part of that balance should count
 * more or less. Entries are held back towards a factor of 1.
 * @param penalty ridge penalty on factor minus 1, > 0: 1 / its square root is how far a factor may easily go
 * @returns factors, 0.5 to 2; none when the texts teach nothing
 */
export function reweigh(axis: AxisLexicon, texts: readonly AxisText[], penalty: number): Factors {
  const [minus, plus] = axis.poles;
  const poles = new Map(axis.entries.map(({ id, pole }) => [id, pole]));
  const columns = new Map(axis.entries.map(({ id }, i) => [id, i]));
  const rows: { row: Row; balance: number; isPlus: boolean; weight: number }[] = [];
  for (const { code, contributions, count } of texts) {
    if (contributions.size === 0 || ![minus, plus, 'mixed'].includes(code)) continue;
    const total = [...contributions.values()].reduce((sum, value) => sum + value, 0);
    const values = [...contributions].map(([id, value]) => (poles.get(id) === plus ? value : -value) / total);
    const row = { columns: [...contributions.keys()].map((id) => columns.get(id)!), values };
    const balance = values.reduce((sum, value) => sum + value, 0);
    for (const pole of code === 'mixed' ? [minus, plus] : [code]) rows.push({ row, balance, isPlus: pole === plus, weight: code === 'mixed' ? count / 2 : count });
  }
  const outcomes = rows.map(({ isPlus }) => isPlus);
  if (!outcomes.includes(true) || !outcomes.includes(false)) return new Map();
  const weights = rows.map(({ weight }) => weight);
  const [bias, slope] = fitLogistic(rows.map(({ balance }) => ({ columns: [0, 1], values: [1, balance] })), outcomes, [0, 1], { weights, nonNegative: new Set([1]) });
  const scaled = rows.map(({ row }) => ({ ...row, values: row.values.map((value) => value * slope!) }));
  const moves = fitLogistic(scaled, outcomes, axis.entries.map(() => penalty), { weights, offsets: rows.map(({ balance }) => bias! + slope! * balance) });
  return new Map(axis.entries.map(({ id }, i) => [id, Math.min(MOST, Math.max(LEAST, 1 + moves[i]!))]));
}
