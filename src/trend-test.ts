/** Is a series moving? Rank tests and slopes, each with its source. Pure. */

/** A series without its gaps: `values[i]` at `times[i]`, which are numbers of periods and rise. */
export interface Series {
  times: readonly number[];
  values: readonly number[];
}

/** Mann-Kendall test for a monotonic trend. */
export interface MannKendall {
  n: number;
  /** Pairs that rise less pairs that fall. */
  s: number;
  /** Variance of s without a trend: corrected for ties and, where `inflation` is above 1, for autocorrelation. */
  variance: number;
  /** Kendall's tau-b of time and value, in [-1, 1]. */
  tau: number;
  /** Two-sided. */
  p: number;
  /** From the exact distribution (10 values or fewer, none tied), not the normal one. */
  exact: boolean;
  /** Factor of the variance for autocorrelation, >= 1. */
  inflation: number;
}

/** 97.5 % point of the standard normal distribution. */
const Z = 1.959964;
/** Up to so many values the exact distribution is used, and autocorrelation cannot be estimated. */
export const FEW = 10;
/**
 * No stronger autocorrelation of neighbours is believed: a bend in the trend looks like it, and a series that only ever rises
 * must not be taken for one that wanders. Even where it is 0.8, false alarms stay at about 12 % (42 to 48 % uncorrected).
 */
const STRONGEST = 0.7;

/**
 * Mann-Kendall test (Mann 1945; Kendall 1975), two-sided, with the correction for ties. Up to ten values without ties p is
 * exact; otherwise it is normal with continuity correction, and from eleven values on its variance is widened for
 * autocorrelation, see {@link inflationOf}; fewer do not show any.
 * @param series at least 2 values
 * @returns tau 0 and p 1 where all values are the same
 */
export function mannKendall(series: Series): MannKendall {
  const { values } = series;
  const n = values.length;
  let s = 0;
  for (let i = 0; i < n; i++) for (let j = i + 1; j < n; j++) s += Math.sign(values[j]! - values[i]!);
  const ties = [...counts(values).values()].filter((count) => count > 1);
  const sum = (term: (t: number) => number): number => ties.reduce((total, t) => total + term(t), 0);
  const inflation = n > FEW ? inflationOf(series) : 1;
  const variance = ((n * (n - 1) * (2 * n + 5) - sum((t) => t * (t - 1) * (2 * t + 5))) / 18) * inflation;
  const pairs = (n * (n - 1)) / 2;
  const untied = pairs - sum((t) => (t * (t - 1)) / 2);
  const tau = untied === 0 ? 0 : s / Math.sqrt(pairs * untied);
  const exact = n <= FEW && ties.length === 0;
  const p = s === 0 || variance === 0 ? 1 : exact ? exactChance(n, Math.abs(s)) : 2 * upperTail((Math.abs(s) - 1) / Math.sqrt(variance));
  return { n, s, variance, tau, p: Math.min(1, p), exact, inflation };
}

/**
 * Factor by which autocorrelation widens the variance of Kendall's S: the number of values over the effective number, after
 * Yue & Wang 2004 ("The Mann-Kendall test modified by effective sample size"), from the autocorrelation of neighbouring values.
 * That is taken from the ranks of the series without its Sen slope, and corrected for its bias of about -(2 + 4r)/n in a
 * series whose trend was taken out (van Giersbergen 2005, as Hamed 2009 does). It is never below 1: a negative
 * autocorrelation is not taken as a gain in certainty. Neighbours are the values next to each other, whatever gap lies
 * between.
 * @param series more than 4 values
 */
export function inflationOf({ times, values }: Series): number {
  const n = values.length;
  const slope = medianOf(slopes({ times, values }));
  // Values on one line leave residuals that are equal but for rounding: those must tie.
  const grain = (Math.max(...values) - Math.min(...values)) * 1e-9 || 1;
  const residuals = values.map((value, i) => Math.round((value - slope * (times[i]! - times[0]!)) / grain));
  const ranked = ranksOf(residuals).map((rank) => rank - (n + 1) / 2);
  const spread = ranked.reduce((total, rank) => total + rank * rank, 0);
  if (spread === 0) return 1;
  const raw = ranked.reduce((total, rank, i) => total + rank * (ranked[i + 1] ?? 0), 0) / spread;
  const r = Math.min(STRONGEST, (n * raw + 2) / (n - 4));
  return r <= 0 ? 1 : 1 + (2 * (r ** (n + 1) - n * r * r + (n - 1) * r)) / (n * (r - 1) ** 2);
}

/** A slope per period. */
export interface Slope {
  slope: number;
  /** 95 %; null where the series is too short for one, given its autocorrelation. */
  interval: [number, number] | null;
}

/**
 * Sen's slope: the median of the slopes of all pairs, with the interval of Gilbert 1987 (section 16.5; after Sen 1968).
 * @param series at least 2 values
 * @param variance of Kendall's S, from {@link mannKendall}, so that test and interval know the same autocorrelation
 */
export function senSlope(series: Series, variance: number): Slope {
  const all = slopes(series);
  const reach = Z * Math.sqrt(variance);
  const [low, high] = [Math.round((all.length - reach) / 2), Math.round((all.length + reach) / 2 + 1)];
  return { slope: medianOf(all), interval: low < 1 || high > all.length ? null : [all[low - 1]!, all[high - 1]!] };
}

/** Where a series changes level. */
export interface ChangePoint {
  /** Index of the last value before the change. */
  index: number;
  /** Largest |U|. */
  k: number;
  p: number;
}

/**
 * Pettitt's test for one change of level (Pettitt 1979), two-sided; p = 2 exp(-6 K^2 / (n^3 + n^2)), good to about 0.5. It
 * knows nothing of autocorrelation, and a steady trend also makes it speak: it says where, not whether in steps.
 * @param values at least 2
 */
export function pettitt(values: readonly number[]): ChangePoint {
  const n = values.length;
  let best = { index: 0, k: 0 };
  for (let index = 0; index < n - 1; index++) {
    let u = 0;
    for (let i = 0; i <= index; i++) for (let j = index + 1; j < n; j++) u += Math.sign(values[i]! - values[j]!);
    if (Math.abs(u) > best.k) best = { index, k: Math.abs(u) };
  }
  return { ...best, p: Math.min(1, 2 * Math.exp((-6 * best.k ** 2) / (n ** 3 + n ** 2))) };
}

/**
 * Holm's correction for several tests (Holm 1979): holds whatever the tests have to do with each other.
 * @returns corrected p values, in the order given
 */
export function holm(ps: readonly number[]): number[] {
  const order = ps.map((_, i) => i).sort((a, b) => ps[a]! - ps[b]!);
  const corrected = ps.map(() => 0);
  let largest = 0;
  order.forEach((i, rank) => {
    largest = Math.max(largest, Math.min(1, (ps.length - rank) * ps[i]!));
    corrected[i] = largest;
  });
  return corrected;
}

/** Chance of an |S| at least so large among all orders of n different values: counts of orders by their inversions. */
function exactChance(n: number, s: number): number {
  let ways = [1];
  for (let size = 2; size <= n; size++) {
    const next = Array.from({ length: ways.length + size - 1 }, () => 0);
    ways.forEach((count, inversions) => {
      for (let more = 0; more < size; more++) next[inversions + more]! += count;
    });
    ways = next;
  }
  const total = ways.reduce((sum, count) => sum + count, 0);
  const most = (n * (n - 1)) / 2;
  const outside = ways.reduce((sum, count, inversions) => sum + (Math.abs(most - 2 * inversions) >= s ? count : 0), 0);
  return outside / total;
}

/** Chance that a standard normal is above z >= 0: Numerical Recipes' Chebyshev fit of erfc, good to 1.2e-7 of the value. */
function upperTail(z: number): number {
  const x = z / Math.SQRT2;
  const t = 1 / (1 + x / 2);
  const terms = [-1.26551223, 1.00002368, 0.37409196, 0.09678418, -0.18628806, 0.27886807, -1.13520398, 1.48851587, -0.82215223, 0.17087277];
  const series = terms.reduceRight((sum, term) => sum * t + term, 0);
  return (t * Math.exp(-x * x + series)) / 2;
}

function slopes({ times, values }: Series): number[] {
  const all: number[] = [];
  for (let i = 0; i < values.length; i++) for (let j = i + 1; j < values.length; j++) all.push((values[j]! - values[i]!) / (times[j]! - times[i]!));
  return all.sort((a, b) => a - b);
}

function medianOf(sorted: readonly number[]): number {
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2;
}

function ranksOf(values: readonly number[]): number[] {
  const below = [...counts(values)].sort((a, b) => a[0] - b[0]);
  let seen = 0;
  const rank = new Map(below.map(([value, count]) => [value, (seen += count) - (count - 1) / 2]));
  return values.map((value) => rank.get(value)!);
}

function counts(values: readonly number[]): Map<number, number> {
  const found = new Map<number, number>();
  for (const value of values) found.set(value, (found.get(value) ?? 0) + 1);
  return found;
}
