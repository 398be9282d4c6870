import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { analyticError, balance, bootstrapError, position, salience, score } from '../src/score.js';
import type { Contribution } from '../src/score.js';

/** Contributions, one sentence each: positive numbers to the plus pole, negative ones to the minus pole. */
function from(...values: number[]): Contribution[] {
  return values.map((value, sentence) => ({ sentence, left: Math.max(0, -value), right: Math.max(0, value) }));
}

describe('formulas', () => {
  test.each([
    [0, 0, Math.log(0.5 / 0.5)],
    [0, 3, Math.log(3.5 / 0.5)],
    [4, 2, Math.log(2.5 / 4.5)],
  ])('position(%d, %d)', (left, right, theta) => {
    expect(position(left, right)).toBeCloseTo(theta, 12);
  });

  test('balance and salience', () => {
    expect(balance(1, 3)).toBe((3 - 1) / (3 + 1));
    expect(salience(1, 3, 10)).toBeCloseTo(Math.log((1 + 3 + 1) / 10), 12);
  });

  test('the analytic error counts hits, not weights', () => {
    expect(analyticError(from(1, 1, 1, -1))).toBeCloseTo(Math.sqrt(1 / 3.5 + 1 / 1.5), 12);
    expect(analyticError(from(5, 5, 5, -5))).toBeCloseTo(analyticError(from(1, 1, 1, -1)), 12);
    expect(analyticError(from(3, 1))).toBeCloseTo(Math.sqrt(1 / ((3 + 1) ** 2 / (9 + 1) + 0.5) + 1 / 0.5), 12);
  });

  test('the bootstrap sees clustering', () => {
    const spread = from(...Array<number>(8).fill(1), ...Array<number>(8).fill(-1));
    const clustered: Contribution[] = [{ sentence: 0, left: 0, right: 8 }, { sentence: 1, left: 8, right: 0 }];
    expect(bootstrapError(clustered, 1000, 1)).toBeGreaterThan(2 * bootstrapError(spread, 1000, 1));
  });

  test('the bootstrap agrees with resampling sentences outright', () => {
    const contributions = from(...Array<number>(20).fill(1), ...Array<number>(10).fill(-1));
    let state = 7;
    const random = (): number => (state = (state * 48271) % 2147483647) / 2147483647;
    const thetas = Array.from({ length: 4000 }, () => {
      const drawn = Array.from({ length: 60 }, () => contributions[Math.floor(random() * 60)]).filter((c) => c !== undefined);
      return position(drawn.reduce((sum, c) => sum + c.left, 0), drawn.reduce((sum, c) => sum + c.right, 0));
    });
    const mean = thetas.reduce((sum, theta) => sum + theta, 0) / thetas.length;
    const outright = Math.sqrt(thetas.reduce((sum, theta) => sum + (theta - mean) ** 2, 0) / (thetas.length - 1));
    const ratio = bootstrapError(contributions, 4000, 1) / outright;
    expect(ratio).toBeGreaterThan(0.93);
    expect(ratio).toBeLessThan(1.07);
  });
});

describe('score', () => {
  const values = fc.array(fc.double({ min: -5, max: 5, noNaN: true }).filter((value) => Math.abs(value) > 1e-6), { minLength: 1, maxLength: 20 });

  test('no evidence is null, not 0', () => {
    expect(score([], 3, 100, 1)).toBeNull();
  });

  test('is finite, and its interval holds theta', () => {
    fc.assert(
      fc.property(values, (all) => {
        const scored = score(from(...all), all.length, 50, 1)!;
        expect([scored.theta, scored.se, ...scored.interval, scored.balance, scored.salience].every(Number.isFinite)).toBe(true);
        expect(scored.interval[0]).toBeLessThanOrEqual(scored.theta);
        expect(scored.interval[1]).toBeGreaterThanOrEqual(scored.theta);
      }),
    );
  });

  test('swapping the poles negates theta and keeps the error', () => {
    fc.assert(
      fc.property(values, (all) => {
        const one = score(from(...all), 9, 50, 1)!;
        const other = score(from(...all.map((value) => -value)), 9, 50, 1)!;
        expect(other.theta).toBeCloseTo(-one.theta, 9);
        expect(other.se).toBeCloseTo(one.se, 9);
        expect(other.significant).toBe(one.significant);
      }),
    );
  });

  test('more of the same evidence narrows the interval', () => {
    const few = score(from(1, 1, 1, -1), 10, 1000, 1)!;
    const many = score(from(...Array.from({ length: 16 }, (_, i) => (i % 4 === 3 ? -1 : 1))), 40, 1000, 1)!;
    expect(many.se).toBeLessThan(few.se);
  });

  test('the same seed gives the same result, another seed another', () => {
    const all = from(1, -1, 1, 1, -2, 3);
    expect(score(all, 6, 100, 5)).toEqual(score(all, 6, 100, 5));
    expect(bootstrapError(all, 100, 5)).not.toBe(bootstrapError(all, 100, 6));
  });
});
