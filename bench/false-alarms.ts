/**
 * How often does `trend` see a trend where there is none? Dates are shuffled among the documents, so that whatever is
 * then told is a false alarm: about 5 % at p < 0.05 is right. Also: series that drift of themselves (autocorrelation),
 * with and without the correction.
 *
 *   npm run bench:trend                    generated documents
 *   npm run bench:trend -- scores.ndjson   results of classify with dates
 */
import { readFileSync } from 'node:fs';
import { parseUnit } from '../src/period.js';
import { randomBits } from '../src/random.js';
import { parseResults } from '../src/results.js';
import { trend } from '../src/trend.js';
import { axesOf, toMark } from '../src/trend-pool.js';
import type { Mark, TrendAxis } from '../src/trend-pool.js';
import { mannKendall } from '../src/trend-test.js';

const SHUFFLES = 200;
const SERIES = 2000;
const path = process.argv[2];
const unit = parseUnit(process.env['BY'] ?? 'year')!;
const bits = randomBits(7);
const uniform = (): number => bits() / 2 ** 32;
const normal = (): number => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());

/** Documents whose positions scatter around one place, 1 to 8 a year for 50 years. */
function generated(): { marks: Mark[]; axes: TrendAxis[] } {
  const axes: TrendAxis[] = ['a', 'b', 'c', 'd', 'e'].map((id) => ({ id, poles: ['minus', 'plus'] }));
  const marks: Mark[] = [];
  for (let year = 1970; year < 2020; year++)
    for (let i = 1 + (bits() % 8); i > 0; i--)
      marks.push({
        id: `${year}-${i}`,
        date: { year, month: null, day: null },
        period: year,
        group: '',
        sentences: 20,
        words: 400,
        relevant: uniform() < 0.8,
        stances: axes.map(() => {
          const weight = 10 * uniform() ** 2;
          const right = weight / (1 + Math.exp(-0.5 - normal()));
          return { left: weight - right, right, label: null, se: null };
        }),
        transitions: [],
      });
  return { marks, axes };
}

function fromResults(file: string): { marks: Mark[]; axes: TrendAxis[] } {
  const results = parseResults(readFileSync(file, 'utf8'), file).results.filter((result) => result.status === 'ok');
  const axes = axesOf(results[0]!);
  return { marks: results.map((result) => toMark(result, axes, unit)).filter((mark) => typeof mark !== 'string'), axes };
}

/** The same documents, each with the date of another. */
function shuffled(marks: readonly Mark[]): Mark[] {
  const dates = marks.map(({ date, period }) => ({ date, period }));
  for (let i = dates.length - 1; i > 0; i--) {
    const j = bits() % (i + 1);
    [dates[i], dates[j]] = [dates[j]!, dates[i]!];
  }
  return marks.map((mark, i) => ({ ...mark, ...dates[i]! }));
}

const { marks, axes } = path === undefined ? generated() : fromResults(path);
const alarms = { tests: 0, test: 0, told: 0, drifts: 0, drift: 0, inflated: 0 };
for (let i = 0; i < SHUFFLES; i++) {
  const found = trend(shuffled(marks), axes, { unit, window: 1, least: 3, resamples: 200, seed: i, changePoints: false }).groups[0]!.axes;
  for (const { mannKendall: test, drift } of found) {
    if (test) [alarms.tests, alarms.test, alarms.inflated] = [alarms.tests + 1, alarms.test + Number(test.p < 0.05), alarms.inflated + Number(test.inflation > 1)];
    if (drift?.interval) [alarms.drifts, alarms.drift] = [alarms.drifts + 1, alarms.drift + Number(drift.interval[0] > 0 || drift.interval[1] < 0)];
  }
  alarms.told += Number(found.some(({ towards }) => towards !== null));
}
const share = (count: number, of: number): string => `${((100 * count) / of).toFixed(1)} % (${count} of ${of})`;
console.log(`${path ?? 'generated documents'}: ${marks.length} documents by ${unit.name}, dates shuffled ${SHUFFLES} times`);
console.log(`Mann-Kendall, p < 0.05              ${share(alarms.test, alarms.tests)}; variance widened in ${share(alarms.inflated, alarms.tests)}`);
console.log(`any axis told after Holm            ${share(alarms.told, SHUFFLES)}`);
console.log(`95 % of the regression excludes 0   ${share(alarms.drift, alarms.drifts)}`);

if (path === undefined)
  for (const [length, memory] of [[50, 0], [50, 0.2], [50, 0.4], [20, 0.4], [50, 0.8], [20, 0.8]] as const) {
    const count = { corrected: 0, plain: 0 };
    for (let i = 0; i < SERIES; i++) {
      const values: number[] = [];
      for (let at = 0, last = 0; at < length + 20; at++) values.push((last = memory * last + normal()));
      const series = { times: values.slice(20).map((_, t) => t), values: values.slice(20) };
      const test = mannKendall(series);
      count.corrected += Number(test.p < 0.05);
      // The same statistic with the variance of independent values.
      count.plain += Number((Math.abs(test.s) - 1) / Math.sqrt(test.variance / test.inflation) > 1.959964);
    }
    console.log(`${length} values, autocorrelation ${memory}: ${share(count.corrected, SERIES)} corrected, ${share(count.plain, SERIES)} uncorrected`);
  }
