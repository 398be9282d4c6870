import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { TEXT, expectSound, run } from './support/hostile.js';
import type { How } from './support/hostile.js';

/** Names that shells, terminals and logs stumble over. */
const NAMES = ['a\nb.txt', '\u001b[31mred.txt', 'c1\u009b.txt', 'rtl\u202etxt.exe.txt', 'line\u2028end.txt', '-dash.txt', '*.txt', '[ab].txt', '{a,b}.txt', "it's.txt", '=cmd.txt', ' blank .txt', 'back\\slash.txt', '$(x).txt', '::error::.txt', 'zwj\u200d\u{1f469}.txt'];
const isRoot = process.getuid?.() === 0;
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'stdiplo-hostile-'));
  for (const name of ['docs', 'names', 'loop/in', 'closed', 'void']) mkdirSync(join(folder, name), { recursive: true });
  writeFileSync(join(folder, 'docs/a.txt'), TEXT);
  writeFileSync(join(folder, 'docs/b.txt'), TEXT);
  for (const name of NAMES) writeFileSync(join(folder, 'names', name), TEXT);
  writeFileSync(join(folder, 'loop/in/a.txt'), TEXT);
  symlinkSync('..', join(folder, 'loop/in/up'));
  symlinkSync('/', join(folder, 'loop/root'));
  symlinkSync('self', join(folder, 'self'));
  writeFileSync(join(folder, 'closed/a.txt'), TEXT);
  if (!isRoot) chmodSync(join(folder, 'closed'), 0);
  if (process.platform !== 'win32') for (const pipe of ['quiet', 'pipe']) execFileSync('mkfifo', [join(folder, pipe)]);
  const files: Record<string, string | Uint8Array> = {
    'empty.txt': '',
    'blank.txt': ' \n\t\u00a0\u3000\ufeff\n',
    'marks.txt': '\ufeff',
    'surrogate.txt': Buffer.from('\xff\xfe\x00\xd8', 'latin1'),
    'truncated.txt': Buffer.from('The laboratory\xe2\x80', 'latin1'),
    'nul.txt': `${TEXT.repeat(500)}\0`,
    'utf32.txt': Buffer.from(`\xff\xfe\0\0${[...TEXT].map((char) => `${char}\0\0\0`).join('')}`, 'latin1'),
    'png.txt': Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    'fake.docx': Buffer.from('PK\x03\x04rest', 'latin1'),
    'chinese.txt': '两国政府将建立新材料联合实验室并交换科学家。',
    'freeze.cjs': 'Object.freeze(Object.prototype);',
    'pollute.cjs': "for (const name of ['polluted', 'lexicons', 'where', 'min', 'color', 'baseline']) Object.prototype[name] = 'polluted'; Object.prototype.output = ['evil.csv'];",
  };
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
});
afterAll(() => {
  chmodSync(join(folder, 'closed'), 0o755);
  rmSync(folder, { recursive: true });
});

describe.concurrent('what is no document is named', () => {
  test.each<[what: string, args: string[], code: number, says: RegExp]>([
    ['nothing', ['empty.txt'], 1, /empty\.txt {2}no words in it/],
    ['blanks of every kind', ['blank.txt'], 1, /no words in it/],
    ['a mark and nothing else', ['marks.txt'], 1, /no words in it/],
    ['half of a UTF-16 pair', ['surrogate.txt'], 1, /not valid UTF-16LE/],
    ['UTF-8 that ends in the middle of a character', ['truncated.txt'], 1, /ends in the middle of a character/],
    ['a NUL past the first 64 KiB', ['nul.txt'], 1, /NUL/],
    ['UTF-32', ['utf32.txt'], 1, /binary|not valid/],
    ['a picture', ['png.txt'], 1, /a picture/],
    ['the head of a zip archive', ['fake.docx'], 1, /zip archive/],
    ['another language', ['chinese.txt'], 1, /English/],
    ['a file that is not there, among some that are', ['nowhere.txt', 'docs'], 2, /nowhere\.txt {2}no such file/],
    ['a folder without documents', ['void'], 2, /no \*\*/],
    ['a link to itself', ['self'], 2, /self {2}no such file/],
    ['a name as long as no name', ['x'.repeat(5_000)], 2, /no such file/],
    ['a glob that stands for a million', ['{a,b}'.repeat(20)], 2, /more than 1000 patterns/],
    ['a glob with a range of a hundred million', ['{1..100000000}'], 2, /more than 1000 patterns/],
    ['a bracket that is never closed', ['[', '{a,b'], 2, /nothing matches/],
    ['an option that is none', ['docs', '--nope'], 2, /unknown option/],
    ['an option twice as a list', ['docs', '--seed', '-1'], 2, /whole number/],
    ['no arguments', [], 2, /no documents named/],
  ])('%s', async (_, args, code, says) => {
    const ran = await run(['classify', '-q', ...args], { cwd: folder });
    expectSound(ran);
    expect(ran).toMatchObject({ code, stderr: expect.stringMatching(says) as unknown });
  });

  test.skipIf(!existsSync('/proc/self/mem'))('devices, and files that lie about their size', async () => {
    const ran = await run(['classify', '-q', '/dev/zero', '/dev/null', '/proc/self/mem', '/proc/self/status', 'quiet', 'docs/a.txt', '-f', 'ndjson'], { cwd: folder });
    expectSound(ran);
    expect(ran.stdout.trim().split('\n').map((line) => (JSON.parse(line) as { status: string }).status)).toEqual(['error', 'error', 'error', 'error', 'error', 'ok']);
    expect(ran.stderr).toMatch(/\/dev\/zero {2}larger than.*\n.*\/dev\/null {2}no words/);
    expect(ran.stderr).toMatch(/quiet {2}a pipe that nobody writes to/);
  });

  test.skipIf(process.platform === 'win32')('a named pipe is waited for, and so is a slow writer', async () => {
    const ran = await run(['classify', '-q', 'pipe', '-f', 'ndjson'], { cwd: folder, shell: '(sleep 1; printf "The laboratory "; sleep 1; cat docs/a.txt) > pipe & "$@"' });
    expect(ran).toMatchObject({ code: 0, stderr: '', stdout: expect.stringContaining('"words":27') as unknown });
  });
});

describe.concurrent('names', () => {
  test('every one is read, and none steers the terminal', async () => {
    for (const format of ['pretty', 'csv', 'github']) {
      const ran = await run(['classify', 'names', '-f', format], { cwd: folder });
      expectSound(ran);
      expect(ran.code).toBe(0);
      if (format !== 'csv') expect(ran.stdout).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]/);
      if (format === 'github') expect(ran.stdout.split('\n').filter((line) => line.startsWith('::error'))).toEqual([]);
    }
  });

  test('each alone, as it is written', async () => {
    const ran = await run(['classify', '-q', '-f', 'ndjson', '--', ...NAMES], { cwd: join(folder, 'names') });
    expect(ran).toMatchObject({ code: 0, stderr: '' });
    expect(ran.stdout.trim().split('\n').map((line) => (JSON.parse(line) as { id: string }).id)).toEqual(NAMES);
  });

  test('in a list, separated by NUL, whatever the order of the folder', async () => {
    const input = NAMES.map((name) => `names/${name}`).join('\0');
    const ran = await run(['classify', '-q', '-f', 'ndjson', '-0', '--files-from', '-'], { cwd: folder, input });
    expect(ran.code).toBe(0);
    expect(ran.stdout.trim().split('\n')).toHaveLength(NAMES.length);
  });

  test('links are not followed from a folder, so that no loop and nothing outside is read', async () => {
    const ran = await run(['classify', '-q', 'loop', '-f', 'ndjson'], { cwd: folder });
    expect(ran.stdout.trim().split('\n').map((line) => (JSON.parse(line) as { id: string }).id)).toEqual(['loop/in/a.txt']);
  });
});

describe.concurrent('streams', () => {
  test.each<[what: string, shell: string, code: number]>([
    ['standard input closed', '"$@" - <&-', 1],
    ['standard input a folder', '"$@" - < .', 1],
    ['standard error closed', '"$@" docs nowhere 2>&-', 2],
    ['standard error full', '"$@" docs nowhere 2> /dev/full', 2],
    ['everything closed', '"$@" docs <&- >&- 2>&-', 0],
    ['a reader that has gone', '"$@" docs docs | true', 0],
    ['nobody reads the help', '"$@" --help | true', 0],
  ])('%s', async (_, shell, code) => {
    const ran = await run(['classify', '-q'], { cwd: folder, shell });
    expect(ran).toMatchObject({ code, signal: null });
    expect(ran.stderr).not.toMatch(/\n\s+at |internal/);
  });

  test('a slow reader gets every byte', async () => {
    const documents = Array.from({ length: 300 }, () => 'docs/a.txt');
    const input = documents.map((_, i) => JSON.stringify({ id: `${i}`, text: TEXT })).join('\n');
    const args = ['classify', '-q', '--input-format', 'ndjson', '-f', 'json', '--evidence', '-'];
    const [slow, fast] = await Promise.all([run(args, { input, shell: '"$@" | (sleep 2; cat)' }), run(args, { input })]);
    expect(slow.stdout.length).toBeGreaterThan(500_000);
    expect(slow.stdout === fast.stdout).toBe(true);
  });
});

describe.concurrent('records', () => {
  const deep = '['.repeat(50_000) + ']'.repeat(50_000);
  test.each<[what: string, line: string, expected: object]>([
    ['U+2028 inside a string ends no line', `{"id":"x","text":${JSON.stringify(`${TEXT}\u2028${TEXT}`)}}`, { id: 'x', status: 'ok' }],
    ['a key twice: the last counts', `{"id":"x","id":"y","text":${JSON.stringify(TEXT)}}`, { id: 'y', status: 'ok' }],
    ['a key called __proto__', `{"__proto__":{"status":"evil","text":"evil"},"id":"x","text":${JSON.stringify(TEXT)},"constructor":1,"toString":2}`, { id: 'x', status: 'ok' }],
    ['only a prototype', '{"__proto__":{"text":"The laboratory"},"id":"x"}', { id: 'x', status: 'error' }],
    ['an id called __proto__', `{"id":"__proto__","text":${JSON.stringify(TEXT)}}`, { id: '__proto__', status: 'ok' }],
    ['nested 50,000 deep', `{"id":"x","text":${JSON.stringify(TEXT)},"more":${deep}}`, { status: expect.stringMatching(/ok|error/) as unknown }],
    ['half a surrogate', `{"id":"x\\ud800","text":${JSON.stringify(TEXT)}}`, { status: 'ok' }],
    ['no object', '[1]', { status: 'error' }],
    ['half an object', '{"id":', { status: 'error' }],
    ['null', 'null', { status: 'error' }],
    ['a text that is a number', '{"id":"x","text":5}', { id: 'x', status: 'error' }],
    ['NaN', '{"id":"x","text":NaN}', { status: 'error' }],
    ['a row of 1 MiB', JSON.stringify({ id: 'x', text: TEXT.repeat(6_000) }), { id: 'x', status: 'ok' }],
  ])('%s', async (_, line, expected) => {
    const good = JSON.stringify({ id: 'good', text: TEXT });
    const ran = await run(['classify', '-q', '--input-format', 'ndjson', '--keep', 'all', '-f', 'ndjson', '-'], { input: `${good}\r\n${line}\n\n${good}` });
    expectSound(ran);
    const records = ran.stdout.trim().split('\n').map((each) => JSON.parse(each) as object);
    expect(records).toHaveLength(3);
    expect(records[1]).toMatchObject(expected);
    expect(records[2]).toMatchObject({ id: 'good', status: 'ok' });
  });
});

describe.concurrent('where other code or the machine is in the way', () => {
  const modes: Record<string, string[]> = {
    'Object.prototype frozen': ['--require', './freeze.cjs'],
    'Object.prototype with properties of somebody else': ['--require', './pollute.cjs'],
    'no code from strings': ['--disallow-code-generation-from-strings'],
  };
  test.each(Object.keys(modes))('%s: the same bytes', async (mode) => {
    for (const args of [['classify', 'docs', '--evidence', '-f', 'json'], ['lexicon', 'lint', resolve('lexicons/channel.yml')], ['classify', '--input-format', 'csv', '--keep', 'all', '-f', 'ndjson', '-']]) {
      const how: How = { cwd: folder, input: 'id,text,other\nx,"The laboratory, and the agreement on research",1\n' };
      const [one, other] = [await run(args, how), await run(args, { ...how, node: modes[mode]! })];
      expect(one.code, one.stderr).toBe(0);
      expect(other, args.join(' ')).toEqual(one);
    }
    expect(readdirSync(folder)).not.toContain('evil.csv');
  });

  test('only what is named is read, and no process is started', async () => {
    const node = ['--no-warnings', process.versions.node.startsWith('20.') || process.versions.node.startsWith('22.') ? '--experimental-permission' : '--permission', `--allow-fs-read=${resolve('.')}/*`, `--allow-fs-read=${join(folder, 'docs/a.txt')}`];
    const allowed = await run(['classify', '-q', join(folder, 'docs/a.txt'), '-f', 'ndjson'], { node });
    expect(allowed).toMatchObject({ code: 0, stderr: '' });
    const ran = await run(['classify', '-q', join(folder, 'docs/b.txt'), join(folder, 'docs/a.txt'), '-f', 'ndjson'], { node });
    expectSound(ran);
    expect(ran.code).not.toBe(0);
  });
});

describe.concurrent('a run that is stopped leaves no part of a file', () => {
  const many = JSON.stringify({ id: 'x', text: TEXT });
  test.each<[what: string, signal: NodeJS.Signals, code: number, args: string[]]>([
    ['classify -o, SIGINT', 'SIGINT', 130, ['classify', '--input-format', 'ndjson', '-', '-o', 'out/x.json']],
    ['classify -o, SIGTERM', 'SIGTERM', 143, ['classify', '--input-format', 'ndjson', '-', '-o', 'out/x.csv', '-o', 'out/y.json']],
    ['classify -o, SIGHUP', 'SIGHUP', 129, ['classify', '--input-format', 'ndjson', '-', '-o', 'out/z.csv']],
  ])('%s', async (_, signal, code, args) => {
    const own = mkdtempSync(join(folder, 'run-'));
    mkdirSync(join(own, 'out'));
    const ran = await run(args, {
      cwd: own,
      input: `${many}\n`.repeat(20_000),
      during: (child) => {
        const look = setInterval(() => {
          if (readdirSync(join(own, 'out')).length > 0 && child.kill(signal)) clearInterval(look);
        }, 20);
        child.on('exit', () => clearInterval(look));
      },
    });
    expect(ran.code).toBe(code);
    expect(readdirSync(join(own, 'out'))).toEqual([]);
  });
});

test('an output that fails keeps the old file, and what was read is never written', async () => {
  const own = mkdtempSync(join(folder, 'run-'));
  writeFileSync(join(own, 'old.json'), 'old');
  const ran = await run(['classify', '-q', join(folder, 'docs'), '-o', 'old.json', '-o', '/dev/full', '-f', 'csv'], { cwd: own });
  expect(ran).toMatchObject({ code: 2, stderr: expect.stringMatching(/the disk is full/) as unknown });
  expect([readFileSync(join(own, 'old.json'), 'utf8'), readdirSync(own)]).toEqual(['old', ['old.json']]);
});
