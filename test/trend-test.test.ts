import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { randomBits } from '../src/random.js';
import { driftOf } from '../src/trend-drift.js';
import { holm, inflationOf, mannKendall, pettitt, senSlope } from '../src/trend-test.js';
import type { Series } from '../src/trend-test.js';

const series = (values: readonly number[], times = values.map((_, i) => i)): Series => ({ times, values });

describe('Mann-Kendall by hand', () => {
  test.each([
    // Every pair rises: S = 10; 2 of 120 orders are so extreme.
    ['rising', [1, 2, 3, 4, 5], { s: 10, tau: 1, p: 2 / 120, variance: (5 * 4 * 15) / 18, exact: true }],
    // Nine pairs rise, one falls: 1 + 4 orders have S >= 8.
    ['one swap', [1, 3, 2, 4, 5], { s: 8, tau: 0.8, p: 10 / 120, exact: true }],
    ['falling', [4, 3, 2, 1], { s: -6, tau: -1, p: 2 / 24, exact: true }],
    // One tie: S = 5, 6 pairs of which 5 are untied; variance (4*3*13 - 2*1*9) / 18.
    ['a tie', [1, 2, 2, 3], { s: 5, tau: 5 / Math.sqrt(6 * 5), variance: (156 - 18) / 18, exact: false }],
    ['no change at all', [2, 2, 2, 2, 2], { s: 0, tau: 0, p: 1, variance: 0 }],
    ['as many up as down', [1, 3, 2, 0], { s: -2 }],
  ])('%s', (_, values, expected) => {
    const found = mannKendall(series(values));
    for (const [name, value] of Object.entries(expected)) {
      const got = found[name as keyof typeof found];
      if (typeof value === 'number') expect(got, name).toBeCloseTo(value, 10);
      else expect(got, name).toBe(value);
    }
  });
});

describe("Sen's slope by hand", () => {
  test.each([
    // Slopes 1, 3, 2, 5, 2.5, 0: sorted 0 1 2 2.5 3 5.
    ['the middle of two', [0, 1, 6, 6], undefined, 2.25],
    ['one value far off changes nothing', [0, 1, 2, 3, 100], undefined, 1],
    ['times that are far apart', [0, 2, 4], [0, 1, 20], 2 / 19 + 0],
  ])('%s', (_, values, times, slope) => {
    const all: number[] = [];
    const at = times ?? values.map((__, i) => i);
    values.forEach((y, i) => values.slice(i + 1).forEach((z, k) => all.push((z - y) / (at[i + 1 + k]! - at[i]!))));
    all.sort((a, b) => a - b);
    const median = all.length % 2 ? all[(all.length - 1) / 2]! : (all[all.length / 2 - 1]! + all[all.length / 2]!) / 2;
    expect(senSlope(series(values, at), 1).slope).toBeCloseTo(times ? median : slope, 10);
  });
  test('ten slopes with 1.96 sqrt(50 / 3) = 8: the first and the last', () => {
    expect(senSlope(series([0, 1, 3, 6, 10]), 50 / 3)).toEqual({ slope: 2.5, interval: [1, 4] });
  });
  test('no interval where it would need slopes that there are not', () => {
    expect(senSlope(series([0, 1, 3, 6, 10]), 500).interval).toBeNull();
  });
});

test('Pettitt by hand: |U| after the second of five values is 6, p = 2 exp(-216 / 150)', () => {
  const found = pettitt([1, 1, 5, 5, 5]);
  expect(found).toMatchObject({ index: 1, k: 6 });
  expect(found.p).toBeCloseTo(2 * Math.exp(-216 / 150), 10);
});

test.each([
  [[0.01, 0.04, 0.03], [0.03, 0.06, 0.06]],
  [[0.6, 0.7], [1, 1]],
  [[0.02], [0.02]],
  [[], []],
])('Holm: %j', (ps, expected) => {
  holm(ps).forEach((p, i) => expect(p).toBeCloseTo(expected[i]!, 12));
});

describe('properties', () => {
  const values = fc.array(fc.integer({ min: -20, max: 20 }), { minLength: 5, maxLength: 30 });
  const close = (a: number, b: number): void => expect(a).toBeCloseTo(b, 8);

  test('reversing time negates, and leaves p', () => {
    fc.assert(
      fc.property(values, (list) => {
        const [there, back] = [mannKendall(series(list)), mannKendall(series(list.toReversed()))];
        close(there.s, -back.s);
        close(there.tau, -back.tau);
        close(there.p, back.p);
        const [one, other] = [senSlope(series(list), there.variance), senSlope(series(list.toReversed()), back.variance)];
        close(one.slope, -other.slope);
        expect(one.interval === null).toBe(other.interval === null);
        if (one.interval && other.interval) close(one.interval[0], -other.interval[1]);
      }),
    );
  });
  test('shifting, stretching and later dates change nothing', () => {
    fc.assert(
      fc.property(values, fc.integer({ min: -9, max: 9 }), fc.integer({ min: 1, max: 5 }), (list, shift, factor) => {
        const [plain, moved] = [mannKendall(series(list)), mannKendall(series(list.map((value) => shift + factor * value), list.map((_, i) => 1900 + i)))];
        expect([moved.s, moved.exact]).toEqual([plain.s, plain.exact]);
        close(moved.p, plain.p);
        close(senSlope(series(list.map((value) => shift + factor * value)), plain.variance).slope, factor * senSlope(series(list), plain.variance).slope);
      }),
    );
  });
  test('p is a chance, the interval holds the slope, the variance never shrinks', () => {
    fc.assert(
      fc.property(values, (list) => {
        const { p, variance, inflation } = mannKendall(series(list));
        expect(p).toBeGreaterThan(0);
        expect(p).toBeLessThanOrEqual(1);
        expect(inflation).toBeGreaterThanOrEqual(1);
        const { slope, interval } = senSlope(series(list), variance);
        expect(interval?.[0] ?? slope).toBeLessThanOrEqual(slope);
        expect(interval?.[1] ?? slope).toBeGreaterThanOrEqual(slope);
      }),
    );
  });
  test('Holm keeps the order and never lowers p', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 10 }), (ps) => {
        const corrected = holm(ps);
        ps.forEach((p, i) => {
          expect(corrected[i]).toBeGreaterThanOrEqual(p);
          ps.forEach((q, j) => p < q && expect(corrected[i]).toBeLessThanOrEqual(corrected[j]!));
        });
      }),
    );
  });
});

test('a series that hangs on its past has a wider variance; one that alternates does not', () => {
  const slow = Array.from({ length: 40 }, (_, i) => Math.sin(i / 4));
  expect(inflationOf(series(slow))).toBeGreaterThan(3);
  expect(inflationOf(series(slow.map((_, i) => (i % 2) + i / 100)))).toBe(1);
});

describe('regression over documents', () => {
  const exact = (year: number, slope: number): { time: number; left: number; right: number }[] => {
    const share = 1 / (1 + Math.exp(-(0.3 + slope * (year - 2000))));
    return [{ time: year, left: 10 * (1 - share), right: 10 * share }];
  };
  const years = Array.from({ length: 30 }, (_, i) => 1990 + i);

  test.each([0.05, 0, -0.2])('finds the slope that made the shares: %d', (slope) => {
    const drift = driftOf(years.map((year) => exact(year, slope)), 50, 1)!;
    expect(drift.slope).toBeCloseTo(slope, 6);
    expect(drift.interval![0]).toBeCloseTo(slope, 4);
  });
  test('none where there is one date, or one pole, or the poles never meet', () => {
    expect(driftOf([[{ time: 2000.5, left: 1, right: 3 }]], 50, 1)).toBeNull();
    expect(driftOf(years.map((time) => [{ time, left: 0, right: 2 }]), 50, 1)).toBeNull();
    expect(driftOf(years.map((time) => [{ time, left: time < 2000 ? 2 : 0, right: time < 2000 ? 0 : 2 }]), 50, 1)).toBeNull();
  });
  test('four periods give no interval', () => {
    expect(driftOf(years.slice(0, 4).map((year) => exact(year, 0.1)), 50, 1)!.interval).toBeNull();
  });
});

describe.skipIf(spawnSync('Rscript', ['--version']).status !== 0)('as R has it', () => {
  const random = randomBits(3);
  const cases = [
    ...[6, 9, 10].map((n) => Array.from({ length: n }, () => random() / 2 ** 32)),
    ...[12, 30, 60].map((n) => Array.from({ length: n }, (_, i) => random() / 2 ** 32 + i / n)),
    ...[8, 25].map((n) => Array.from({ length: n }, () => random() % 6)),
  ];
  const stances = Array.from({ length: 20 }, (_, time) => ({ time, left: (random() % 100) / 10 + 0.1, right: (random() % 100) / 10 + time / 5 }));

  function r(script: string): number[][] {
    const { stdout, stderr, status } = spawnSync('Rscript', ['-'], { input: script, encoding: 'utf8' });
    if (status !== 0) throw new Error(stderr);
    return stdout.trim().split('\n').map((line) => line.split(' ').map(Number));
  }
  const vector = (values: readonly number[]): string => `c(${values.join(',')})`;

  test('Mann-Kendall, Sen, Yue-Wang, Pettitt', () => {
    const rows = r(`
      options(digits = 15)
      for (x in list(${cases.map(vector).join(', ')})) {
        n <- length(x); t <- seq_len(n); pairs <- combn(n, 2)
        exact <- n <= 10 && !anyDuplicated(x)
        slopes <- sort((x[pairs[2, ]] - x[pairs[1, ]]) / (pairs[2, ] - pairs[1, ]))
        ranked <- rank(round(x - median(slopes) * t, 9))
        a <- acf(ranked, lag.max = 1, plot = FALSE)$acf[2]
        b <- min(.7, (n * a + 2) / (n - 4))
        k <- seq_len(n - 1)
        inflation <- if (n > 10 && b > 0) 1 + 2 * sum((1 - k / n) * b^k) else 1
        s <- sum(sign(x[pairs[2, ]] - x[pairs[1, ]]))
        test <- suppressWarnings(cor.test(t, x, method = "kendall", exact = exact, continuity = TRUE))
        p <- if (inflation == 1) test$p.value else {
          z <- qnorm(test$p.value / 2, lower.tail = FALSE) / sqrt(inflation)
          2 * pnorm(z, lower.tail = FALSE)
        }
        u <- sapply(seq_len(n - 1), function(m) abs(sum(sign(outer(x[1:m], x[(m + 1):n], "-")))))
        cat(s, test$estimate, p, median(slopes), inflation, which.max(u) - 1, min(1, 2 * exp(-6 * max(u)^2 / (n^3 + n^2))), "\\n")
      }`);
    cases.forEach((values, i) => {
      const found = mannKendall(series(values));
      const change = pettitt(values);
      const ours = [found.s, found.tau, found.p, senSlope(series(values), found.variance).slope, found.inflation, change.index, change.p];
      ours.forEach((value, k) => expect(value, `case ${i}, figure ${k}`).toBeCloseTo(rows[i]![k]!, 6));
    });
  });

  test("the Nile at Aswan: Pettitt's change comes after 1898", () => {
    const nile = r('cat(as.numeric(Nile), "\\n")')[0]!;
    expect(1871 + pettitt(nile).index).toBe(1898);
  });

  test('quasi-binomial regression, Holm', () => {
    const [[slope], adjusted] = r(`
      options(digits = 15)
      L <- ${vector(stances.map(({ left }) => left))}; R <- ${vector(stances.map(({ right }) => right))}
      fit <- suppressWarnings(glm(R / (L + R) ~ seq_along(L), weights = L + R, family = quasibinomial))
      cat(coef(fit)[2], "\\n")
      cat(p.adjust(c(.01, .04, .03, .2, .011), "holm"), "\\n")`) as [[number], number[]];
    expect(driftOf(stances.map((stance) => [stance]), 0, 1)!.slope).toBeCloseTo(slope, 6);
    holm([0.01, 0.04, 0.03, 0.2, 0.011]).forEach((p, i) => expect(p).toBeCloseTo(adjusted[i]!, 12));
  });
});
