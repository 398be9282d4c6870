/** How do the axes move over time? Pools documents into periods, tests each axis of each group. Pure. */
import { bootstrapInterval, rankCorrelation, resampledRankCorrelation } from './agree.js';
import { yearsOf } from './period.js';
import type { Unit } from './period.js';
import { driftOf } from './trend-drift.js';
import type { Stance } from './trend-drift.js';
import { poolPeriods } from './trend-pool.js';
import type { Mark, Omission, Period, PoolOptions, TrendAxis } from './trend-pool.js';
import { holm, mannKendall, pettitt, senSlope } from './trend-test.js';
import type { MannKendall, Series } from './trend-test.js';

/** How to look at a corpus over time. */
export interface TrendOptions extends PoolOptions {
  /** Periods to pool for the series that is shown, moving; tests never use it, since it makes neighbours alike. */
  window: number;
  changePoints: boolean;
}

/** A change of theta a decade. */
export interface PerDecade {
  slope: number;
  /** 95 %. */
  interval: [number, number] | null;
}

/** Is one axis of one group moving? */
export interface AxisTrend {
  axis: string;
  poles: [string, string];
  /** Periods with a position, and the relevant documents with weight in them. */
  periods: number;
  documents: number;
  /** All null with fewer than {@link FEWEST_PERIODS} periods. */
  mannKendall: MannKendall | null;
  /** Sen's slope. */
  sen: PerDecade | null;
  /** Regression over documents. */
  drift: (PerDecade & { documents: number; periods: number }) | null;
  /** p of Mann-Kendall after Holm's correction over all axes and groups. */
  p: number | null;
  /** The pole that the axis moves towards, when p is below 0.05. */
  towards: string | null;
  /** Last period before the change, with p after Holm's correction; null unless asked for. */
  change: { after: string; p: number } | null;
}

/** Did two axes move together? */
export interface Together {
  axes: [string, string];
  /** Periods in which both have a position. */
  periods: number;
  /** Spearman's correlation of the series, and of what is left of them without their Sen slopes; null with fewer than 8 periods. */
  rho: Correlation | null;
  detrended: Correlation | null;
}

/** A correlation, never without its interval. */
export interface Correlation {
  value: number;
  /** 95 %, resampling periods. */
  interval: [number, number];
}

/** One line of the trend. */
export interface GroupTrend {
  /** Value of the metadata field; empty when documents are not grouped. */
  group: string;
  documents: number;
  relevant: number;
  periods: Period[];
  axes: AxisTrend[];
  together: Together[];
}

/** Movements that relevant documents of one year state in so many words. */
export interface StatedTransitions {
  group: string;
  year: number;
  axis: string;
  from: string;
  to: string;
  count: number;
  /** Ids. */
  documents: string[];
}

/** All that there is to report. */
export interface Trend {
  unit: Unit;
  window: number;
  least: number;
  /** Tests that Holm's correction was made for. */
  tests: number;
  axes: TrendAxis[];
  groups: GroupTrend[];
  transitions: StatedTransitions[];
}

/** What of the input is in the trend, and what is not. */
export type Counts = Record<Omission | 'documents' | 'errors', number>;

/** With fewer periods than these nothing can be told of a trend, or of two series together. */
export const FEWEST_PERIODS = 5;
const FEWEST_PAIRS = 8;
/** From here on a trend counts as told. */
const ALPHA = 0.05;

/**
 * Looks at documents over time.
 * @param marks in any order: they are sorted, so that the result does not depend on it
 * @param axes as in the marks
 */
export function trend(marks: readonly Mark[], axes: readonly TrendAxis[], options: TrendOptions): Trend {
  const byGroup = new Map<string, Mark[]>();
  for (const mark of [...marks].sort((a, b) => compare(a.id, b.id))) {
    const list = byGroup.get(mark.group);
    if (list) list.push(mark);
    else byGroup.set(mark.group, [mark]);
  }
  const names = [...byGroup.keys()].sort(compare);
  const groups = names.map((group) => groupTrend(group, byGroup.get(group)!, axes, options));
  const tested = groups.flatMap((group) => group.axes).filter(({ mannKendall: test }) => test !== null);
  correct(tested);
  return { unit: options.unit, window: options.window, least: options.least, tests: tested.length, axes: [...axes], groups, transitions: names.flatMap((group) => statedTransitions(group, byGroup.get(group)!)) };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function groupTrend(group: string, marks: readonly Mark[], axes: readonly TrendAxis[], options: TrendOptions): GroupTrend {
  const single = poolPeriods(marks, axes, options);
  const series = new Map(axes.map(({ id }) => [id, seriesOf(single, id)]));
  return {
    group,
    documents: marks.length,
    relevant: marks.filter(({ relevant }) => relevant).length,
    periods: options.window === 1 ? single : poolPeriods(marks, axes, options, options.window),
    axes: axes.map((axis, a) => axisTrend(axis, a, series.get(axis.id)!, single, marks, options)),
    together: axes.flatMap(({ id }, a) => axes.slice(a + 1).map((other) => together([id, other.id], series.get(id)!, series.get(other.id)!, options))),
  };
}

function seriesOf(periods: readonly Period[], axis: string): Series {
  const known = periods.filter(({ axes }) => axes[axis]!.theta !== null);
  return { times: known.map(({ index }) => index), values: known.map(({ axes }) => axes[axis]!.theta!) };
}

function axisTrend({ id, poles }: TrendAxis, a: number, series: Series, periods: readonly Period[], marks: readonly Mark[], options: TrendOptions): AxisTrend {
  const known = periods.filter(({ axes }) => axes[id]!.theta !== null);
  const documents = known.reduce((sum, { axes }) => sum + axes[id]!.documents, 0);
  const base = { axis: id, poles, periods: known.length, documents };
  if (known.length < FEWEST_PERIODS) return { ...base, mannKendall: null, sen: null, drift: null, p: null, towards: null, change: null };
  const test = mannKendall(series);
  const perDecade = 120 / options.unit.months;
  const { slope, interval } = senSlope(series, test.variance);
  const speaking = marks.filter(({ relevant, stances }) => relevant && stances[a]!.left + stances[a]!.right > 0);
  const drift = driftOf(clustersOf(speaking, a), options.resamples, options.seed);
  const change = options.changePoints ? pettitt(series.values) : null;
  return {
    ...base,
    mannKendall: test,
    sen: { slope: slope * perDecade, interval: interval && [interval[0] * perDecade, interval[1] * perDecade] },
    drift: drift && { slope: drift.slope * 10, interval: drift.interval && [drift.interval[0] * 10, drift.interval[1] * 10], documents: speaking.length, periods: new Set(speaking.map(({ period }) => period)).size },
    p: test.p,
    towards: null,
    change: change && { after: known[change.index]!.name, p: change.p },
  };
}

/** One list a period. Documents of the same date are added up: to the regression they are one, and it is faster. */
function clustersOf(marks: readonly Mark[], a: number): Stance[][] {
  const clusters = new Map<number, Map<number, Stance>>();
  for (const { period, date, stances } of marks) {
    const cluster = clusters.get(period) ?? new Map<number, Stance>();
    clusters.set(period, cluster);
    const time = yearsOf(date);
    const stance = cluster.get(time) ?? { time, left: 0, right: 0 };
    cluster.set(time, stance);
    stance.left += stances[a]!.left;
    stance.right += stances[a]!.right;
  }
  return [...clusters].sort(([one], [other]) => one - other).map(([, cluster]) => [...cluster.values()]);
}

/** Corrects for the number of tests, and says which trends are left. */
function correct(tested: readonly AxisTrend[]): void {
  const ps = holm(tested.map(({ mannKendall: test }) => test!.p));
  const changed = tested.filter(({ change }) => change !== null);
  const changes = holm(changed.map(({ change }) => change!.p));
  tested.forEach((axis, i) => {
    axis.p = ps[i]!;
    axis.towards = ps[i]! < ALPHA ? axis.poles[axis.mannKendall!.s > 0 ? 1 : 0] : null;
  });
  changed.forEach(({ change }, i) => (change!.p = changes[i]!));
}

function together(axes: [string, string], one: Series, other: Series, { resamples, seed }: TrendOptions): Together {
  const at = new Map(other.times.map((time, i) => [time, other.values[i]!]));
  const shared = one.times.flatMap((time, i) => (at.has(time) ? [{ time, x: one.values[i]!, y: at.get(time)! }] : []));
  if (shared.length < FEWEST_PAIRS) return { axes, periods: shared.length, rho: null, detrended: null };
  const times = shared.map(({ time }) => time);
  const xs = shared.map(({ x }) => x);
  const ys = shared.map(({ y }) => y);
  const flat = (values: readonly number[]): number[] => {
    const { slope } = senSlope({ times, values }, 0);
    return values.map((value, i) => value - slope * times[i]!);
  };
  return { axes, periods: shared.length, rho: correlate(xs, ys, resamples, seed), detrended: correlate(flat(xs), flat(ys), resamples, seed) };
}

function correlate(xs: readonly number[], ys: readonly number[], resamples: number, seed: number): Correlation | null {
  const value = rankCorrelation(xs, ys);
  const interval = bootstrapInterval(xs.length, resampledRankCorrelation(xs, ys), resamples, seed);
  return value === null || interval === null ? null : { value, interval };
}

function statedTransitions(group: string, marks: readonly Mark[]): StatedTransitions[] {
  const found = new Map<string, StatedTransitions>();
  for (const { id, date, relevant, transitions } of marks)
    for (const { axis, from, to } of relevant ? transitions : []) {
      const key = JSON.stringify([date.year, axis, from, to]);
      const row = found.get(key) ?? { group, year: date.year, axis, from, to, count: 0, documents: [] };
      row.count += 1;
      if (row.documents.at(-1) !== id) row.documents.push(id);
      found.set(key, row);
    }
  return [...found.values()].sort((a, b) => a.year - b.year || compare(a.axis, b.axis) || compare(a.from, b.from));
}
