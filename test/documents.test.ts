import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { stdiplo } from './support/cli.js';

let folder: string;
const ON_TOPIC = 'The two Governments will set up a joint laboratory for research on new materials and exchange scientists.';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'stdiplo-'));
  mkdirSync(join(folder, 'tables'));
  mkdirSync(join(folder, 'names'));
  const put = (name: string, content: string): void => writeFileSync(join(folder, name), content);
  put('tables/a.csv', `\ufeffid,day,text,polity,party\r\none,2018-04-09,"${ON_TOPIC}\r\nIt was ""signed"" today.",-7,=A1\r\ntwo,9 April 2018,"${ON_TOPIC}",0.50,\r\nthree,2018,"a" b,1,c\r\nfour,2018,${ON_TOPIC},2,d\r\n`);
  put('tables/b.tsv', `id\tday\ttext\tpolity\tparty\nfive\t\t${ON_TOPIC}\t3\te\n`);
  put('tables/c.jsonl', `{"id":"six","text":"${ON_TOPIC}","polity":-1.23456789,"party":["e","f"]}\n`);
  put('odd.csv', 'id,body\nx,y\n');
  put('names/CHN_73_2018.txt', ON_TOPIC);
  put('names/FRA_9_1954.txt', ON_TOPIC);
  put('names/README.txt', ON_TOPIC);
  put('axis.yml', 'id: tone\ntitle: Tone\nkind: axis\npoles: [cold, warm]\nentries:\n  - {id: a, pole: cold, pattern: cool, source: test, hits: [cool]}\n  - {id: b, pole: warm, pattern: joint laboratory, source: test, hits: [joint laboratory]}\n');
});
afterAll(() => rmSync(folder, { recursive: true }));

interface Line {
  id: string;
  status: string;
  meta: Record<string, unknown>;
}

const run = (args: string[], input?: string) => stdiplo(args, { cwd: folder, ...(input !== undefined && { input }) });
const classify = (...args: string[]) => run(['classify', '--resamples', '0', ...args]);
const lines = (stdout: string): Line[] => stdout.trim().split('\n').map((line) => JSON.parse(line) as Line);
const table = (stdout: string): Record<string, string>[] => parse(stdout, { columns: true });

describe('records', () => {
  test('a row is a document, a bad row an error in its place', () => {
    const ran = classify('tables/a.csv', '--input-format', 'csv', '--date-field', 'day', '--keep', 'polity,party', '--format', 'csv');
    expect(table(ran.stdout).map(({ id, status, date, polity, party }) => [id, status, date, polity, party])).toEqual([
      ['one', 'ok', '2018-04-09', '-7', "'=A1"],
      ['two', 'ok', '', '0.50', ''],
      ['tables/a.csv:4', 'error', '', '', ''],
      ['four', 'ok', '2018', '2', 'd'],
    ]);
    expect(ran.stderr).toContain('tables/a.csv:4  line 5: text after the quote that closes a cell');
    expect(ran.stderr).toContain('1 date is not ISO 8601 (2018, 2018-04 or 2018-04-09), e.g. "9 April 2018" in two');
    expect(ran.code).toBe(1);
  });

  test.each([
    ['csv', ['one', 'two', 'tables/a.csv:4', 'four', 'five']],
    ['ndjson', ['six']],
  ])('a folder stands for its files of %s', (format, expected) => {
    expect(lines(classify('tables', '--input-format', format, '--format', 'ndjson').stdout).map(({ id }) => id)).toEqual(expected);
  });

  test('all fields go into the metadata, as they are, and the record keeps the contract', () => {
    const csv = classify('tables/a.csv', '--input-format', 'csv', '--keep', 'all', '--format', 'ndjson').stdout;
    const ndjson = classify('tables/c.jsonl', '--input-format', 'ndjson', '--keep', 'all', '--format', 'ndjson').stdout;
    expect(lines(csv)[0]!.meta).toEqual({ title: null, date: null, day: '2018-04-09', polity: '-7', party: '=A1' });
    expect(lines(ndjson)[0]!.meta).toEqual({ title: null, date: null, polity: -1.23456789, party: '["e","f"]' });
    const validate = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(JSON.parse(readFileSync('schema/result.schema.json', 'utf8')) as object);
    for (const line of [...lines(csv), ...lines(ndjson)]) expect(validate(line), JSON.stringify(validate.errors)).toBe(true);
  });

  test.each([
    ['a column that is not there', ['odd.csv', '--input-format', 'csv'], 'odd.csv  no column "text"; there are: id, body; name the one that holds the text with --text-field'],
    ['a kept column that is not there', ['tables/a.csv', '--input-format', 'csv', '--keep', 'age'], 'no column "age"; there are: id, day, text, polity, party'],
    ['fields of a text', ['names', '--text-field', 'body', '--keep', 'x'], '--text-field, --keep: a text has no fields'],
    ['a field called like a column', ['tables', '--input-format', 'csv', '--keep', 'status,role_label,party', '--format', 'csv'], 'fields called like a column of the results: status, role_label;'],
    ['a field named twice', ['names', '--date-from', '{a}_{b}_{year}', '--input-format', 'csv', '--keep', 'b'], '"b" stands twice'],
    ['all fields in a table', ['tables', '--input-format', 'csv', '--keep', 'all', '--format', 'csv'], '--keep all with a table'],
    ['no names', ['tables', '--input-format', 'csv', '--keep', 'a,,b'], 'give names, separated by commas, or all'],
    ['a wrong pattern', ['names', '--date-from', '{country}_{year'], '--date-from {country}_{year, character 11: no field'],
  ])('%s is a usage error, and nothing is printed', (_, args, message) => {
    const ran = classify('--format', 'json', ...args);
    expect(ran.stderr).toContain(message);
    expect(ran.stdout).toBe('');
    expect(ran.code).toBe(2);
  });

  test('the same from standard input', () => {
    const ran = run(['classify', '-', '--input-format', 'csv', '--format', 'json'], 'a,b\n1,2\n');
    expect(ran).toMatchObject({ code: 2, stdout: '' });
    expect(ran.stderr).toContain('-  no column "text"; there are: a, b');
    expect(lines(run(['classify', '-', '--input-format', 'csv', '--format', 'ndjson'], `text\n${ON_TOPIC}\n`).stdout)).toMatchObject([{ id: '-:2', status: 'ok' }]);
  });

  test('a bad table among good ones is an error record', () => {
    const ran = classify('tables/b.tsv', 'odd.csv', 'tables/b.tsv', 'names/none.csv', 'tables/a.csv', '--input-format', 'csv', '--format', 'ndjson');
    expect(lines(ran.stdout).map(({ id, status }) => `${id} ${status}`)).toEqual(['five ok', 'odd.csv error', 'one ok', 'two ok', 'tables/a.csv:4 error', 'four ok']);
    expect(ran.code).toBe(2);
  });

  test('a field that no record has is told', () => {
    const input = `{"text":"${ON_TOPIC}","a":1}\n`;
    const ran = run(['classify', '-', '--input-format', 'ndjson', '--keep', 'a,constructor', '--keep', 'b', '--date-field', 'when', '--format', 'csv'], input);
    expect(ran.stderr).toContain('no record has a value for: constructor, b, when\n');
    expect(table(ran.stdout)[0]).toMatchObject({ a: '1', constructor: '', b: '', date: '' });
  });

  test('a table read as a text is warned of', () => {
    expect(classify('tables/b.tsv', 'tables/a.csv').stderr).toContain('warning: tables/b.tsv and 1 more read as one text each; if a file holds records, pass --input-format csv');
    expect(classify('names').stderr).not.toContain('warning');
  });

  test('sample and lexicon test read them too', () => {
    const sheet = run(['sample', 'tables/a.csv', '--input-format', 'csv', '--number', '9']);
    expect(table(sheet.stdout).map(({ id }) => id).sort()).toEqual(['four', 'one', 'two']);
    const coverage = run(['lexicon', 'test', 'axis.yml', '--input-format', 'csv', '--format', 'json', '--on', 'tables/b.tsv']);
    expect(JSON.parse(coverage.stdout)).toMatchObject({ coverage: { documents: 1 } });
  });
});

describe('names', () => {
  test('give date and fields; one that does not fit is told, and has none', () => {
    const ran = classify('names', '--date-from', '{country}_{session}_{year}', '--format', 'csv');
    expect(table(ran.stdout).map(({ id, date, country, session }) => [id, date, country, session])).toEqual([
      ['names/CHN_73_2018.txt', '2018', 'CHN', '73'],
      ['names/FRA_9_1954.txt', '1954', 'FRA', '9'],
      ['names/README.txt', '', '', ''],
    ]);
    expect(ran.stderr).toContain('1 name does not fit --date-from {country}_{session}_{year}, e.g. names/README.txt');
    expect(ran.code).toBe(0);
  });

  test('a name of a record is its id, and its own fields go first', () => {
    const input = `{"id":"CHN_2018.txt","text":"${ON_TOPIC}"}\n{"id":"FRA_1954","text":"${ON_TOPIC}","date":"1955-01","title":"Own"}\n`;
    const found = lines(run(['classify', '-', '--input-format', 'ndjson', '--date-from', '{country}_{year}', '--format', 'ndjson', '--keep', 'x'], input).stdout);
    expect(found.map(({ meta }) => meta)).toEqual([
      { title: null, date: '2018', country: 'CHN', x: null },
      { title: 'Own', date: '1955-01', country: 'FRA', x: null },
    ]);
  });
});
