/** From contributions to numbers. Every formula names its source. */
import { randomBits } from './random.js';

/** Contributions of one document to the two poles of an axis, with the sentence each stands in. */
export interface Contribution {
  sentence: number;
  /** Minus pole. */
  left: number;
  /** Plus pole. */
  right: number;
}

/** The numbers of one axis. */
export interface Score {
  theta: number;
  se: number;
  interval: [number, number];
  balance: number;
  salience: number;
  significant: boolean;
}

/**
 * Position of a document: theta = ln((R + 0.5) / (L + 0.5)).
 * Lowe, Benoit, Mikhaylov & Laver 2011, "Scaling Policy Preferences from Coded Political Texts"; 0.5 once per pole.
 * @param left weight on the minus pole, >= 0
 * @param right weight on the plus pole, >= 0
 */
export function position(left: number, right: number): number {
  return Math.log((right + 0.5) / (left + 0.5));
}

/** Relative balance (R - L) / (R + L), in [-1, 1]; for eyes. `left + right` must be above 0. */
export function balance(left: number, right: number): number {
  return (right - left) / (right + left);
}

/** How much the document speaks of the axis: ln((R + L + 1) / sentences), after Lowe et al. 2011. */
export function salience(left: number, right: number, sentences: number): number {
  return Math.log((right + left + 1) / sentences);
}

/**
 * Analytic standard error of theta: sqrt(1/(R + 0.5) + 1/(L + 0.5)), the variance of the empirical logit, on
 * effective counts: (sum w)^2 / sum w^2 per pole (Kish 1965), so that weights do not pass for evidence.
 */
export function analyticError(contributions: readonly Contribution[]): number {
  const effective = (values: number[]): number => {
    const squares = total(values.map((value) => value * value));
    return squares === 0 ? 0 : total(values) ** 2 / squares;
  };
  const left = effective(contributions.map((c) => c.left));
  const right = effective(contributions.map((c) => c.right));
  return Math.sqrt(1 / (right + 0.5) + 1 / (left + 0.5));
}

/**
 * Standard error of theta over resampled sentences. Each sentence gets a Poisson(1) weight, which is the bootstrap
 * with replacement in the limit of many sentences (Hanley & MacGibbon 2006); sentences without hits drop out, so
 * the cost grows with the evidence and not with the text.
 * @param resamples how many; 0 gives 0
 * @param seed same seed, same result
 */
export function bootstrapError(contributions: readonly Contribution[], resamples: number, seed: number): number {
  if (resamples === 0) return 0;
  const rows = bySentence(contributions);
  const lefts = Float64Array.from(rows, (row) => row.left);
  const rights = Float64Array.from(rows, (row) => row.right);
  const random = randomBits(seed);
  let mean = 0;
  let spread = 0;
  for (let b = 1; b <= resamples; b++) {
    let left = 0;
    let right = 0;
    for (let row = 0, bits = 0; row < lefts.length; row++) {
      // One random number of 32 bits serves two sentences.
      bits = row % 2 === 0 ? random() : bits >>> 16;
      const times = POISSON[bits & 0xffff]!;
      left += times * lefts[row]!;
      right += times * rights[row]!;
    }
    const theta = position(left, right);
    const delta = theta - mean; // Welford's running variance
    mean += delta / b;
    spread += delta * (theta - mean);
  }
  return resamples > 1 ? Math.sqrt(spread / (resamples - 1)) : 0;
}

/**
 * Scores one axis of one document. The standard error is the wider of the analytic and the bootstrap one: alone,
 * the first is short where hits cluster and the second where they are few.
 * @param sentences number of sentences of the document, >= 1
 * @returns null when no hit counts: no evidence is not 0
 */
export function score(contributions: readonly Contribution[], sentences: number, resamples: number, seed: number): Score | null {
  const left = total(contributions.map((c) => c.left));
  const right = total(contributions.map((c) => c.right));
  if (left + right === 0) return null;
  const theta = position(left, right);
  const se = Math.max(analyticError(contributions), bootstrapError(contributions, resamples, seed));
  const interval: [number, number] = [theta - 1.96 * se, theta + 1.96 * se];
  return {
    theta,
    se,
    interval,
    balance: balance(left, right),
    salience: salience(left, right, sentences),
    significant: interval[0] > 0 || interval[1] < 0,
  };
}

function bySentence(contributions: readonly Contribution[]): { left: number; right: number }[] {
  const rows = new Map<number, { left: number; right: number }>();
  for (const { sentence, left, right } of contributions) {
    const row = rows.get(sentence) ?? { left: 0, right: 0 };
    row.left += left;
    row.right += right;
    rows.set(sentence, row);
  }
  return [...rows.values()];
}

function total(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}

/** Draws of Poisson(1) by 16 random bits. */
const POISSON = (() => {
  const draws = new Uint8Array(65536);
  let chance = Math.exp(-1);
  let filled = 0;
  for (let k = 0, below = chance; filled < draws.length && k < 10; k++, chance /= k, below += chance) {
    const end = Math.round(below * draws.length);
    draws.fill(k, filled, end);
    filled = end;
  }
  return draws;
})();
