/** A trend in plain words, the same in every format. */
import type { Unit } from '../period.js';
import { FEWEST_PERIODS } from '../trend.js';
import type { AxisTrend, Counts, PerDecade, Together, Trend } from '../trend.js';
import type { Silence } from '../trend-pool.js';
import { FEW } from '../trend-test.js';

/** Why a period has no position, for people. */
export const SILENCE: Record<Silence, string> = {
  no_documents: 'no documents',
  off_topic: 'off topic',
  no_evidence: 'no evidence',
  thin: 'thin',
};

/** Head of a table of stated transitions. */
export const TRANSITION_COLUMNS = 'group year axis from to count documents'.split(' ');

/**
 * One sentence: direction, size, how sure, on what.
 * @param tests how many tests p was corrected for
 */
export function trendSentence(axis: AxisTrend, tests: number): string {
  const on = `${many(axis.periods, 'period')}, ${many(axis.documents, 'document')}`;
  if (axis.sen === null || axis.p === null) return `${axis.axis}: no trend can be told: ${on}; at least ${FEWEST_PERIODS} periods with enough evidence are needed`;
  const says = axis.towards === null ? ': no trend can be told:' : ` moves towards ${axis.towards}:`;
  return `${axis.axis}${says} ${perDecade(axis.sen)}, p ${chance(axis.p)} after correction for ${many(tests, 'test')}, ${on}`;
}

/** How the test was made, and what the regression over documents says. */
export function trendDetail({ mannKendall: test, drift, change }: AxisTrend): string | null {
  if (test === null) return null;
  const correction = test.inflation > 1 ? `, variance x ${test.inflation.toFixed(2)} for autocorrelation` : '';
  const parts = [`Mann-Kendall tau ${signed(test.tau)}, p ${chance(test.p)} uncorrected${test.n > FEW ? '' : ` (${test.exact ? 'exact; ' : ''}neighbouring periods taken as independent)`}${correction}`];
  parts.push(drift === null ? 'no regression over documents' : `regression over ${many(drift.documents, 'document')}: ${perDecade(drift)}`);
  if (change !== null) parts.push(`Pettitt: ${change.p < 0.05 ? `the level changes after ${change.after}` : 'no change of level can be told'}, p ${chance(change.p)} after correction`);
  return parts.join('; ');
}

/** How two axes went together; null where there are too few periods. */
export function togetherSentence({ axes, periods, rho, detrended }: Together): string | null {
  if (rho === null) return null;
  const without = detrended === null ? '' : `; without their trends ${signed(detrended.value)} (${range(detrended.interval)})`;
  return `${axes[0]} and ${axes[1]}: rho ${signed(rho.value)} (95 % ${range(rho.interval)})${without}, ${many(periods, 'period')}`;
}

/** What stands above the pairs of axes. */
export function togetherHead(pairs: number): string {
  return `which axes moved together (Spearman, by period; ${pairs === 1 ? '1 pair' : `${pairs} pairs, each taken for itself`})`;
}

/** A kind of period in words: `5 years`. */
export function unitName({ name }: Unit): string {
  return name.replace('-', ' ');
}

/** True minus signs, for pages. */
export function withMinus(text: string): string {
  return text.replace(/(^|[\s(])-(?=\d)/g, '$1\u2212');
}

/** What is in the trend, and what is not and why. */
export function countSentences(counts: Counts): string[] {
  const left = [
    [counts.undated, 'without a date (or not ISO 8601)'],
    [counts.inexact, 'with a date that is not exact enough for these periods'],
    [counts.ungrouped, 'without a group'],
    [counts.errors, 'that could not be scored'],
  ] as const;
  return left.filter(([count]) => count > 0).map(([count, what]) => `left out: ${many(count, 'document')} ${what}`);
}

/** What the series stand on. */
export function basis({ unit, window, least }: Trend): string {
  const moving = window === 1 ? '' : `, moving over ${window} periods (tests use single periods)`;
  return `theta = ln((R + 0.5) / (L + 0.5)) over the relevant documents of a period (${unitName(unit)})${moving}; a period with a weight below ${least} is thin and has none`;
}

/** `+0.21 theta a decade (95 % 0.05 to 0.37)`. */
export function perDecade({ slope, interval }: PerDecade): string {
  return `${signed(slope)} theta a decade (${interval === null ? 'no interval' : `95 % ${range(interval)}`})`;
}

/** `+0.05 to +0.37`. */
export function range([low, high]: readonly [number, number]): string {
  return `${signed(low)} to ${signed(high)}`;
}

/** A number with its sign, two decimals. */
export function signed(value: number): string {
  const short = Math.abs(value).toFixed(2);
  return short === '0.00' ? short : `${value < 0 ? '-' : '+'}${short}`;
}

/** `= .004`, `< .001`. */
export function chance(p: number): string {
  if (p < 0.001) return '< .001';
  if (p > 0.995) return '> .99';
  // Rounded, it would look as if it were not below.
  if (p < 0.05 && p > 0.0495) return '< .05';
  return `= ${p.toFixed(p < 0.1 ? 3 : 2).replace('0.', '.')}`;
}

/** `1 document`, `1,021 documents`. */
export function many(count: number, what: string): string {
  return `${String(count).replace(/\B(?=(?:\d{3})+$)/g, ',')} ${what}${count === 1 ? '' : 's'}`;
}
