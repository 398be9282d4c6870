/** Agreement of labels with codes, with its uncertainty. Pure. */
import { randomBits } from './random.js';

/** One unit's codes, one per coder; null where a coder gave none. */
export type Codes = readonly (string | null)[];

/**
 * Krippendorff's alpha for nominal codes (Krippendorff 2011, "Computing Krippendorff's Alpha-Reliability").
 * @param units codes of at least two coders each; missing codes are allowed
 * @param weights how often each unit counts; once if absent
 * @returns 1 for full agreement, 0 for chance; null where nothing varies or nothing can be paired
 */
export function krippendorffAlpha(units: readonly Codes[], weights?: readonly number[]): number | null {
  const totals = new Map<string, number>();
  let pairable = 0;
  let disagreement = 0;
  units.forEach((unit, i) => {
    const weight = weights?.[i] ?? 1;
    const codes = unit.filter((code) => code !== null);
    if (codes.length < 2) return;
    pairable += weight * codes.length;
    for (const code of codes) totals.set(code, (totals.get(code) ?? 0) + weight);
    let unequal = 0;
    for (const a of codes) for (const b of codes) if (a !== b) unequal += weight;
    disagreement += unequal / (codes.length - 1);
  });
  if (pairable < 2) return null;
  const squares = [...totals.values()].reduce((sum, count) => sum + count * count, 0);
  const expected = (pairable * pairable - squares) / (pairable * (pairable - 1));
  return expected === 0 ? null : 1 - disagreement / pairable / expected;
}

/** The code that more than half of those gave who coded the unit; null where there is none. */
export function majorityCode(unit: Codes): string | null {
  const given = unit.filter((code) => code !== null);
  return given.find((code) => 2 * given.filter((other) => other === code).length > given.length) ?? null;
}

/** How one code was met. */
export interface CodeAgreement {
  code: string;
  gold: number;
  given: number;
  right: number;
  precision: number | null;
  recall: number | null;
  f1: number;
}

/** Precision, recall and F1 of each code that the gold holds. */
export function perCode(gold: readonly string[], given: readonly string[]): CodeAgreement[] {
  return [...new Set(gold)].sort().map((code) => {
    const inGold = gold.filter((one) => one === code).length;
    const inGiven = given.filter((one) => one === code).length;
    const right = gold.filter((one, i) => one === code && given[i] === code).length;
    return {
      code,
      gold: inGold,
      given: inGiven,
      right,
      precision: inGiven === 0 ? null : right / inGiven,
      recall: right / inGold,
      f1: (2 * right) / (inGold + inGiven),
    };
  });
}

/** Mean F1 over the codes that the gold holds. */
export function macroF1(gold: readonly string[], given: readonly string[]): number {
  const codes = perCode(gold, given);
  return codes.reduce((sum, { f1 }) => sum + f1, 0) / codes.length;
}

/** Counts by gold code, then by given label. */
export function confusion(gold: readonly string[], given: readonly string[]): Record<string, Record<string, number>> {
  const names = [...new Set([...gold, ...given])].sort();
  const table = new Map(names.map((name) => [name, new Map(names.map((other) => [other, 0]))]));
  gold.forEach((code, i) => {
    const row = table.get(code)!;
    row.set(given[i]!, row.get(given[i]!)! + 1);
  });
  return Object.fromEntries([...table].map(([name, row]) => [name, Object.fromEntries(row)]));
}

/**
 * Percentile bootstrap interval of a figure, resampling units (95 %).
 * @param units number of units
 * @param figure the figure of a resample, given the indexes of its units, in a list that is used again; null where it is
 *   undefined
 */
export function bootstrapInterval(units: number, figure: (indexes: readonly number[]) => number | null, resamples: number, seed: number): [number, number] | null {
  const random = randomBits(seed);
  const figures: number[] = [];
  // One list for all resamples: a list each would cost more than most figures do.
  const indexes = Array.from({ length: units }, () => 0);
  for (let b = 0; b < resamples; b++) {
    for (let i = 0; i < units; i++) indexes[i] = random() % units;
    const value = figure(indexes);
    if (value !== null) figures.push(value);
  }
  if (figures.length < resamples / 2 || figures.length === 0) return null;
  figures.sort((a, b) => a - b);
  const at = (share: number): number => figures[Math.min(figures.length - 1, Math.floor(share * figures.length))]!;
  return [at(0.025), at(0.975)];
}

/** One bin of a reliability table. */
export interface CalibrationBin {
  from: number;
  to: number;
  count: number;
  /** Mean confidence, and share right. */
  confidence: number;
  right: number;
}

/**
 * Reliability of confidences in ten equal bins, and the expected calibration error (Naeini, Cooper & Hauskrecht 2015):
 * the mean distance of confidence from share right, weighted by count.
 */
export function calibration(confidences: readonly number[], right: readonly boolean[]): { bins: CalibrationBin[]; ece: number | null } {
  const bins: CalibrationBin[] = [];
  for (let bin = 0; bin < 10; bin++) {
    const inside = confidences.flatMap((confidence, i) => (Math.min(9, Math.floor(confidence * 10)) === bin ? [i] : []));
    if (inside.length === 0) continue;
    const mean = (value: (i: number) => number): number => inside.reduce((sum, i) => sum + value(i), 0) / inside.length;
    bins.push({ from: bin / 10, to: (bin + 1) / 10, count: inside.length, confidence: mean((i) => confidences[i]!), right: mean((i) => Number(right[i])) });
  }
  const total = confidences.length;
  return { bins, ece: total === 0 ? null : bins.reduce((sum, { count, confidence, right: share }) => sum + (count / total) * Math.abs(confidence - share), 0) };
}

/** Pearson's correlation; null where one side does not vary. */
export function correlation(xs: readonly number[], ys: readonly number[]): number | null {
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [mx, my] = [mean(xs), mean(ys)];
  let [xy, xx, yy] = [0, 0, 0];
  xs.forEach((x, i) => {
    xy += (x - mx) * (ys[i]! - my);
    xx += (x - mx) ** 2;
    yy += (ys[i]! - my) ** 2;
  });
  return xx === 0 || yy === 0 ? null : xy / Math.sqrt(xx * yy);
}

/** Spearman's rank correlation; ties get their mean rank. */
export function rankCorrelation(xs: readonly number[], ys: readonly number[]): number | null {
  return correlation(ranks(xs), ranks(ys));
}

/**
 * Spearman's rank correlation of resamples: as {@link rankCorrelation} of the values at the indexes, but sorted once, not
 * for each resample.
 */
export function resampledRankCorrelation(xs: readonly number[], ys: readonly number[]): (indexes: readonly number[]) => number | null {
  const [xOrder, yOrder] = [orderOf(xs), orderOf(ys)];
  const counts = new Float64Array(xs.length);
  const [xRanks, yRanks] = [new Float64Array(xs.length), new Float64Array(ys.length)];
  return (indexes) => {
    counts.fill(0);
    for (const i of indexes) counts[i]! += 1;
    rankInto(xRanks, xs, xOrder, counts);
    rankInto(yRanks, ys, yOrder, counts);
    // Ranks are measured from their mean.
    let [xy, xx, yy] = [0, 0, 0];
    const mean = (indexes.length - 1) / 2;
    for (let i = 0; i < counts.length; i++) {
      const [x, y] = [xRanks[i]! - mean, yRanks[i]! - mean];
      xy += counts[i]! * x * y;
      xx += counts[i]! * x * x;
      yy += counts[i]! * y * y;
    }
    return xx === 0 || yy === 0 ? null : xy / Math.sqrt(xx * yy);
  };
}

/** Mean ranks of values of which each stands there `counts` times. */
function rankInto(ranked: Float64Array, values: readonly number[], order: readonly number[], counts: Float64Array): void {
  let before = 0;
  for (let from = 0; from < order.length; ) {
    let [to, tied] = [from, 0];
    while (to < order.length && values[order[to]!] === values[order[from]!]) tied += counts[order[to++]!]!;
    for (let i = from; i < to; i++) ranked[order[i]!] = before + (tied - 1) / 2;
    before += tied;
    from = to;
  }
}

function orderOf(values: readonly number[]): number[] {
  return values.map((_, i) => i).sort((a, b) => values[a]! - values[b]!);
}

function ranks(values: readonly number[]): number[] {
  const order = orderOf(values);
  const result: number[] = [];
  for (let from = 0; from < order.length; ) {
    let to = from;
    while (to < order.length && values[order[to]!] === values[order[from]!]) to += 1;
    for (let i = from; i < to; i++) result[order[i]!] = (from + to - 1) / 2;
    from = to;
  }
  return result;
}
