import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bootstrapInterval, calibration, confusion, correlation, krippendorffAlpha, macroF1, perCode, rankCorrelation, resampledRankCorrelation } from '../src/agree.js';
import type { Codes } from '../src/agree.js';

/** Krippendorff 2011, example C: four observers, twelve units, missing values; nominal alpha 0.743. */
const OBSERVERS = ['1 2 3 3 2 1 4 1 2 . . .', '1 2 3 3 2 2 4 1 2 5 . 3', '. 3 3 3 2 3 4 2 2 5 1 .', '1 2 3 3 2 4 4 1 2 5 1 .'].map((row) => row.split(' '));
const EXAMPLE: Codes[] = OBSERVERS[0]!.map((_, unit) => OBSERVERS.map((row) => (row[unit] === '.' ? null : row[unit]!)));

describe('krippendorffAlpha', () => {
  test('the published example', () => {
    expect(krippendorffAlpha(EXAMPLE)).toBeCloseTo(0.743, 3);
  });

  test.each<[string, Codes[], number | null]>([
    ['full agreement', [['a', 'a'], ['b', 'b']], 1],
    ['nothing varies', [['a', 'a'], ['a', 'a']], null],
    ['nothing to pair', [['a', null]], null],
    ['systematic disagreement', [['a', 'b'], ['b', 'a']], -0.5],
  ])('%s', (_, units, alpha) => {
    if (alpha === null) expect(krippendorffAlpha(units)).toBeNull();
    else expect(krippendorffAlpha(units)).toBeCloseTo(alpha, 9);
  });

  test('the order of units, and the names of codes, do not matter', () => {
    const units = fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.constantFrom('a', 'b', 'c')), { minLength: 2 });
    fc.assert(
      fc.property(units, (all) => {
        const renamed = all.map((unit) => unit.map((code) => `x${code}`));
        expect(krippendorffAlpha([...renamed].reverse())).toEqual(krippendorffAlpha(all));
      }),
    );
  });
});

test('per code, macro-F1 and confusion', () => {
  const gold = ['a', 'a', 'a', 'b'];
  const given = ['a', 'a', 'b', 'c'];
  expect(perCode(gold, given)).toEqual([
    { code: 'a', gold: 3, given: 2, right: 2, precision: 2 / 2, recall: 2 / 3, f1: (2 * 2) / (3 + 2) },
    { code: 'b', gold: 1, given: 1, right: 0, precision: 0, recall: 0, f1: 0 },
  ]);
  expect(macroF1(gold, given)).toBeCloseTo((4 / 5 + 0) / 2, 12);
  expect(confusion(gold, given)).toEqual({ a: { a: 2, b: 1, c: 0 }, b: { a: 0, b: 0, c: 1 }, c: { a: 0, b: 0, c: 0 } });
});

test('calibration: a coin called at 0.9 is off by 0.4', () => {
  const right = Array.from({ length: 100 }, (_, i) => i % 2 === 0);
  expect(calibration(right.map(() => 0.9), right).ece).toBeCloseTo(0.4, 12);
  expect(calibration([], []).ece).toBeNull();
  expect(calibration([1], [true]).bins).toEqual([{ from: 0.9, to: 1, count: 1, confidence: 1, right: 1 }]);
});

test('the interval of a mean holds the mean and narrows with more units', () => {
  const width = (units: number): number => {
    const values = Array.from({ length: units }, (_, i) => i % 2);
    const [low, high] = bootstrapInterval(units, (indexes) => indexes.reduce((sum, i) => sum + values[i]!, 0) / units, 500, 1)!;
    expect(low).toBeLessThan(0.5);
    expect(high).toBeGreaterThan(0.5);
    return high - low;
  };
  expect(width(400)).toBeLessThan(width(40));
});

test('correlations', () => {
  expect(correlation([1, 2, 3], [2, 4, 6])).toBeCloseTo(1, 12);
  expect(correlation([1, 1], [1, 2])).toBeNull();
  expect(rankCorrelation([1, 2, 3, 4], [1, 10, 100, 1000])).toBeCloseTo(1, 12);
  expect(rankCorrelation([1, 2, 2, 3], [3, 2, 2, 1])).toBeCloseTo(-1, 12);
});

test('rank correlation of a resample is that of its values, ties and all', () => {
  const pairs = fc.array(fc.tuple(fc.integer({ min: 0, max: 4 }), fc.integer({ min: 0, max: 4 })), { minLength: 2, maxLength: 12 });
  fc.assert(
    fc.property(pairs, fc.infiniteStream(fc.nat()), (both, stream) => {
      const [xs, ys] = [both.map(([x]) => x), both.map(([, y]) => y)];
      const figure = resampledRankCorrelation(xs, ys);
      for (let round = 0; round < 2; round++) {
        const indexes = both.map(() => Number(stream.next().value) % both.length);
        const [fast, plain] = [figure(indexes), rankCorrelation(indexes.map((i) => xs[i]!), indexes.map((i) => ys[i]!))];
        if (plain === null) expect(fast).toBeNull();
        else expect(fast).toBeCloseTo(plain, 9);
      }
    }),
  );
});
