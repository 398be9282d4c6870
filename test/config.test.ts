import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { makeProgram } from '../src/cli/program.js';
import { Terminal } from '../src/cli/terminal.js';
import { settables } from '../src/cli/tree.js';
import { parseConfig } from '../src/config.js';
import { nearest } from '../src/nearest.js';
import { stdiplo } from './support/cli.js';

const program = makeProgram({ terminal: new Terminal(process), exitCode: 0 });
const COMMANDS = settables(program);
const inside = (path: string): string | null => (path.includes('..') ? null : `at/${path}`);
const parse = (text: string) => parseConfig(text, 'c.yml', COMMANDS, inside);
const conforms = new Ajv2020({ strict: false }).compile(JSON.parse(readFileSync('schema/config.schema.json', 'utf8')) as object);

function problems(text: string): string[] {
  const parsed = parse(text);
  return 'problems' in parsed ? parsed.problems.map(({ line, column, message }) => `${line}:${column} ${message}`) : [];
}

function settings(text: string, command: string): Record<string, unknown> {
  const parsed = parse(text);
  if ('problems' in parsed) throw new Error(problems(text).join('\n'));
  return Object.fromEntries(parsed.settings.get(command)!.map(({ key, value }) => [key, value]));
}

describe('parseConfig', () => {
  test.each([
    ['for every command that has it', 'minConfidence: 0.6', 'classify', { minConfidence: 0.6 }],
    ['not for one that has no such option', 'minConfidence: 0.6', 'explain', {}],
    ['not for one that does not take the value', 'format: csv', 'explain', {}],
    ['for one command', 'classify: {format: csv}', 'validate', {}],
    ['the command goes before the top', 'seed: 1\nclassify: {seed: 2}', 'classify', { seed: 2 }],
    ['wherever they stand', 'classify: {seed: 2}\nseed: 1', 'classify', { seed: 2 }],
    ['a command of two words', 'lexicon test: {coverage: true}', 'lexicon test', { coverage: true }],
    ['a switch that is on by default', 'stratify: false', 'sample', { stratify: false }],
    ['colour', 'color: false', 'classify', { color: false }],
    ['paths, seen from the working folder', 'lexicons: lex\nlexicon: [a.yml, b.yml]', 'classify', { lexicons: 'at/lex', lexicon: ['at/a.yml', 'at/b.yml'] }],
    ['one for a list', 'lexicon: a.yml', 'explain', { lexicon: ['at/a.yml'] }],
    ['names as the command line takes them', 'keep: party, speaker', 'classify', { keep: ['party', 'speaker'] }],
    ['nothing', '# nothing yet\n', 'classify', {}],
  ])('sets %s', (_, text, command, expected) => {
    expect(settings(text, command)).toEqual(expected);
    expect(conforms(text.startsWith('#') ? null : toObject(text))).toBe(true);
  });

  test.each([
    ['an unknown key', 'fromat: csv', ['1:1 unknown key "fromat" (did you mean format?)']],
    ['a key with hyphens', 'min-confidence: 0.6', ['1:1 unknown key "min-confidence" (did you mean minConfidence?)']],
    ['an option of another command', 'classify:\n  worst: 3', ['2:3 classify: unknown key "worst"']],
    ['an unknown value', 'format: cvs', ['1:1 format: unknown value "cvs" (did you mean csv?)']],
    ['a number out of bounds', 'minConfidence: 2', ['1:1 minConfidence: "2": give a number between 0 and 1']],
    ['a number in quotes', 'seed: "1"', ['1:1 seed: not a number']],
    ['a switch that is none', 'strict: 1', ['1:1 strict: not true or false']],
    ['a key without a value', 'format:', ['1:1 format: not text']],
    ['a list of something else', 'lexicon: [a.yml, 3]', ['1:1 lexicon: not text, and not a list of texts']],
    ['an empty list', 'lexicon: []', ['1:1 lexicon: an empty list']],
    ['a path that leads out', 'lexicons: ../other', ['1:1 lexicons: ../other leads out of the folder of the file']],
    ['a command without options', 'classify: 3', ['1:1 classify: not the options of a command']],
    ['a list', '- format', ['1:1 not settings']],
    ['an alias', 'a: &a 1\nb: *a', ['1:7 an anchor (&name)', '2:4 an alias (*name)']],
    ['a name that objects have anyway', '__proto__: {strict: true}', ['1:1 unknown key "__proto__"']],
    ['everything at once, by line', 'classify: {strict: 1}\nseed: x\nfoo: 1', ['1:12 classify.strict: not true or false', '2:1 seed: not a number', '3:1 unknown key "foo"']],
  ])('refuses %s', (_, text, expected) => {
    expect(problems(text)).toEqual(expected);
  });

  test('a file cannot make the program write, nor choose what it reads beside lexicons, nor show its inside', () => {
    const keys = new Set([...COMMANDS.values()].flat().map(({ key }) => key));
    for (const key of ['output', 'force', 'cache', 'debug', 'config', 'filesFrom', 'on', 'gold', 'folders']) expect(keys).not.toContain(key);
    expect([...COMMANDS.values()].flat().filter(({ isPath }) => isPath).map(({ key }) => key).filter((key) => key !== 'lexicon' && key !== 'lexicons')).toEqual([]);
  });

  test('whatever is written, it is settings or problems with a line', () => {
    const word = fc.constantFrom('format', 'csv', 'classify', 'strict', 'true', '__proto__', 'constructor', 'toString', '1', '{', '}', '[', ']', ': ', '\n', ' ', '- ', '"', "'");
    fc.assert(
      fc.property(fc.array(word, { maxLength: 30 }), (words) => {
        const parsed = parse(words.join(''));
        if ('problems' in parsed) for (const problem of parsed.problems) expect(problem.line).toBeGreaterThan(0);
      }),
    );
  });
});

function toObject(text: string): unknown {
  const rows = text.split('\n').map((row) => /^([^:]+): (.*)$/.exec(row)!);
  const value = (raw: string): unknown => {
    if (/^[{[]/.test(raw)) return JSON.parse(raw.replace(/[a-zA-Z][\w.]*/g, (name) => (name === 'true' || name === 'false' ? name : `"${name}"`))) as unknown;
    return raw === 'true' || raw === 'false' ? raw === 'true' : /^[\d.]+$/.test(raw) ? Number(raw) : raw;
  };
  return Object.fromEntries(rows.map((row) => [row[1]!, value(row[2]!)]));
}

test.each([
  [{ fromat: 'csv' }],
  [{ output: 'x' }],
  [{ classify: { worst: 3 } }],
  [{ format: 'cvs' }],
  [{ seed: '1' }],
  [{ strict: 1 }],
])('the JSON Schema refuses %o', (file) => {
  expect(conforms(file)).toBe(false);
});

test.each([
  ['fromat', 'format'],
  ['cvs', null],
  ['formats', 'format'],
  ['min_confidence', 'minConfidence'],
  ['nothing', null],
])('%s is most likely %s', (word, expected) => {
  expect(nearest(word, ['format', 'minConfidence', 'seed'])).toBe(expected);
});

describe('the program', () => {
  let root: string;
  const write = (name: string, text: string): void => writeFileSync(join(root, name), text);
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'stdiplo-config-'));
    mkdirSync(join(root, 'repo/.git'), { recursive: true });
    mkdirSync(join(root, 'repo/docs/lex'), { recursive: true });
    write('repo/docs/a.txt', 'The two Governments will set up a joint laboratory and exchange scientists under the agreement on scientific cooperation.');
  });
  afterEach(() => rmSync(root, { recursive: true }));
  const run = (args: string[], folder = 'repo/docs') => stdiplo(args, { cwd: join(root, folder) });

  test('a file is found upwards, flags go before it, --no-config leaves it out', () => {
    write('repo/stdiplo.config.yml', 'format: csv\nquiet: true\n');
    expect(run(['classify', 'a.txt']).stdout).toMatch(/^id,status/);
    expect(run(['classify', 'a.txt'])).toMatchObject({ code: 0, stderr: '' });
    expect(run(['classify', 'a.txt', '--format', 'ndjson']).stdout).toMatch(/^\{/);
    expect(run(['classify', 'a.txt', '--no-config']).stdout).toMatch(/^document/);
  });

  test('none is looked for above the folder with .git', () => {
    write('stdiplo.config.yml', 'format: csv');
    expect(run(['classify', 'a.txt']).stdout).toMatch(/^document/);
    expect(run(['classify', 'repo/docs/a.txt'], '.').stdout).toMatch(/^id,status/);
  });

  test('--config names one, wherever it is; its paths are relative to it', () => {
    write('repo/ours.yml', 'lexicons: docs/lex');
    const { code, stderr } = run(['classify', 'a.txt', '--config', '../ours.yml']);
    expect([code, stderr]).toEqual([2, 'error: ../docs/lex  no *.yml in the folder; name a folder of lexicon files\n']);
    expect(run(['classify', 'a.txt', '--config', 'none.yml'])).toMatchObject({ code: 2, stderr: expect.stringContaining('none.yml  no such file') });
  });

  test('links do not lead out', () => {
    write('secret.yml', 'format: csv');
    symlinkSync(join(root, 'secret.yml'), join(root, 'repo/stdiplo.config.yml'));
    expect(run(['classify', 'a.txt'])).toMatchObject({ code: 2, stderr: expect.stringContaining('../stdiplo.config.yml  a symbolic link that leads out of its folder') });
    rmSync(join(root, 'repo/stdiplo.config.yml'));
    symlinkSync(root, join(root, 'repo/away'));
    write('repo/stdiplo.config.yml', 'lexicons: away/repo2');
    mkdirSync(join(root, 'repo2'));
    expect(run(['classify', 'a.txt'])).toMatchObject({ code: 2, stderr: expect.stringContaining('../stdiplo.config.yml:1:1  lexicons: away/repo2 leads out of the folder of the file') });
  });

  test('what is no file is said, and does not keep the program waiting', () => {
    mkdirSync(join(root, 'repo/stdiplo.config.yml'));
    expect(run(['classify', 'a.txt'])).toMatchObject({ code: 2, stderr: expect.stringContaining('not a file') });
  });

  test('what is wrong is said with its place, before anything is done', () => {
    write('repo/stdiplo.config.yml', 'seed: 1\nfromat: csv\n');
    expect(run(['classify', 'a.txt'])).toMatchObject({ code: 2, stdout: '', stderr: expect.stringMatching(/^error: \.\.\/stdiplo\.config\.yml:2:1 {2}unknown key "fromat" \(did you mean format\?\)/) });
    expect(run(['--help']).code).toBe(0);
    expect(run(['completion', 'bash']).code).toBe(0);
  });

  test('a flag goes before a setting that cannot be used with it; two such settings are a fault', () => {
    write('repo/stdiplo.config.yml', 'validate: {worst: 3}');
    write('repo/docs/gold.ndjson', '{"text":"The two Governments will exchange scientists under the agreement on scientific cooperation.","relevant":"yes"}\n');
    expect(run(['validate', 'gold.ndjson', '--ablate', 'cues']).stderr).not.toContain('cannot be used');
    write('repo/stdiplo.config.yml', 'validate: {worst: 3, ablate: cues}');
    expect(run(['validate', 'gold.ndjson'])).toMatchObject({ code: 2, stderr: expect.stringContaining('cannot be used with another setting') });
  });

  test('config show: values and where they come from', () => {
    write('repo/stdiplo.config.yml', 'format: csv\nclassify:\n  minConfidence: 0.6\n');
    const lines = run(['config', 'show', 'classify', '--', '--strict']).stdout.split('\n').map((line) => line.trim().split(/ {2,}/));
    expect(lines).toContainEqual(['configuration: ../stdiplo.config.yml']);
    expect(lines).toContainEqual(['format', 'csv', '../stdiplo.config.yml:1']);
    expect(lines).toContainEqual(['minConfidence', '0.6', '../stdiplo.config.yml:3']);
    expect(lines).toContainEqual(['strict', 'true', 'flag']);
    expect(lines).toContainEqual(['seed', '1', 'default']);
    const { options } = JSON.parse(run(['config', 'show', '-f', 'json']).stdout) as { options: object[] };
    expect(options).toContainEqual({ command: 'validate', option: 'format', value: 'csv', from: '../stdiplo.config.yml:1' });
    expect(options).toContainEqual({ command: 'explain', option: 'format', value: 'pretty', from: 'default' });
    expect(run(['config', 'show', 'clasify'])).toMatchObject({ code: 2, stderr: expect.stringContaining('no command "clasify"') });
  });
});
