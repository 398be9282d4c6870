/** Documents of a period, pooled. Pure. */
import { periodMiddle, periodName, periodOf, parseDate } from './period.js';
import type { PartialDate, Unit } from './period.js';
import { randomBits } from './random.js';
import { position, salience } from './score.js';
import type { OkResult } from './types.js';

/** An axis as the results name it, minus pole first. */
export interface TrendAxis {
  id: string;
  poles: [string, string];
}

/** All that a trend needs of a document. */
export interface Mark {
  id: string;
  date: PartialDate;
  period: number;
  group: string;
  sentences: number;
  words: number;
  relevant: boolean;
  /** By axis, in the order of the axes. */
  stances: { left: number; right: number; label: string | null; se: number | null }[];
  transitions: { axis: string; from: string; to: string }[];
}

/** Why a document has no place in a trend. */
export type Omission = 'undated' | 'inexact' | 'ungrouped';

/** Why a period has no position. */
export type Silence = 'no_documents' | 'off_topic' | 'no_evidence' | 'thin';

/** One axis in one period. */
export interface PeriodAxis {
  /** ln((R + 0.5) / (L + 0.5)) over the sums of the relevant documents; null with a reason. */
  theta: number | null;
  reason: Silence | null;
  se: number | null;
  /** 95 %. */
  interval: [number, number] | null;
  /** Weight on the minus and on the plus pole. */
  left: number;
  right: number;
  /** Relevant documents with any weight. */
  documents: number;
  /** Relevant documents by label: the poles, `mixed` and `none`. */
  labels: Record<string, number>;
  /** ln((R + L + 1) / sentences) over the relevant documents; null without them. */
  salience: number | null;
}

/** One period, of a group. */
export interface Period {
  index: number;
  name: string;
  /** In years. */
  middle: number;
  documents: number;
  relevant: number;
  words: number;
  /** By axis. */
  axes: Record<string, PeriodAxis>;
}

/** How periods are pooled. */
export interface PoolOptions {
  unit: Unit;
  /** Least weight on both poles together; below it a period is thin. */
  least: number;
  resamples: number;
  seed: number;
}

/** The axes that results hold, by the order of the first result. */
export function axesOf(result: OkResult): TrendAxis[] {
  return Object.entries(result.axes).map(([id, { weight }]) => ({ id, poles: Object.keys(weight) as [string, string] }));
}

/**
 * Takes of a result what a trend needs.
 * @param group the metadata field that names the document's group; none if absent
 * @returns the mark, or why the document has no place
 */
export function toMark(result: OkResult, axes: readonly TrendAxis[], unit: Unit, group?: string): Mark | Omission {
  const date = result.meta.date === null ? null : parseDate(result.meta.date);
  if (date === null) return 'undated';
  const period = periodOf(date, unit);
  if (period === null) return 'inexact';
  const name = group === undefined ? '' : (result.meta[group] ?? null);
  if (name === null || (group !== undefined && name === '')) return 'ungrouped';
  return {
    id: result.id,
    date,
    period,
    group: String(name),
    sentences: result.sentences,
    words: result.words,
    relevant: result.relevance?.label !== 'off_topic',
    stances: axes.map(({ id, poles: [minus, plus] }) => {
      const axis = result.axes[id];
      return { left: axis?.weight[minus] ?? 0, right: axis?.weight[plus] ?? 0, label: axis?.label ?? null, se: axis?.se ?? null };
    }),
    transitions: result.transitions.map(({ axis, from, to }) => ({ axis, from, to })),
  };
}

/**
 * Pools the documents of one group, period by period, from its first to its last; periods between that have no document
 * are in the list too.
 * @param window periods to pool into one, moving: the period, those before it and those behind it; 1 for none
 */
export function poolPeriods(marks: readonly Mark[], axes: readonly TrendAxis[], options: PoolOptions, window = 1): Period[] {
  const byPeriod = new Map<number, Mark[]>();
  let [first, last] = [Infinity, -Infinity];
  for (const mark of marks) {
    const list = byPeriod.get(mark.period);
    if (list) list.push(mark);
    else byPeriod.set(mark.period, [mark]);
    [first, last] = [Math.min(first, mark.period), Math.max(last, mark.period)];
  }
  const periods: Period[] = [];
  for (let index = first; index <= last; index++) {
    const inside: Mark[] = [];
    for (let at = index - Math.floor((window - 1) / 2); at <= index + Math.floor(window / 2); at++) inside.push(...(byPeriod.get(at) ?? []));
    periods.push(poolPeriod(index, inside, axes, options));
  }
  return periods;
}

function poolPeriod(index: number, marks: readonly Mark[], axes: readonly TrendAxis[], options: PoolOptions): Period {
  const relevant = marks.filter((mark) => mark.relevant);
  // Each period draws from a seed of its own: what is said of it does not depend on which other periods there are.
  const errors = resampledErrors(relevant, axes.length, options.resamples, (options.seed + Math.imul(index, 0x9e3779b1)) >>> 0);
  return {
    index,
    name: periodName(index, options.unit),
    middle: periodMiddle(index, options.unit),
    documents: marks.length,
    relevant: relevant.length,
    words: marks.reduce((sum, { words }) => sum + words, 0),
    axes: Object.fromEntries(axes.map((axis, a) => [axis.id, poolAxis(a, axis, marks.length, relevant, errors[a]!, options.least)])),
  };
}

function poolAxis(a: number, { poles }: TrendAxis, documents: number, relevant: readonly Mark[], error: number, least: number): PeriodAxis {
  const stances = relevant.map(({ stances }) => stances[a]!);
  const left = stances.reduce((sum, stance) => sum + stance.left, 0);
  const right = stances.reduce((sum, stance) => sum + stance.right, 0);
  const speaking = stances.filter((stance) => stance.left + stance.right > 0);
  const labels = Object.fromEntries([...poles, 'mixed', 'none'].map((label) => [label, stances.filter((stance) => (stance.label ?? 'none') === label).length]));
  const reason: Silence | null = documents === 0 ? 'no_documents' : relevant.length === 0 ? 'off_topic' : left + right === 0 ? 'no_evidence' : left + right < least ? 'thin' : null;
  const theta = reason === null ? position(left, right) : null;
  // As for a document, the wider of two errors: resampling alone is short where documents are few (and 0 for one).
  const own = speaking.length === 1 ? (speaking[0]!.se ?? 0) : 0;
  const se = theta === null ? null : Math.max(Math.sqrt(1 / (right + 0.5) + 1 / (left + 0.5)), error, own);
  return {
    theta,
    reason,
    se,
    interval: theta === null ? null : [theta - 1.96 * se!, theta + 1.96 * se!],
    left,
    right,
    documents: speaking.length,
    labels,
    salience: relevant.length === 0 ? null : salience(left, right, relevant.reduce((sum, { sentences }) => sum + sentences, 0)),
  };
}

/** Standard deviation of theta over resamples of whole documents with replacement, by axis. */
function resampledErrors(marks: readonly Mark[], axes: number, resamples: number, seed: number): number[] {
  const means = Array.from({ length: axes }, () => 0);
  const spreads = Array.from({ length: axes }, () => 0);
  if (marks.length < 2 || resamples < 2) return spreads;
  const random = randomBits(seed);
  const lefts = new Float64Array(axes);
  const rights = new Float64Array(axes);
  for (let b = 1; b <= resamples; b++) {
    lefts.fill(0);
    rights.fill(0);
    for (let i = 0; i < marks.length; i++) {
      const { stances } = marks[random() % marks.length]!;
      for (let a = 0; a < axes; a++) {
        lefts[a]! += stances[a]!.left;
        rights[a]! += stances[a]!.right;
      }
    }
    for (let a = 0; a < axes; a++) {
      const theta = position(lefts[a]!, rights[a]!);
      const delta = theta - means[a]!; // Welford's running variance
      means[a]! += delta / b;
      spreads[a]! += delta * (theta - means[a]!);
    }
  }
  return spreads.map((spread) => Math.sqrt(spread / (resamples - 1)));
}
