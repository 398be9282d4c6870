/** The drift of documents: a regression over documents, not periods. Pure. */
import { bootstrapInterval } from './agree.js';

/** What documents of one date say of one axis. */
export interface Stance {
  /** In years. */
  time: number;
  /** Weight on the minus and on the plus pole, not both 0. */
  left: number;
  right: number;
}

/** Change of theta a year. */
export interface Drift {
  slope: number;
  /** 95 %; null with fewer than 5 periods, or where most resamples have no slope. */
  interval: [number, number] | null;
}

/** Fewer periods than these say nothing of how periods differ. */
const FEWEST_CLUSTERS = 5;
const STEPS = 25;
const SETTLED = 1e-8;

/**
 * Regresses the position of documents on their date: the share of the plus pole is R / (R + L) with weight R + L, its
 * log odds, which is theta without the 0.5, linear in time (a quasi-binomial regression, McCullagh & Nelder 1989). So a
 * document that says much of an axis counts more than one that hardly touches it. The interval resamples whole periods
 * (cluster bootstrap), since documents of one period share its events: half the width of the percentile interval on either
 * side, widened by Student's t for the number of periods, without which it is too short. Periods count as independent.
 * @param clusters documents with evidence, one list a period; whole lists are resampled
 * @returns null where there is no slope: one date only, or the poles never meet
 */
export function driftOf(clusters: readonly (readonly Stance[])[], resamples: number, seed: number): Drift | null {
  const fit = fitter(clusters);
  const whole = fit(clusters.map((_, i) => i));
  if (whole === null) return null;
  const { slope } = whole;
  if (clusters.length < FEWEST_CLUSTERS) return { slope, interval: null };
  // The line of all documents is a good guess at that of a resample: few steps are left.
  const resampled = bootstrapInterval(clusters.length, (indexes) => fit(indexes, whole)?.slope ?? null, resamples, seed);
  if (resampled === null) return { slope, interval: null };
  const reach = ((resampled[1] - resampled[0]) / 2) * widening(clusters.length - 2);
  return { slope, interval: [slope - reach, slope + reach] };
}

/** 97.5 % point of Student's t over that of the normal: the expansion of Cornish & Fisher, good to 4 % at 3 degrees, to 1 % from 5 on. */
function widening(degrees: number): number {
  const z = 1.959964;
  return 1 + (z ** 2 + 1) / (4 * degrees) + (5 * z ** 4 + 16 * z ** 2 + 3) / (96 * degrees ** 2);
}

interface Line {
  /** Theta at the middle. */
  base: number;
  middle: number;
  slope: number;
}

/** Newton's steps for intercept and slope, of the clusters with these numbers, one as often as it is named. */
function fitter(clusters: readonly (readonly Stance[])[]): (indexes: readonly number[], start?: Line) => Line | null {
  const sums = clusters.map((stances) => stances.reduce((sum, { time, left, right }) => ({ weight: sum.weight + left + right, time: sum.time + (left + right) * time }), { weight: 0, time: 0 }));
  const counts = new Float64Array(clusters.length);
  return (indexes, start) => {
    counts.fill(0);
    for (const i of indexes) counts[i]! += 1;
    // Times are counted from their middle, so that intercept and slope have little to do with each other.
    const middle = indexes.reduce((sum, i) => sum + sums[i]!.time, 0) / indexes.reduce((sum, i) => sum + sums[i]!.weight, 0);
    let slope = start?.slope ?? 0;
    let base = start === undefined ? 0 : start.base + slope * (middle - start.middle);
    for (let step = 0; step < STEPS; step++) {
      let [g0, g1, h00, h01, h11] = [0, 0, 0, 0, 0];
      for (let i = 0; i < counts.length; i++) {
        const count = counts[i]!;
        if (count === 0) continue;
        for (const { time, left, right } of clusters[i]!) {
          const x = time - middle;
          const chance = 1 / (1 + Math.exp(-(base + slope * x)));
          const total = count * (left + right);
          const curve = total * chance * (1 - chance);
          const rest = count * right - total * chance;
          g0 += rest;
          g1 += rest * x;
          h00 += curve;
          h01 += curve * x;
          h11 += curve * x * x;
        }
      }
      const determinant = h00 * h11 - h01 * h01;
      // One date, or poles that a date divides: the slope has no end.
      if (!(determinant > 1e-9 * h00 * h11)) return null;
      const [d0, d1] = [(h11 * g0 - h01 * g1) / determinant, (h00 * g1 - h01 * g0) / determinant];
      base += d0;
      slope += d1;
      if (Math.abs(d0) + Math.abs(d1) < SETTLED) return { base, middle, slope };
    }
    return null;
  };
}
