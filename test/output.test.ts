import { spawn } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, readlinkSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { BIN, stdiplo } from './support/cli.js';

const TEXT = 'The two Governments will set up a joint laboratory for research on new materials and exchange scientists. The agreement on scientific cooperation was signed today.';
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'stdiplo-output-'));
  mkdirSync(join(folder, 'docs'));
  writeFileSync(join(folder, 'docs/a.txt'), TEXT);
  writeFileSync(join(folder, 'docs/b.txt'), TEXT);
});
afterEach(() => rmSync(folder, { recursive: true }));

const classify = (...args: string[]) => stdiplo(['classify', 'docs', '-q', ...args], { cwd: folder });
const read = (name: string): string => readFileSync(join(folder, name), 'utf8');
const printedAs = new Map<string, string>();
/** What standard output shows of the two documents. */
const printed = (format: string): string => printedAs.get(format) ?? printedAs.set(format, classify('-f', format).stdout).get(format)!;
/** No part of a file is left behind. */
const litter = (): string[] => readdirSync(folder).filter((name) => name.includes('.part'));

describe('which file gets which format', () => {
  test.each([
    ['the ending', ['-o', 'x.csv'], { 'x.csv': 'csv' }, null],
    ['the ending, in capitals', ['-o', 'X.JSONL'], { 'X.JSONL': 'ndjson' }, null],
    ['several', ['-o', 'x.csv', '-o', 'y.ndjson', '-o', 'z.sarif.json'], { 'x.csv': 'csv', 'y.ndjson': 'ndjson', 'z.sarif.json': 'sarif' }, null],
    ['no ending: --format', ['-o', 'plain', '-f', 'tsv'], { plain: 'tsv' }, null],
    ['the ending before --format, which is for standard output', ['-o', 'x.csv', '-f', 'ndjson'], { 'x.csv': 'csv' }, 'ndjson'],
    ['a --format that a file has is used up', ['-o', 'x.csv', '-f', 'csv'], { 'x.csv': 'csv' }, null],
    ['- is standard output', ['-o', 'x.csv', '-o', '-'], { 'x.csv': 'csv' }, 'pretty'],
    ['- in a format', ['-o', '-', '-f', 'csv'], {}, 'csv'],
  ])('%s', (_, args, files, shown) => {
    const ran = classify(...args);
    expect({ code: ran.code, stderr: ran.stderr }).toEqual({ code: 0, stderr: '' });
    for (const [name, format] of Object.entries(files)) expect(read(name), name).toBe(printed(format));
    expect(ran.stdout).toBe(shown === null ? '' : printed(shown));
    expect(readdirSync(folder).sort()).toEqual(['docs', ...Object.keys(files)].sort());
  });

  test('binary formats, to a file and to a pipe', () => {
    expect(classify('-o', 'x.xlsx', '-o', 'x.parquet', '--evidence').code).toBe(0);
    expect([read('x.xlsx').slice(0, 2), read('x.parquet').slice(0, 4)]).toEqual(['PK', 'PAR1']);
    expect(classify('-f', 'parquet').stdout.slice(0, 4)).toBe('PAR1');
  });
});

describe('what is refused, with nothing written and nothing lost', () => {
  beforeEach(() => writeFileSync(join(folder, 'old.csv'), 'old'));

  test.each<[string, string[], RegExp]>([
    ['an ending that says nothing', ['-o', 'x.dat'], /x\.dat {2}its ending does not say which format.*\.parquet/],
    ['a file that is read', ['-o', 'docs/a.txt', '-f', 'csv'], /docs\/a\.txt {2}is also read \(docs\/a\.txt\)/],
    ['a file that is read, by another name', ['-o', 'link.csv'], /link\.csv {2}is also read \(docs\/b\.txt\)/],
    ['a file that is standard input', ['-', '-o', 'old.csv'], /old\.csv {2}is also read \(-\)/],
    ['a lexicon', ['--lexicon', 'lexicon.md', '-o', 'lexicon.md'], /lexicon\.md {2}is also read/],
    ['one file twice', ['-o', 'old.csv', '-o', './old.csv'], /named twice/],
    ['one new file twice', ['-o', 'new.csv', '-o', 'docs/../new.csv'], /named twice/],
    ['a layout for what is no table', ['-o', 'x.json', '--layout', 'long'], /no output has a layout \(json\)/],
    ['two formats for standard output', ['-o', '-', '-o', '-'], /two formats for standard output/],
    ['a folder', ['-o', 'docs', '-f', 'csv'], /docs {2}is a folder/],
    ['a folder that is not there', ['-o', 'old.csv', '-o', 'nowhere/x.csv'], /nowhere\/x\.csv {2}its folder does not exist/],
    ['no documents', ['-o', 'old.csv', '--files-from', 'empty', '--null'], /no documents/],
  ])('%s', (_, args, complaint) => {
    symlinkSync('docs/b.txt', join(folder, 'link.csv'));
    writeFileSync(join(folder, 'empty'), '');
    writeFileSync(join(folder, 'lexicon.md'), 'id: tone\ntitle: Tone\nkind: axis\npoles: [cold, warm]\nentries:\n  - {id: a, pole: cold, pattern: cool, source: test, hits: [cool]}\n  - {id: b, pole: warm, pattern: sun, source: test, hits: [sun]}\n');
    const documents = args.includes('--files-from') ? [] : ['docs'];
    const ran = stdiplo(['classify', '-q', ...documents, ...args], { cwd: folder, stdin: join(folder, 'old.csv') });
    expect({ code: ran.code, stderr: ran.stderr, stdout: ran.stdout }).toEqual({ code: 2, stderr: expect.stringMatching(complaint) as string, stdout: '' });
    expect([read('old.csv'), read('docs/a.txt'), read('docs/b.txt'), litter()]).toEqual(['old', TEXT, TEXT, []]);
  });

  test('a package that is not installed is named, with the command that installs it', () => {
    const copy = join(folder, 'installed');
    mkdirSync(copy);
    for (const part of ['bin', 'dist', 'package.json']) symlinkSync(new URL(`../${part}`, import.meta.url).pathname, join(copy, part));
    // Links are kept as they are, so that packages are looked for beside the copy, where there are none.
    const ran = stdiplo(['classify', 'docs', '-o', 'x.xlsx'], { cwd: folder, env: { NODE_OPTIONS: `--preserve-symlinks --preserve-symlinks-main` }, bin: join(copy, 'bin/stdiplo.js') });
    expect(ran).toMatchObject({ code: 2, stderr: expect.stringMatching(/the format xlsx needs the package write-excel-file@.*run npm install write-excel-file@/) as string });
    const { optionalDependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as { optionalDependencies: Record<string, string> };
    for (const [name, file] of [['write-excel-file', 'xlsx'], ['hyparquet-writer', 'parquet']] as const) expect(readFileSync(`src/report/${file}.ts`, 'utf8')).toContain(`'${name}@${optionalDependencies[name]!}'`);
  });
});

describe('a file takes its place', () => {
  test('through a link, which stays one, also to a file not yet there', () => {
    mkdirSync(join(folder, 'real'));
    writeFileSync(join(folder, 'real/old.csv'), 'old');
    symlinkSync('real/old.csv', join(folder, 'a.csv'));
    symlinkSync('real/new.csv', join(folder, 'b.csv'));
    expect(classify('-o', 'a.csv', '-o', 'b.csv').code).toBe(0);
    expect([readlinkSync(join(folder, 'a.csv')), readlinkSync(join(folder, 'b.csv'))]).toEqual(['real/old.csv', 'real/new.csv']);
    expect(read('real/old.csv')).toBe(read('real/new.csv'));
    expect(readdirSync(join(folder, 'real')).sort()).toEqual(['new.csv', 'old.csv']);
  });

  test('a ring of links is an error', () => {
    symlinkSync('b.csv', join(folder, 'a.csv'));
    symlinkSync('a.csv', join(folder, 'b.csv'));
    expect(classify('-o', 'a.csv')).toMatchObject({ code: 2, stdout: '' });
  });

  test.skipIf(process.platform === 'win32')('with the permissions of the old file, or those that are usual', () => {
    writeFileSync(join(folder, 'old.csv'), 'old');
    chmodSync(join(folder, 'old.csv'), 0o640);
    classify('-o', 'old.csv', '-o', 'new.csv');
    const mode = (name: string): number => statSync(join(folder, name)).mode & 0o777;
    expect([mode('old.csv'), mode('new.csv')]).toEqual([0o640, mode('docs/a.txt')]);
  });

  test.skipIf(process.getuid?.() !== 0)('with the owner of the old file', () => {
    writeFileSync(join(folder, 'old.csv'), 'old');
    chownSync(join(folder, 'old.csv'), 1234, 1234);
    classify('-o', 'old.csv');
    expect([statSync(join(folder, 'old.csv')).uid, read('old.csv').slice(0, 3)]).toEqual([1234, 'id,']);
  });

  test.skipIf(!existsSync('/dev/full'))('devices are written, not replaced; a full one is named', () => {
    expect(classify('-o', '/dev/null', '-f', 'csv').code).toBe(0);
    expect(statSync('/dev/null').isCharacterDevice()).toBe(true);
    expect(classify('-o', '/dev/full', '-f', 'csv')).toMatchObject({ code: 2, stderr: expect.stringMatching(/\/dev\/full {2}the disk is full/) as string });
  });

  test('though some documents cannot be read, and though the reader of standard output has gone', async () => {
    writeFileSync(join(folder, 'docs/bad.txt'), Buffer.from([0x43, 0xf4, 0x74, 0xe9]));
    expect(classify('-o', 'x.ndjson').code).toBe(1);
    expect(read('x.ndjson').trim().split('\n')).toHaveLength(3);
    for (let i = 0; i < 300; i += 1) writeFileSync(join(folder, `docs/many${i}.txt`), TEXT);
    const child = spawn(process.execPath, [BIN, 'classify', 'docs', '-q', '-o', 'y.ndjson', '-f', 'json', '--evidence'], { cwd: folder });
    child.stdout.destroy();
    const code = await new Promise((resolve) => child.on('exit', resolve));
    expect([code, read('y.ndjson').trim().split('\n').length]).toEqual([1, 303]);
  });

  test.skipIf(process.platform === 'win32').each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('not at all after %s', async (signal, code) => {
    writeFileSync(join(folder, 'old.csv'), 'old');
    const child = spawn(process.execPath, [BIN, 'classify', '--input-format', 'ndjson', '-', '-o', 'old.csv', '-o', 'new.xlsx'], { cwd: folder });
    child.stdin.write(`${JSON.stringify({ id: 'x', text: TEXT })}\n`);
    await expect.poll(litter, { timeout: 20_000 }).toHaveLength(2);
    child.kill(signal);
    expect(await new Promise((resolve) => child.on('exit', resolve))).toBe(code);
    expect([read('old.csv'), existsSync(join(folder, 'new.xlsx')), litter()]).toEqual(['old', false, []]);
  });

  test.skipIf(process.platform === 'win32')('a signal is heard while documents are scored, and the file is not half', async () => {
    const many = Array.from({ length: 20_000 }, (_, id) => `${JSON.stringify({ id, text: TEXT })}\n`).join('');
    writeFileSync(join(folder, 'many.ndjson'), many);
    writeFileSync(join(folder, 'old.csv'), 'old');
    const child = spawn(process.execPath, [BIN, 'classify', '--input-format', 'ndjson', 'many.ndjson', '-o', 'old.csv'], { cwd: folder });
    const size = (): number => Math.max(0, ...litter().map((name) => statSync(join(folder, name)).size));
    await expect.poll(size, { timeout: 20_000, interval: 5 }).toBeGreaterThan(0);
    child.kill('SIGTERM');
    expect(await new Promise((resolve) => child.on('exit', resolve))).toBe(143);
    expect([read('old.csv'), litter()]).toEqual(['old', []]);
  });
});
