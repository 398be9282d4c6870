import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { stdiplo } from './support/cli.js';

/** The programs that people read results with, where they are installed; the README's own lines are run. */
const README = readFileSync('README.md', 'utf8');
const snippet = (language: string): string => new RegExp(`\`\`\`${language}\\n([^]*?)\`\`\``).exec(README)![1]!;
const works = (program: string, ...args: string[]): boolean => spawnSync(program, args).status === 0;
const python = ['python3', '/usr/bin/python3'].find((each) => works(each, '-c', 'import pandas'));

let folder: string;
/** Mean theta by label, from our own reading of the CSV. */
let means: Record<string, number>;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'stdiplo-readers-'));
  writeFileSync(join(folder, '=hostile, "name".txt'), 'The two Governments will set up a joint laboratory for research on new materials and exchange scientists, 科学.');
  writeFileSync(join(folder, 'broken.txt'), Buffer.from([0x43, 0xf4, 0x74, 0xe9]));
  const outputs = ['scores.csv', 'scores.tsv', 'scores.parquet', 'scores.xlsx', 'scores.xml', 'scores.ndjson'];
  const ran = stdiplo(['classify', resolve('fixtures/documents'), '=hostile*.txt', 'broken.txt', '-q', '--evidence', ...outputs.flatMap((name) => ['-o', name])], { cwd: folder });
  expect(ran).toMatchObject({ code: 1, stdout: '' });
  stdiplo(['classify', resolve('fixtures/documents'), '=hostile*.txt', '-q', '--bom', '-o', 'bom.csv'], { cwd: folder });
  const scored = rows('scores.csv').filter(({ orientation_label, orientation_theta }) => orientation_label !== '' && orientation_theta !== '');
  const mean = (label: string): number => {
    const all = scored.filter(({ orientation_label }) => orientation_label === label);
    return all.reduce((sum, { orientation_theta }) => sum + Number(orientation_theta), 0) / all.length;
  };
  means = Object.fromEntries(scored.map(({ orientation_label }) => [orientation_label!, mean(orientation_label!)]));
  expect(Object.keys(means).length).toBeGreaterThan(1);
});
afterAll(() => rmSync(folder, { recursive: true }));

function rows(name: string): Record<string, string>[] {
  return parse(readFileSync(join(folder, name)), { columns: true, bom: true }) as Record<string, string>[];
}

function run(program: string, ...args: string[]): string {
  return execFileSync(program, args, { cwd: folder, encoding: 'utf8', env: { ...process.env, LC_ALL: 'C.UTF-8' }, stdio: ['ignore', 'pipe', 'pipe'] });
}

/** Compares a printed table of labels and means with ours. */
function expectMeans(printed: string): void {
  for (const [label, mean] of Object.entries(means)) expect(Number(new RegExp(`${label}\\s+(-?[\\d.]+)`).exec(printed)?.[1]), label).toBeCloseTo(mean, 4);
}

describe('R', () => {
  const hasR = works('Rscript', '--version');

  test.skipIf(!hasR)('runs the README', () => expectMeans(run('Rscript', '-e', snippet('r'))));

  test.skipIf(!hasR)('sees numbers, flags, missing values and names as they are', () => {
    const script = `s <- read.csv("scores.csv", check.names = FALSE, na.strings = "", encoding = "UTF-8"); b <- read.csv("bom.csv", check.names = FALSE, fileEncoding = "UTF-8-BOM")
      cat(nrow(s), class(s$words), class(s$orientation_theta), class(s[["orientation_hits_diplomacy-for-st"]]), sum(is.na(s$words)), names(b)[1])`;
    expect(run('Rscript', '-e', script)).toBe('20 integer numeric integer 1 id');
  });
});

describe('pandas', () => {
  test.skipIf(!python)('runs the README', () => expectMeans(run(python!, '-c', snippet('python'))));

  test.skipIf(!python)('sees numbers, missing values and lines as they are', () => {
    const script = `import pandas as pd
s = pd.read_csv("scores.csv"); n = pd.read_json("scores.ndjson", lines=True)
print(len(s), s.orientation_theta.dtype, s.words.isna().sum(), len(n), (s.id.str.lstrip("'") == n.id).all())`;
    expect(run(python!, '-c', script)).toBe('20 float64 1 20 True\n');
  });
});

describe('DuckDB', () => {
  async function query(sql: string): Promise<unknown[][]> {
    const connection = await (await DuckDBInstance.create(':memory:')).connect();
    return (await connection.runAndReadAll(sql.replaceAll(/'(?=scores\.)/g, `'${folder}/`))).getRowsJson() as unknown[][];
  }

  test('runs the README', async () => {
    const found = (await query(snippet('sql'))).filter(([label, mean]) => label !== null && mean !== null);
    expect(Object.fromEntries(found.map(([label, mean]) => [label, Math.round(Number(mean) * 1e6)]))).toEqual(Object.fromEntries(Object.entries(means).map(([label, mean]) => [label, Math.round(mean * 1e6)])));
  });

  test('Parquet and CSV hold the same', async () => {
    const sums = (file: string): string => `SELECT count(*), count(words), sum(words), round(sum(role_theta), 4), count(*) FILTER (role_significant) FROM '${file}'`;
    expect(await query(sums('scores.parquet'))).toEqual(await query(sums('scores.csv')));
    expect(await query(`SELECT typeof(words), typeof(role_theta), typeof(role_significant), typeof(title) FROM 'scores.parquet' LIMIT 1`)).toEqual([['INTEGER', 'DOUBLE', 'BOOLEAN', 'VARCHAR']]);
  });
});

describe('LibreOffice', () => {
  const hasOffice = works('soffice', '--version');
  const convert = (name: string, filter: string): void => void run('soffice', `-env:UserInstallation=file://${folder}/profile`, '--headless', '--convert-to', filter, '--outdir', 'out', name);

  test.skipIf(!hasOffice)('opens the workbook: three sheets, typed cells, no formula', { timeout: 60_000 }, () => {
    convert('scores.xlsx', 'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1');
    const results = rows('out/scores-results.csv');
    const ours = rows('scores.csv');
    const bare = (row: Record<string, string>) => Object.values(row).map((cell) => cell.replace(/^'/, '').toLowerCase());
    expect(results.map(bare)).toEqual(ours.map(bare));
    expect(rows('out/scores-evidence.csv').length).toBeGreaterThan(50);
    expect(rows('out/scores-run.csv').find(({ name }) => name === 'resamples')!['value']).toBe('1000');
  });

  test.skipIf(!hasOffice)('opens the CSV without running what looks like a formula', { timeout: 60_000 }, () => {
    convert('scores.csv', 'xlsx');
    const sheet = run('unzip', '-p', 'out/scores.xlsx', 'xl/worksheets/sheet1.xml');
    expect(sheet).toContain('<row');
    expect(sheet).not.toContain('<f');
  });
});

test.skipIf(!works('xmllint', '--version'))('xmllint reads the JUnit report', () => {
  expect(run('xmllint', '--xpath', 'concat(/testsuites/@tests, " ", count(//testcase), " ", count(//error), " ", //testcase[error]/@name)', 'scores.xml').trim()).toBe('20 20 1 broken.txt');
});
