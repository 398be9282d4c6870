import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseDate, parseUnit, periodMiddle, periodName, periodOf, yearsOf } from '../src/period.js';
import { trend } from '../src/trend.js';
import type { TrendOptions } from '../src/trend.js';
import { axesOf, poolPeriods, toMark } from '../src/trend-pool.js';
import type { Mark, TrendAxis } from '../src/trend-pool.js';
import type { OkResult } from '../src/types.js';

const YEAR = parseUnit('year')!;
const AXES: TrendAxis[] = [{ id: 'tone', poles: ['cold', 'warm'] }, { id: 'pace', poles: ['slow', 'fast'] }];
const OPTIONS: TrendOptions = { unit: YEAR, window: 1, least: 3, resamples: 200, seed: 1, changePoints: true };

function mark(id: string, year: number, tone: [number, number], more: Partial<Mark> & { pace?: [number, number] } = {}): Mark {
  const stance = ([left, right]: [number, number]): Mark['stances'][number] => ({ left, right, label: left + right === 0 ? null : right > left ? 'warm' : 'mixed', se: null });
  const { pace = [2, 2], ...rest } = more;
  return { id, date: { year, month: null, day: null }, period: year, group: '', sentences: 10, words: 100, relevant: true, stances: [stance(tone), { ...stance(pace), label: null }], transitions: [], ...rest };
}

describe('dates', () => {
  test.each([
    ['2018', { year: 2018, month: null, day: null }],
    ['2018-04', { year: 2018, month: 4, day: null }],
    [' 2018-04-09 ', { year: 2018, month: 4, day: 9 }],
    ['2018-04-09T10:00:00Z', { year: 2018, month: 4, day: 9 }],
    ['2016-02-29', { year: 2016, month: 2, day: 29 }],
    ['1900-02-29', null],
    ['2018-13', null],
    ['2018-04-31', null],
    ['April 2018', null],
    ['18', null],
    ['', null],
  ])('%s', (text, expected) => expect(parseDate(text)).toEqual(expected));

  test.each([
    ['year', '2018-04-09', '2018', 2018.5],
    ['decade', '1999', '1990s', 1995],
    ['5-years', '1974', '1970-1974', 1972.5],
    ['10-years', '1974', '1970-1979', 1975],
    ['quarter', '2018-04', '2018-Q2', 2018.375],
    ['quarter', '2018-12-31', '2018-Q4', 2018.875],
  ])('by %s, %s is %s', (by, date, name, middle) => {
    const unit = parseUnit(by)!;
    const index = periodOf(parseDate(date)!, unit)!;
    expect([periodName(index, unit), periodMiddle(index, unit)]).toEqual([name, middle]);
  });
  test('a year alone has no quarter', () => expect(periodOf(parseDate('2018')!, parseUnit('quarter')!)).toBeNull());
  test.each(['month', '1-years', '0-years', '101-years', 'years', '5-year', 'toString'])('--by %s is none', (text) => expect(parseUnit(text)).toBeNull());
  test('the middle of what is known', () => {
    expect(['2018', '2018-01', '2018-01-01'].map((text) => yearsOf(parseDate(text)!))).toEqual([2018.5, 2018 + 1 / 24, 2018 + 1 / 744]);
  });
});

describe('what a result gives', () => {
  const result: OkResult = {
    schema: 'stdiplo/result/1', id: 'a', status: 'ok', meta: { title: null, date: '2018-04', country: 'CHN', empty: '' }, sentences: 5, words: 50, relevance: { label: 'relevant', score: 0.9 },
    axes: { tone: { label: 'warm', reason: null, theta: 1, se: 0.5, interval: [0, 2], balance: 1, salience: 0, hits: { cold: 0, warm: 2 }, weight: { cold: 0.5, warm: 2.5 }, confidence: null, significant: false } },
    themes: {}, transitions: [], evidence: [],
  };
  const axes = axesOf(result);
  test('axes, minus pole first', () => expect(axes).toEqual([{ id: 'tone', poles: ['cold', 'warm'] }]));
  test('a mark', () => {
    expect(toMark(result, axes, YEAR, 'country')).toMatchObject({ period: 2018, group: 'CHN', relevant: true, stances: [{ left: 0.5, right: 2.5, label: 'warm', se: 0.5 }] });
  });
  test.each([
    ['undated', { date: null }, 'year', undefined],
    ['undated', { date: 'last year' }, 'year', undefined],
    ['inexact', { date: '2018' }, 'quarter', undefined],
    ['ungrouped', {}, 'year', 'nowhere'],
    ['ungrouped', {}, 'year', 'empty'],
  ])('%s', (omission, meta, by, group) => {
    expect(toMark({ ...result, meta: { ...result.meta, ...meta } }, axes, parseUnit(by)!, group)).toBe(omission);
  });
  test('without a domain lexicon every document is relevant', () => {
    expect(toMark({ ...result, relevance: null }, axes, YEAR)).toMatchObject({ relevant: true });
  });
});

describe('periods', () => {
  const marks = [mark('a', 2000, [1, 3]), mark('b', 2000, [2, 6]), mark('c', 2000, [9, 9], { relevant: false }), mark('d', 2002, [0, 1]), mark('e', 2003, [0, 0]), mark('f', 2004, [5, 5], { relevant: false })];
  const periods = poolPeriods(marks, AXES, OPTIONS);
  test('sums of the relevant documents, shares of labels, salience', () => {
    const { documents, relevant, words, axes } = periods[0]!;
    expect({ documents, relevant, words }).toEqual({ documents: 3, relevant: 2, words: 300 });
    expect(axes['tone']).toMatchObject({ theta: Math.log(9.5 / 3.5), left: 3, right: 9, documents: 2, labels: { cold: 0, warm: 2, mixed: 0, none: 0 }, salience: Math.log(13 / 20) });
  });
  test('what says too little says nothing, and why', () => {
    expect(periods.map(({ name, axes }) => [name, axes['tone']!.reason])).toEqual([['2000', null], ['2001', 'no_documents'], ['2002', 'thin'], ['2003', 'no_evidence'], ['2004', 'off_topic']]);
    for (const { axes } of periods.slice(1)) expect([axes['tone']!.theta, axes['tone']!.se, axes['tone']!.interval]).toEqual([null, null, null]);
  });
  test('the interval is the wider one: analytic for one document, resampled where documents disagree', () => {
    const alone = poolPeriods([mark('a', 2000, [10, 10])], AXES, OPTIONS)[0]!.axes['tone']!;
    expect(alone.se).toBeCloseTo(Math.sqrt(2 / 10.5), 10);
    const own = mark('a', 2000, [10, 10]);
    own.stances[0]!.se = 0.9;
    expect(poolPeriods([own], AXES, OPTIONS)[0]!.axes['tone']!.se).toBe(0.9);
    const apart = poolPeriods([mark('a', 2000, [40, 0]), mark('b', 2000, [0, 40])], AXES, OPTIONS)[0]!.axes['tone']!;
    expect(apart.se).toBeGreaterThan(2);
    const alike = poolPeriods(Array.from({ length: 9 }, (_, i) => mark(String(i), 2000, [10, 10])), AXES, OPTIONS)[0]!.axes['tone']!;
    expect(alike.se).toBeCloseTo(Math.sqrt(2 / 90.5), 10);
  });
  test('a moving window takes neighbours in', () => {
    expect(poolPeriods(marks, AXES, OPTIONS, 3).map(({ documents }) => documents)).toEqual([3, 4, 2, 3, 2]);
    expect(poolPeriods(marks, AXES, OPTIONS, 2).map(({ documents }) => documents)).toEqual([3, 1, 2, 2, 1]);
  });
});

const rising = Array.from({ length: 20 }, (_, i) => mark(`r${i}`, 2000 + i, [20 - i, 2 + i], { pace: [3 + (i % 3), 4], group: 'up' }));
const flat = Array.from({ length: 20 }, (_, i) => mark(`f${i}`, 2000 + i, [10 + ((i * 7) % 5), 10], { pace: [20 - i, 2 + i], group: 'flat' }));

describe('trends', () => {
  const found = trend([...rising, ...flat], AXES, OPTIONS);
  const axis = (group: string, id: string) => found.groups.find((each) => each.group === group)!.axes.find((each) => each.axis === id)!;
  test('groups and tests', () => {
    expect(found.groups.map(({ group, documents }) => [group, documents])).toEqual([['flat', 20], ['up', 20]]);
    expect(found.tests).toBe(4);
  });
  test('what moves is told, with its pole, slope and regression', () => {
    const tone = axis('up', 'tone');
    expect(tone).toMatchObject({ towards: 'warm', periods: 20, documents: 20 });
    expect(tone.sen!.interval![0]).toBeGreaterThan(0);
    expect(tone.drift!.interval![0]).toBeGreaterThan(0);
    expect(tone.change!.p).toBeLessThan(0.05);
    expect(Number(tone.change!.after)).toBeGreaterThan(2006);
    expect(axis('flat', 'pace').towards).toBe('fast');
  });
  test('what stands still is not', () => {
    expect(axis('flat', 'tone').towards).toBeNull();
    expect(axis('up', 'pace').towards).toBeNull();
  });
  test('p is corrected over all groups and axes', () => {
    const all = found.groups.flatMap(({ axes }) => axes);
    expect(Math.min(...all.map(({ p, mannKendall: test }) => p! / test!.p))).toBeGreaterThanOrEqual(1);
    expect(all.some(({ p, mannKendall: test }) => p! > test!.p)).toBe(true);
  });
  test('two axes that rise together, and no longer when the trends are out', () => {
    const both = rising.map((each, i) => ({ ...each, stances: [each.stances[0]!, { left: 20 - i + ((i * 7) % 4), right: 2 + i, label: null, se: null }] }));
    const [pair] = trend(both, AXES, OPTIONS).groups[0]!.together;
    expect(pair!.rho!.value).toBeGreaterThan(0.8);
    expect(pair!.rho!.interval[0]).toBeGreaterThan(0.5);
    expect(pair!.detrended!.interval[0]).toBeLessThan(pair!.rho!.interval[0]);
  });
  test('four periods are too few, seven for a pair', () => {
    const few = trend(rising.slice(0, 4), AXES, OPTIONS).groups[0]!;
    expect(few.axes.map(({ mannKendall: test, sen, drift, p, towards }) => [test, sen, drift, p, towards])).toEqual([[null, null, null, null, null], [null, null, null, null, null]]);
    expect(trend(rising.slice(0, 7), AXES, OPTIONS).groups[0]!.together[0]).toMatchObject({ periods: 7, rho: null });
  });
  test('a window changes what is shown, not what is tested', () => {
    const wide = trend(rising, AXES, { ...OPTIONS, window: 5 }).groups[0]!;
    const plain = trend(rising, AXES, OPTIONS).groups[0]!;
    expect(wide.axes).toEqual(plain.axes);
    expect(wide.periods).not.toEqual(plain.periods);
  });
  test('stated transitions of relevant documents, by year, with their ids', () => {
    const transition = { axis: 'tone', from: 'cold', to: 'warm' };
    const stated = [
      mark('b', 2001, [1, 1], { transitions: [transition, transition] }),
      mark('a', 2001, [1, 1], { transitions: [transition] }),
      mark('c', 2000, [1, 1], { transitions: [transition] }),
      mark('d', 2000, [1, 1], { transitions: [transition], relevant: false }),
    ];
    expect(trend(stated, AXES, OPTIONS).transitions).toEqual([
      { group: '', year: 2000, ...transition, count: 1, documents: ['c'] },
      { group: '', year: 2001, ...transition, count: 3, documents: ['a', 'b'] },
    ]);
  });
});

describe('properties', () => {
  const corpus = fc.array(fc.record({ year: fc.integer({ min: 0, max: 11 }), left: fc.integer({ min: 0, max: 9 }), right: fc.integer({ min: 0, max: 9 }) }), { minLength: 12, maxLength: 40 });
  const quick = { ...OPTIONS, resamples: 20 };
  const made = (list: readonly { year: number; left: number; right: number }[]): Mark[] => list.map(({ year, left, right }, i) => mark(`d${i}`, 2000 + year, [left, right]));

  test('the order of the documents does not matter', () => {
    fc.assert(
      fc.property(corpus, (list) => {
        expect(trend(made(list).toReversed(), AXES, quick)).toEqual(trend(made(list), AXES, quick));
      }),
      { numRuns: 30 },
    );
  });
  test('reversing time, or swapping the poles, negates', () => {
    fc.assert(
      fc.property(corpus, (list) => {
        const tone = (each: typeof list) => trend(made(each), AXES, quick).groups[0]!.axes[0]!;
        const [plain, back, swapped] = [tone(list), tone(list.map((each) => ({ ...each, year: 11 - each.year }))), tone(list.map(({ year, left, right }) => ({ year, left: right, right: left })))];
        for (const other of [back, swapped]) {
          expect(other.periods).toBe(plain.periods);
          expect(other.mannKendall?.s ?? 0).toBeCloseTo(-(plain.mannKendall?.s ?? 0), 8);
          expect(other.sen?.slope ?? 0).toBeCloseTo(-(plain.sen?.slope ?? 0), 8);
          expect(other.drift?.slope ?? 0).toBeCloseTo(-(plain.drift?.slope ?? 0), 5);
        }
      }),
      { numRuns: 30 },
    );
  });
});
