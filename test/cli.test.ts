import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { BIN, stdiplo } from './support/cli.js';

let folder: string;
const ON_TOPIC = 'The two Governments will set up a joint laboratory for research on new materials and exchange scientists. The agreement on scientific cooperation was signed today.';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'stdiplo-'));
  mkdirSync(join(folder, 'docs/sub'), { recursive: true });
  writeFileSync(join(folder, 'docs/a.txt'), ON_TOPIC);
  writeFileSync(join(folder, 'docs/b.md'), 'Tourism grew last year, and the museum was full of visitors from the north.');
  writeFileSync(join(folder, 'docs/sub/c.txt'), ON_TOPIC);
  writeFileSync(join(folder, 'docs/skip.bin'), 'x');
  writeFileSync(join(folder, 'latin1.txt'), Buffer.from([0x43, 0xf4, 0x74, 0xe9]));
  writeFileSync(join(folder, 'axis.yml'), 'id: tone\ntitle: Tone\nkind: axis\npoles: [cold, warm]\nentries:\n  - {id: a, pole: cold, pattern: cool, source: test, hits: [cool]}\n  - {id: b, pole: warm, pattern: joint laboratory, source: test, hits: [joint laboratory]}\n');
  writeFileSync(join(folder, 'broken.yml'), 'id: tone\nkind: axis\npoles: [cold, warm]\nentries:\n  - {id: a, pole: hot, patern: cool}\n');
});
afterAll(() => rmSync(folder, { recursive: true }));

const ids = (stdout: string): string[] => stdout.trim().split('\n').map((line) => (JSON.parse(line) as { id: string }).id);
const classify = (...args: string[]) => stdiplo(['classify', ...args], { cwd: folder });

describe('classify finds documents', () => {
  test.each([
    ['a file', ['docs/a.txt'], ['docs/a.txt']],
    ['a folder', ['docs'], ['docs/a.txt', 'docs/b.md', 'docs/sub/c.txt']],
    ['a quoted glob', ['docs/**/*.txt'], ['docs/a.txt', 'docs/sub/c.txt']],
    ['each document once, in the order named', ['docs/sub/c.txt', 'docs'], ['docs/sub/c.txt', 'docs/a.txt', 'docs/b.md']],
  ])('%s', (_, patterns, expected) => {
    const ran = classify(...patterns, '--format', 'ndjson');
    expect(ids(ran.stdout)).toEqual(expected);
    expect(ran.code).toBe(0);
  });

  test('standard input', () => {
    const ran = stdiplo(['classify', '-', '--format', 'ndjson'], { input: ON_TOPIC });
    expect(JSON.parse(ran.stdout)).toMatchObject({ id: '-', status: 'ok', relevance: { label: 'relevant' } });
  });

  test('a list of names, by line and by NUL', () => {
    expect(ids(stdiplo(['classify', '--files-from', '-', '--format', 'ndjson'], { cwd: folder, input: 'docs/a.txt\r\ndocs/b.md\n' }).stdout)).toEqual(['docs/a.txt', 'docs/b.md']);
    expect(ids(stdiplo(['classify', '--files-from', '-', '-0', '--format', 'ndjson'], { cwd: folder, input: 'docs/a.txt\0docs/b.md\0' }).stdout)).toEqual(['docs/a.txt', 'docs/b.md']);
  });

  test('a listed name is taken as it is: line feeds in it, no patterns', () => {
    writeFileSync(join(folder, 'two\nlines.txt'), ON_TOPIC);
    const ran = stdiplo(['classify', '--files-from', '-', '-0', '--format', 'ndjson'], { cwd: folder, input: 'two\nlines.txt\0docs/[a].txt\0' });
    expect(ids(ran.stdout)).toEqual(['two\nlines.txt']);
    expect(ran.code).toBe(2);
    rmSync(join(folder, 'two\nlines.txt'));
  });

  test('what is there is classified, though something is missing', () => {
    expect(ids(classify('docs/a.txt', 'nowhere.txt', 'docs/b.md', '--format', 'ndjson').stdout)).toEqual(['docs/a.txt', 'docs/b.md']);
  });

  test('NDJSON: one line in, one line out, in order; bad lines in their place', () => {
    const input = `\ufeff{"id":"x","text":${JSON.stringify(ON_TOPIC)},"date":"2001-02-03"}\n\n{"id":7,"text":"no\u2028break"}\n{broken\n[]\n{"id":"y"}\n`;
    const ran = stdiplo(['classify', '--input-format', 'ndjson', '--format', 'ndjson', '-'], { input });
    const records = ran.stdout.trim().split('\n').map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(records.map(({ id, status }) => [id, status])).toEqual([['x', 'ok'], ['7', 'ok'], ['-:4', 'error'], ['-:5', 'error'], ['y', 'error']]);
    expect(records[0]).toMatchObject({ meta: { date: '2001-02-03', title: null } });
    expect(ran.code).toBe(1);
  });
});

describe('exit codes and complaints', () => {
  test.each<[string, string[], number, RegExp]>([
    ['all read', ['classify', 'docs'], 0, /3 documents/],
    ['one not readable, the rest kept', ['classify', 'docs', 'latin1.txt'], 1, /latin1\.txt {2}not UTF-8/],
    ['a missing file', ['classify', 'nowhere.txt'], 2, /nowhere\.txt {2}no such file/],
    ['a missing file among others', ['classify', 'docs/a.txt', 'nowhere.txt'], 2, /nowhere\.txt {2}no such file[^]*1 document/],
    ['a missing list', ['classify', '--files-from', 'nowhere'], 2, /nowhere {2}no such file/],
    ['a lexicon to fit that is not there', ['fit', 'docs/a.txt', '-o', 'out', '--lexicon', 'nowhere.yml'], 2, /nowhere\.yml/],
    ['a glob without matches', ['classify', 'nowhere/*.txt'], 2, /nothing matches/],
    ['a missing file, allowed', ['classify', 'nowhere.txt', '--allow-empty'], 0, /0 documents/],
    ['no documents named', ['classify'], 2, /no documents named/],
    ['an unknown option', ['classify', '--frmat', 'csv', 'docs'], 2, /Did you mean --format/],
    ['an unknown command', ['clasify'], 2, /Did you mean classify/],
    ['an unknown format', ['classify', 'docs', '--format', 'xml'], 2, /Allowed choices/],
    ['a bad number', ['classify', 'docs', '--seed', '-1'], 2, /whole number/],
    ['a broken lexicon, all faults at once', ['classify', 'docs', '--lexicon', 'broken.yml'], 2, /broken\.yml:5:\d+ {2}unknown key "patern"[^]*remove it or correct its spelling/],
    ['a missing lexicon', ['classify', 'docs', '--lexicon', 'nowhere.yml'], 2, /nowhere\.yml/],
    ['a folder without lexicons', ['classify', 'docs', '--lexicons', 'docs'], 2, /no \*\.yml/],
    ['an id that the built-in set has', ['classify', 'docs', '--lexicon', 'axis.yml', '--lexicon', 'axis.yml'], 2, /two lexicons have the id "tone"/],
    ['help', ['--help'], 0, /^$/],
    ['version', ['--version'], 0, /^$/],
    ['version, short', ['-V'], 0, /^$/],
    ['help of a command', ['classify', '--help'], 0, /^$/],
    ['no command', [], 2, /Usage/],
  ])('%s', (_, args, code, complaint) => {
    const ran = stdiplo(args, { cwd: folder });
    expect({ code: ran.code, stderr: ran.stderr }).toEqual({ code, stderr: expect.stringMatching(complaint) as string });
    expect(ran.stderr).not.toMatch(/\n\s+at /);
  });
});

describe('output', () => {
  const FORMATS = ['pretty', 'json', 'ndjson', 'csv', 'tsv'];

  test.each(FORMATS)('%s holds every document, the failed one in its place', (format) => {
    const { stdout } = classify('docs/a.txt', 'latin1.txt', 'docs/b.md', '--format', format);
    const places = ['docs/a.txt', 'latin1.txt', 'docs/b.md'].map((id) => stdout.indexOf(id));
    expect(places.every((place) => place >= 0)).toBe(true);
    expect(places).toEqual([...places].sort((a, b) => a - b));
  });

  test.each(FORMATS)('%s is the same again, whatever the locale and time zone', (format) => {
    const args = ['classify', 'docs', '--format', format];
    const one = stdiplo(args, { cwd: folder, env: { LC_ALL: 'C', TZ: 'UTC' } });
    const other = stdiplo(args, { cwd: folder, env: { LC_ALL: 'tr_TR.UTF-8', TZ: 'Asia/Shanghai' } });
    expect(other.stdout).toBe(one.stdout);
  });

  test('every record keeps the contract', () => {
    const ajv = new Ajv2020({ strict: true, allowUnionTypes: true });
    const validate = ajv.compile(JSON.parse(readFileSync('schema/result.schema.json', 'utf8')) as object);
    const lines = classify('docs', 'latin1.txt', '--format', 'ndjson', '--evidence').stdout.trim().split('\n');
    for (const line of lines) expect(validate(JSON.parse(line)), JSON.stringify(validate.errors)).toBe(true);
    expect(lines).toHaveLength(4);
    expect(validate({ schema: 'stdiplo/result/1', id: 'x', status: 'ok' })).toBe(false);
  });

  test('json wraps the same records and says what made them', () => {
    const whole = JSON.parse(classify('docs', '--format', 'json').stdout) as { run: { tool: string; lexicons: { hash: string }[] }; results: unknown[] };
    expect(whole.results).toEqual(classify('docs', '--format', 'ndjson').stdout.trim().split('\n').map((line) => JSON.parse(line) as unknown));
    expect(whole.run.tool).toMatch(/^stdiplo \d/);
    expect(whole.run.lexicons.every(({ hash }) => /^[0-9a-f]{64}$/.test(hash))).toBe(true);
  });

  test('csv: every row has the header’s width; formulas are made text, numbers are not touched', () => {
    const input = `{"id":"=cmd()","text":${JSON.stringify(ON_TOPIC)},"title":"-1+1"}\n`;
    const { stdout } = stdiplo(['classify', '--input-format', 'ndjson', '--format', 'tsv', '-'], { input });
    const [head, row] = stdout.trim().split('\n').map((line) => line.split('\t'));
    expect(row).toHaveLength(head!.length);
    expect(row![head!.indexOf('id')]).toBe("'=cmd()");
    expect(row![head!.indexOf('title')]).toBe("'-1+1");
    const negative = row!.filter((cell) => /^-\d/.test(cell));
    expect(negative.length).toBeGreaterThan(0);
  });

  test('an axis of your own is a YAML file and nothing else', () => {
    const record = JSON.parse(classify('docs/a.txt', '--lexicon', 'axis.yml', '--format', 'ndjson').stdout) as { axes: Record<string, { label: string }> };
    expect(record.axes['tone']!.label).toBe('warm');
    expect(Object.keys(record.axes)).toContain('orientation');
  });

  test('names cannot write to the terminal', () => {
    writeFileSync(join(folder, 'evil\u001b[31m\u202e.txt'), ON_TOPIC);
    const ran = stdiplo(['classify', 'evil*.txt'], { cwd: folder });
    expect(ran.stdout + ran.stderr).not.toMatch(/[\u001b\u202e]/);
    expect(ran.stdout).toContain('\\u001b');
    rmSync(join(folder, 'evil\u001b[31m\u202e.txt'));
  });

  test.each<[string, NodeJS.ProcessEnv, string[], boolean]>([
    ['a pipe has none', {}, [], false],
    ['FORCE_COLOR', { FORCE_COLOR: '1' }, [], true],
    ['NO_COLOR beats FORCE_COLOR', { FORCE_COLOR: '1', NO_COLOR: '1' }, [], false],
    ['a flag beats NO_COLOR', { NO_COLOR: '1' }, ['--color'], true],
    ['a flag beats FORCE_COLOR', { FORCE_COLOR: '1' }, ['--no-color'], false],
  ])('colour: %s', (_, env, flags, coloured) => {
    expect(stdiplo(['classify', 'docs', ...flags], { cwd: folder, env }).stdout.includes('\u001b[')).toBe(coloured);
  });

  test.skipIf(!existsSync('/dev/full'))('a full disk is named, without a stack trace', () => {
    const full = openSync('/dev/full', 'w');
    const { status, stderr } = spawnSync(process.execPath, [BIN, 'classify', join(folder, 'docs'), '--format', 'json'], { stdio: ['ignore', full, 'pipe'] });
    expect(stderr.toString()).toMatch(/standard output cannot be written \(.*ENOSPC/);
    expect({ status, stack: /\n\s+at /.test(stderr.toString()) }).toEqual({ status: 2, stack: false });
  });

  test('a reader that goes away ends the run quietly', async () => {
    const child = spawn(process.execPath, [BIN, 'classify', ...Array<string>(40).fill('').map((_, i) => join(folder, `many${i}.txt`)), '--allow-empty', join(folder, 'docs'), '--format', 'json', '--evidence']);
    let stderr = '';
    child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
    child.stdout.destroy();
    const code = await new Promise((resolve) => child.on('exit', resolve));
    expect({ code, stack: /at .*:\d+/.test(stderr) }).toEqual({ code: 0, stack: false });
  });
});

describe('caution', () => {
  type Labels = { axes: Record<string, { label: string | null; reason: string | null; confidence: number | null }> };
  const axes = (...flags: string[]): Labels['axes'] => (JSON.parse(classify('docs/a.txt', '--format', 'ndjson', ...flags).stdout) as Labels).axes;

  test('every label has a confidence, and --min-confidence drops those below', () => {
    const all = Object.values(axes()).filter(({ label }) => label !== null);
    expect(all.length).toBeGreaterThan(1);
    const bound = [...all].sort((a, b) => a.confidence! - b.confidence!)[1]!.confidence! - 0.0001;
    const left = Object.values(axes('--min-confidence', String(bound))).filter(({ label }) => label !== null);
    expect(left).toHaveLength(all.length - 1);
    expect(left.every(({ confidence }) => confidence! >= bound)).toBe(true);
  });

  test('--strict names fewer', () => {
    const named = (from: Labels['axes']): number => Object.values(from).filter(({ label }) => label !== null).length;
    expect(named(axes('--strict'))).toBeLessThan(named(axes()));
  });
});

describe('explain', () => {
  test('shows relevance, hits and sums that add up', () => {
    const { stdout, code } = stdiplo(['explain', 'docs/a.txt'], { cwd: folder });
    expect(code).toBe(0);
    expect(stdout).toMatch(/relevance \d\.\d\d: relevant/);
    expect(stdout).toMatch(/sentence 1, line 1/);
    for (const [, total, parts] of stdout.matchAll(/^ {2}\S+ +([\d.]+) = ([\d.]+(?: \+ [\d.]+)+)$/gm))
      expect(parts!.split(' + ').reduce((sum, part) => sum + Number(part), 0)).toBeCloseTo(Number(total), 1);
  });

  test('the JSON agrees with classify', () => {
    const explained = JSON.parse(stdiplo(['explain', 'docs/a.txt', '--format', 'json'], { cwd: folder }).stdout) as { result: unknown };
    expect(explained.result).toEqual(JSON.parse(classify('docs/a.txt', '--format', 'ndjson').stdout));
  });

  test('a text that cannot be judged is an error', () => {
    expect(stdiplo(['explain', 'latin1.txt'], { cwd: folder })).toMatchObject({ code: 2, stdout: '' });
  });
});

describe('lexicon', () => {
  test('list, show', () => {
    expect(stdiplo(['lexicon', 'list']).stdout).toMatch(/^orientation +axis +diplomacy-for-st \d+, st-for-diplomacy \d+ {2}[0-9a-f]{12}$/m);
    expect(stdiplo(['lexicon', 'show', 'role']).stdout).toMatch(/^initiator /m);
    expect(stdiplo(['lexicon', 'show', 'nothing'])).toMatchObject({ code: 2 });
  });

  test('lint', () => {
    expect(stdiplo(['lexicon', 'lint', 'axis.yml'], { cwd: folder })).toMatchObject({ code: 0, stdout: '' });
    const broken = stdiplo(['lexicon', 'lint', 'axis.yml', 'broken.yml'], { cwd: folder });
    expect(broken.code).toBe(2);
    expect(broken.stdout.trim().split('\n').length).toBeGreaterThan(2);
  });
});

test('nothing of the database drivers that natural brings is loaded, and the library is silent', () => {
  const script = `import('${new URL('../dist/index.js', import.meta.url).href}').then(async ({ classify, loadLexicons }) => { classify('We lead the project.', await loadLexicons()); for (const [k] of Object.entries(process.memoryUsage())) k; })`;
  const child = spawn(process.execPath, ['-e', script], { cwd: folder, env: { ...process.env, NODE_DEBUG: 'module' } });
  let out = '';
  let err = '';
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
  return new Promise<void>((resolve) =>
    child.on('exit', () => {
      expect(out).toBe('');
      expect(err).not.toMatch(/mongoose|redis|memjs|dotenv|wordnet|node_modules\/pg/);
      resolve();
    }),
  );
});
