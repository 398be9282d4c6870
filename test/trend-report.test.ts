import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseUnit } from '../src/period.js';
import { prettyTrend } from '../src/report/trend-pretty.js';
import { chance, many, signed } from '../src/report/trend-words.js';
import { trend } from '../src/trend.js';
import { axesOf, toMark } from '../src/trend-pool.js';
import type { Mark } from '../src/trend-pool.js';
import type { OkResult, Result } from '../src/types.js';
import { stdiplo } from './support/cli.js';
import { xmlFaults } from './support/markup.js';

let folder: string;
const HOSTILE = '=</svg><script>|\u202e';

/** A result of classify, with an axis that rises from year to year. */
function result(year: number, country: string, more: Partial<OkResult> = {}): OkResult {
  const [left, right] = [24 - (year - 2000), 2 + year - 2000 + (year % 2)];
  return {
    schema: 'stdiplo/result/1', id: `${country}-${year}`, status: 'ok', meta: { title: null, date: String(year), country }, sentences: 20, words: 300, relevance: { label: 'relevant', score: 0.9 },
    axes: {
      tone: { label: 'warm', reason: null, theta: 0, se: 0.5, interval: [-1, 1], balance: 0, salience: 0, hits: { cold: 2, warm: 3 }, weight: { cold: left, warm: right }, confidence: null, significant: false },
      pace: { label: null, reason: 'thin', theta: 0, se: 1, interval: [-2, 2], balance: 0, salience: 0, hits: { slow: 1, fast: 1 }, weight: { slow: 1, fast: 1 }, confidence: null, significant: false },
    },
    themes: {}, transitions: year === 2003 ? [{ axis: 'tone', from: 'cold', to: 'warm', sentence: 0, start: 0, end: 4 }] : [], evidence: [], ...more,
  };
}

const years = Array.from({ length: 24 }, (_, i) => 2000 + i);
const two = [...years.map((year) => result(year, 'AAA')), ...years.slice(0, 3).map((year) => result(year, HOSTILE))];
const write = (name: string, results: readonly Result[]): void => writeFileSync(join(folder, name), results.map((each) => `${JSON.stringify(each)}\n`).join(''));

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'stdiplo-'));
  write('one.ndjson', years.map((year) => result(year, 'AAA')));
  write('two.ndjson', two);
  write('undated.ndjson', [result(2000, 'AAA', { meta: { title: null, date: null } }), ...years.slice(0, 3).map((year) => result(year, 'AAA'))]);
  write('gone.ndjson', [...years.map((year) => result(year, 'AAA')), result(2000, 'BBB', { meta: { title: null, date: null, country: 'BBB' } })]);
  write('other.ndjson', [result(2000, 'AAA', { axes: {} })]);
  write('broken.ndjson', [result(2000, 'AAA'), { schema: 'stdiplo/result/1', id: 'b', status: 'error', problem: { code: 'empty', message: 'no words' } }]);
  const run = (hash: string): object => ({ schema: 'stdiplo/run/1', tool: 'stdiplo 0', lexicons: [{ id: 'tone', kind: 'axis', hash, poles: ['cold', 'warm'] }], fields: [], options: { seed: 1, resamples: 0, strict: false, minConfidence: 0, evidence: false } });
  for (const hash of ['a', 'b']) writeFileSync(join(folder, `run-${hash}.json`), JSON.stringify({ run: run(hash), results: [result(2000, 'AAA')] }));
  writeFileSync(join(folder, 'documents.ndjson'), [1, 2, 3].map((i) => `${JSON.stringify({ id: `d${i}`, text: 'The two Governments will set up a joint laboratory for research on new materials and exchange scientists. They signed an agreement on scientific cooperation.', ...(i < 3 && { date: `200${i}-05` }), country: 'AAA' })}\n`).join(''));
});
afterAll(() => rmSync(folder, { recursive: true }));

const run = (...args: string[]) => stdiplo(['trend', ...args], { cwd: folder });
const grouped = (format: string) => run('--results', 'two.ndjson', '--group', 'country', '--resamples', '50', '--format', format);

describe('formats', () => {
  test('json: run, counts, sentence, tests, transitions; the same bytes again', () => {
    const { stdout, code } = grouped('json');
    const found = JSON.parse(stdout) as { run: object; counts: object; tests: number; groups: { group: string; axes: { sentence: string; towards: string | null }[] }[]; transitions: object[] };
    expect(code).toBe(0);
    expect(found.run).toMatchObject({ schema: 'stdiplo/trend/1', lexicons: null, options: { by: 'year', group: 'country', least: 3 } });
    expect(found.counts).toEqual({ documents: 27, undated: 0, inexact: 0, ungrouped: 0, errors: 0 });
    expect(found.groups.map(({ group }) => group)).toEqual([HOSTILE, 'AAA']);
    expect(found.groups[1]!.axes[0]!.sentence).toMatch(/^tone moves towards warm: \+\d\.\d\d theta a decade \(95 % \+\d\.\d\d to \+\d\.\d\d\), p < \.001 after correction for 1 test, 24 periods, 24 documents$/);
    expect(found.groups[1]!.axes[1]!.sentence).toBe('pace: no trend can be told: 0 periods, 0 documents; at least 5 periods with enough evidence are needed');
    expect(found.transitions).toEqual([{ group: 'AAA', year: 2003, axis: 'tone', from: 'cold', to: 'warm', count: 1, documents: ['AAA-2003'] }]);
    expect(grouped('json').stdout).toBe(stdout);
  });
  test('csv: a row a group, axis and period; a thin one is empty, with the reason; formulas are guarded', () => {
    const rows = parse(grouped('csv').stdout, { columns: true }) as Record<string, string>[];
    expect(rows).toHaveLength((24 + 3) * 2);
    expect(rows[0]).toMatchObject({ group: `'${HOSTILE}`, period: '2000', axis: 'tone', minus: 'cold', plus: 'warm', reason: '', weight_minus: '24', weight_plus: '2', share_plus: '1', share_none: '0' });
    expect(Number(rows[0]!['theta'])).toBeCloseTo(Math.log(2.5 / 24.5), 4);
    expect(rows.find(({ axis }) => axis === 'pace')).toMatchObject({ theta: '', low: '', high: '', reason: 'thin', share_none: '1' });
  });
  test('svg: a panel an axis, well-formed', () => {
    const { stdout } = grouped('svg');
    expect(xmlFaults(stdout)).toEqual([]);
    expect(stdout.match(/role="img"/g)).toHaveLength(2);
  });
  test('html: nothing loaded, nothing run, nothing unescaped', () => {
    const { stdout } = grouped('html');
    expect(stdout).toContain(`content="default-src 'none'; style-src 'unsafe-inline'"`);
    expect(stdout).not.toMatch(/<script|\bon\w+=|href=|src=|url\(|\u202e/);
    expect(stdout.match(/https?:[^"]+/g)!.every((url) => url === 'http://www.w3.org/2000/svg')).toBe(true);
    const page = stdout.slice(stdout.indexOf('<h1>'), stdout.indexOf('</body>'));
    expect(xmlFaults(page.replaceAll('<br>', ''))).toEqual([]);
  });
  test('markdown: every row of a table has its cells', () => {
    const { stdout } = grouped('markdown');
    expect(stdout).not.toMatch(/<script>|\u202e/);
    const widths = stdout.split('\n').map((line) => (line.startsWith('|') ? line.replaceAll('\\|', '').split('|').length - 2 : null));
    expect(new Set(widths.slice(widths.findIndex((width) => width === 4)).filter((width) => width === 4 || width === 7)).size).toBe(2);
    expect(new Set(widths.filter((width) => width !== null))).toEqual(new Set([4, 7]));
  });
  test('pretty: one group has charts, several stand beside each other', () => {
    const one = run('--results', 'one.ndjson', '--resamples', '50').stdout;
    expect(one).toMatch(/tone moves towards warm:/);
    expect(one).toMatch(/← cold +warm →/);
    expect(one).toMatch(/^ {2}2000 .*●/m);
    const several = grouped('pretty').stdout;
    expect(several).toMatch(/AAA +▁.*█ .*< \.001 \*/);
    expect(several).toContain('\\u202e');
    expect(several, 'a long name does not touch its line').toMatch(/…\S{1,8} {2}[▁▂▃▄▅▆▇█·]/);
  });
});

describe('-o', () => {
  test('each ending has its format, the same as on standard output; nothing is left beside them', () => {
    const files = [['t.json', 'json'], ['t.csv', 'csv'], ['t.md', 'markdown'], ['t.svg', 'svg'], ['t.html', 'html']] as const;
    const args = ['--results', 'two.ndjson', '--group', 'country', '--resamples', '50'];
    const ran = run(...args, ...files.flatMap(([file]) => ['-o', file]));
    expect(ran).toMatchObject({ code: 0, stdout: '' });
    for (const [file, format] of files) expect(readFileSync(join(folder, file), 'utf8'), file).toBe(grouped(format).stdout);
    expect(run(...args, '-o', 't.json', '-f', 'csv').stdout).toBe(grouped('csv').stdout);
    expect(readdirSync(folder).filter((name) => name.endsWith('.part'))).toEqual([]);
  });
  test('a run that fails leaves the old file', () => {
    writeFileSync(join(folder, 'old.csv'), 'old');
    expect(run('--results', 'one.ndjson', '--group', 'nowhere', '-o', 'old.csv').code).toBe(2);
    expect(readFileSync(join(folder, 'old.csv'), 'utf8')).toBe('old');
    expect(readdirSync(folder).filter((name) => name.endsWith('.part'))).toEqual([]);
  });
});

describe('groups of documents', () => {
  const groups = (...args: string[]): string[] => (JSON.parse(run(...args, '--format', 'json').stdout) as { groups: { group: string }[] }).groups.map(({ group }) => group);
  test('a field of records is kept without being named twice', () => {
    expect(groups('--input-format', 'ndjson', 'documents.ndjson', '--group', 'country')).toEqual(['AAA']);
    expect(groups('--input-format', 'ndjson', 'documents.ndjson', '--group', 'country', '--keep', 'country')).toEqual(['AAA']);
  });
  test('from names', () => {
    for (const name of ['AAA_1_2001.txt', 'BBB_1_2001.txt']) writeFileSync(join(folder, name), 'The two Governments will set up a joint laboratory and exchange scientists.');
    expect(groups('*_1_*.txt', '--date-from', '{country}_{session}_{year}', '--group', 'country')).toEqual(['AAA', 'BBB']);
  });
});

describe('what is left out is said', () => {
  test.each([
    ['no date', ['--results', 'undated.ndjson'], 0, 'left out: 1 document without a date'],
    ['a date without a month', ['--results', 'undated.ndjson', '--by', 'quarter'], 2, 'take longer periods'],
    ['no group', ['--results', 'one.ndjson', '--group', 'nowhere'], 2, '24 documents without a group'],
    ['an error', ['--results', 'broken.ndjson'], 1, 'b  no words; left out'],
    ['documents are classified', ['--input-format', 'ndjson', 'documents.ndjson'], 0, 'left out: 1 document without a date'],
    ['an unknown period', ['--by', 'month', 'documents.ndjson'], 2, '5-years'],
    ['a window of nothing', ['--window', '0', 'documents.ndjson'], 2, 'give 1 or more'],
    ['documents and results', ['--results', 'one.ndjson', 'documents.ndjson'], 2, 'one or the other'],
    ['a list and results', ['--results', 'one.ndjson', '--files-from', 'list.txt'], 2, 'one or the other'],
    ['a group without dates', ['--results', 'gone.ndjson', '--group', 'country'], 0, 'left out: the group BBB, of which no document has such a date'],
    ['what a condition leaves out', ['--results', 'one.ndjson', '--where', 'year >= 2010'], 0, '14 documents, 10 left out by --where'],
    ['everything', ['--results', 'one.ndjson', '--where', 'year > 3000'], 2, '--where leaves out every document'],
    ['a wrong condition', ['--results', 'one.ndjson', '--where', 'tone.label == "hot"'], 2, 'tone.label is never "hot"'],
    ['a wrong ending', ['--results', 'one.ndjson', '-o', 'trend.txt'], 2, 'trend.txt'],
    ['an output that is read', ['--results', 'one.ndjson', '-f', 'json', '-o', 'one.ndjson'], 2, 'would be overwritten'],
    ['no results', ['--results', 'nowhere.ndjson'], 2, 'nowhere.ndjson  no such file'],
    ['text for results', ['--results', 'documents.ndjson'], 2, 'documents.ndjson:1'],
    ['other axes', ['--results', 'one.ndjson', '--results', 'other.ndjson'], 2, 'other axes or poles'],
    ['other lexicons', ['--results', 'run-a.json', '--results', 'run-b.json'], 2, 'another version of the lexicon tone'],
    ['nothing', [], 2, 'no documents named'],
  ])('%s', (_, args, code, message) => {
    const ran = run(...args);
    expect(ran.stderr).toContain(message);
    expect(ran.code).toBe(code);
    if (code === 2) expect(ran.stdout).toBe('');
  });
});

describe('pretty fits its width', () => {
  const marks = (results: readonly OkResult[], group?: string): Mark[] => results.map((each) => toMark(each, axesOf(results[0]!), parseUnit('year')!, group)).filter((mark) => typeof mark !== 'string');
  const counts = { documents: 0, undated: 0, inexact: 0, ungrouped: 0, errors: 0 };
  const many80 = Array.from({ length: 80 }, (_, i) => result(1940 + i, 'AAA', { axes: { tone: { ...result(2000 + (i % 20), 'AAA').axes['tone']! } } }));
  test.each([
    ['rows', marks(two.slice(0, 24))],
    ['points', marks(many80)],
    ['groups', marks(two, 'country')],
  ])('%s', (_, list) => {
    const axes = list[0]!.stances.length === 1 ? axesOf(many80[0]!) : axesOf(two[0]!);
    const found = trend(list, axes, { unit: parseUnit('year')!, window: 1, least: 3, resamples: 50, seed: 1, changePoints: true });
    const text = prettyTrend({ trend: found, counts, run: { schema: 'stdiplo/trend/1', tool: '', lexicons: null, options: { by: 'year', group: null, window: 1, least: 3, seed: 1, resamples: 50, strict: false } } }, { color: false, width: 80 });
    expect(text.split('\n').filter((line) => [...line].length > 80)).toEqual([]);
  });
});

test.each([
  [chance(0.0001), '< .001'],
  [chance(0.0042), '= .004'],
  [chance(0.04973), '< .05'],
  [chance(0.05), '= .050'],
  [chance(0.2), '= .20'],
  [chance(1), '> .99'],
  [signed(-0.001), '0.00'],
  [signed(0.214), '+0.21'],
  [signed(-0.5), '-0.50'],
  [many(1, 'document'), '1 document'],
  [many(1021, 'document'), '1,021 documents'],
  [many(1234567, 'test'), '1,234,567 tests'],
])('%s', (said, expected) => expect(said).toBe(expected));
