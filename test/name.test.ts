import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseNamePattern, readName } from '../src/name.js';
import { ProblemError } from '../src/problems.js';

describe('names', () => {
  test.each([
    ['{country}_{session}_{year}', 'corpus/CHN_73_2018.txt', { country: 'CHN', session: '73', date: '2018' }],
    ['{country}_{session}_{year}', 'CHN_73_2018', { country: 'CHN', session: '73', date: '2018' }],
    ['{country}_{session}_{year}', 'C\\CHN_73_2018.txt', { country: 'CHN', session: '73', date: '2018' }],
    ['{country}_{session}_{year}', 'SOUTH_KOREA_73_2018.txt', null],
    ['{country}_{session}_{year}', 'CHN_73_18.txt', null],
    ['{country}_{session}_{year}', 'CHN__2018.txt', null],
    ['{country}_{session}_{year}', 'CHN_73_2018_en.txt', null],
    ['{date}-{title}', '2016-07-28-plan-for-science.md', { date: '2016-07-28', title: 'plan-for-science' }],
    ['{date}-{title}', '2016-07-plan.md', { date: '2016-07', title: 'plan' }],
    ['{date}-{title}', '2016-plan.md', { date: '2016', title: 'plan' }],
    ['{date}-{title}', '20160728-plan.md', { date: '2016-07-28', title: 'plan' }],
    ['{date}-{title}', '2016-02-30-plan.md', null],
    ['{date}', '20161.md', null],
    ['speech {day}.{month}.{year}', 'speech 9.4.2018.txt', { date: '2018-04-09' }],
    ['{year}{month}{day}_{n}', '20180409_1.txt', { date: '2018-04-09', n: '1' }],
    ['{year}{month}', '20181.txt', null],
    ['{year}-{month}', '2018-13.txt', null],
    ['{year}', 'report.2018', null],
    ['report.{year}', 'report.2018', { date: '2018' }],
    ['{year}/{country}', 'corpus/2018/CHN.txt', { date: '2018', country: 'CHN' }],
    ['{year}/{country}', 'CHN.txt', null],
    ['{year}/v1.2/{country}', 'x/2018/v1.2/a.b.txt', { date: '2018', country: 'a.b' }],
  ])('%s  %s', (pattern, name, expected) => {
    expect(readName(parseNamePattern(pattern), name)).toEqual(expected);
  });

  test.each([
    ['{country}', 1, 'no {year} or {date} in it'],
    ['{a}{b}_{year}', 4, 'nothing between {a} and {b}'],
    ['{a}{year}', 4, 'nothing between {a} and {year}'],
    ['{year}_{year}', 8, '{year} stands twice'],
    ['x/{year}/{year}', 10, '{year} stands twice'],
    ['{year', 1, 'no field: a name in braces'],
    ['{year}_{2}', 8, 'no field: a name in braces'],
    ['{year}_{é}', 8, 'no field: a name in braces'],
    ['{year}_{}', 8, 'no field: a name in braces'],
    ['{year}}', 7, 'a } without {'],
    ['{year}//x', 8, 'nothing between slashes'],
    ['', 1, 'nothing between slashes'],
    ['{date}_{year}', 1, '{date} beside parts of a date'],
    ['{year}-{day}', 1, '{day} without {month}'],
  ])('%s is wrong', (pattern, column, message) => {
    const failed = ((): unknown => {
      try {
        return parseNamePattern(pattern);
      } catch (error) {
        return error;
      }
    })();
    expect(failed).toBeInstanceOf(ProblemError);
    expect((failed as ProblemError).problems[0]!.message).toBe(`--date-from ${pattern}, character ${column}: ${message}`);
  });

  test('fields are those beside date and title, in order', () => {
    expect(parseNamePattern('{b}_{title}/{a}_{year}-{month}').fields).toEqual(['b', 'a']);
  });

  test('reads what was put together', () => {
    const word = fc.stringMatching(/^[A-Za-z0-9 ]{1,8}$/);
    fc.assert(
      fc.property(word, word, fc.integer({ min: 1000, max: 9999 }), word, (country, session, year, title) => {
        const found = readName(parseNamePattern('{country}_{session}_{year}_{title}'), `a/${country}_${session}_${year}_${title}.txt`);
        expect(found).toEqual({ country, session, date: String(year), title });
      }),
    );
  });

  test('long names take one pass', () => {
    // Backtracking over these would not end within the test's time.
    const pattern = parseNamePattern(`${Array.from({ length: 30 }, (_, i) => `{f${i}}_`).join('')}{year}`);
    expect(readName(pattern, 'a_'.repeat(500_000))).toBeNull();
    expect(readName(pattern, '_'.repeat(1_000_000))).toBeNull();
    expect(readName(parseNamePattern('{a}_{year}'), `${'a'.repeat(1_000_000)}_2018.txt`)).toMatchObject({ date: '2018' });
    expect(readName(parseNamePattern('{year}'), '.1'.repeat(500_000))).toBeNull();
  });

  test('a field called __proto__ is a field', () => {
    const found = readName(parseNamePattern('{__proto__}_{year}'), 'x_2018')!;
    expect(Object.getOwnPropertyDescriptor(found, '__proto__')?.value).toBe('x');
    expect(Object.getPrototypeOf(found)).toBe(Object.prototype);
  });
});
