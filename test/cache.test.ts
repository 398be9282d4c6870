import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { entryNames, sealed, unsealed } from '../src/cache.js';
import { classify } from '../src/classify.js';
import type { Run } from '../src/types.js';
import { trimCache } from '../src/store.js';
import { BIN, stdiplo } from './support/cli.js';
import { shipped } from './support/lexicons.js';

const TEXT = 'The two Governments will set up a joint laboratory and exchange scientists under the agreement on scientific cooperation.';
const RUN: Pick<Run, 'tool' | 'lexicons' | 'options'> = {
  tool: 'stdiplo 1',
  lexicons: [{ id: 'a', kind: 'axis', hash: 'h', poles: ['l', 'r'] }],
  options: { seed: 1, resamples: 1000, strict: false, minConfidence: 0, evidence: false },
};
const nameWith = (change: Partial<typeof RUN>, program = ['p'], text = TEXT): string => entryNames({ ...RUN, ...change }, program)(text);

describe('names of entries', () => {
  test.each([
    ['text', nameWith({}, ['p'], `${TEXT} `)],
    ['program', nameWith({}, ['q'])],
    ['version', nameWith({ tool: 'stdiplo 2' })],
    ['lexicon', nameWith({ lexicons: [{ ...RUN.lexicons[0]!, hash: 'i' }] })],
    ['order of lexicons', nameWith({ lexicons: [...RUN.lexicons, { ...RUN.lexicons[0]!, id: 'b' }] })],
    ['seed', nameWith({ options: { ...RUN.options, seed: 2 } })],
    ['resamples', nameWith({ options: { ...RUN.options, resamples: 2 } })],
    ['strict', nameWith({ options: { ...RUN.options, strict: true } })],
    ['minConfidence', nameWith({ options: { ...RUN.options, minConfidence: 0.5 } })],
    ['evidence', nameWith({ options: { ...RUN.options, evidence: true } })],
  ])('another %s, another name', (_, name) => {
    expect(name).toMatch(/^[0-9a-f]{64}$/);
    expect(name).not.toBe(nameWith({}));
  });

  test('halves of surrogate pairs are not the same text', () => {
    expect(nameWith({}, ['p'], '\ud800')).not.toBe(nameWith({}, ['p'], '\ud801'));
  });
});

describe('entries', async () => {
  const set = await shipped();
  const meta = { title: 'T', date: '2018', country: 'X' };
  const result = classify(TEXT, set, { id: 'x', meta, evidence: true });
  const content = sealed('name', result);

  test('give the result back, under the name that the document has now', () => {
    expect(JSON.stringify(unsealed('name', content, 'x', meta))).toBe(JSON.stringify(result));
    expect(JSON.stringify(unsealed('name', content, 'y'))).toBe(JSON.stringify(classify(TEXT, set, { id: 'y', evidence: true })));
    expect(content).not.toContain('2018');
  });

  test('an error record too', () => {
    const error = classify('1', set, { id: 'x' });
    expect(unsealed('name', sealed('name', error), 'y')).toEqual({ ...error, id: 'y' });
  });

  test('of another text are not believed', () => {
    expect(unsealed('other', content, 'x')).toBeNull();
  });

  test('that are sound but no result are not believed', () => {
    expect(unsealed('name', sealed('name', { ...result, sentences: -1 } as never), 'x')).toBeNull();
  });

  test('damaged at any place are not believed', () => {
    fc.assert(
      fc.property(fc.nat(content.length - 1), fc.constantFrom('', 'x', '0', '\n'), (at, put) => {
        const damaged = content.slice(0, at) + put + content.slice(at + 1);
        if (damaged !== content) expect(unsealed('name', damaged, 'x')).toBeNull();
      }),
    );
    expect(unsealed('name', content.slice(0, 100), 'x')).toBeNull();
    expect(unsealed('name', content + content, 'x')).toBeNull();
  });
});

describe('--cache', () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'stdiplo-cache-'));
    mkdirSync(join(root, 'docs'));
    for (let i = 0; i < 5; i++) writeFileSync(join(root, `docs/${i}.txt`), `${TEXT} Paragraph ${'more '.repeat(i)}follows.`);
    writeFileSync(join(root, 'docs/none.txt'), '12');
  });
  afterEach(() => rmSync(root, { recursive: true }));
  const run = (...args: string[]) => stdiplo(['classify', 'docs', '-f', 'json', '--evidence', ...args], { cwd: root });
  const entries = (): string[] => readdirSync(join(root, 'c')).filter((name) => /^[0-9a-f]{64}$/.test(name)).sort();

  test('the same bytes without, with an empty one, and with a full one; nothing is written twice', () => {
    const plain = run();
    expect(run('--cache', 'c')).toEqual(plain);
    const made = entries().map((name) => statSync(join(root, 'c', name)).ino);
    expect(made).toHaveLength(6);
    expect(run('--cache', 'c')).toEqual(plain);
    expect(entries().map((name) => statSync(join(root, 'c', name)).ino)).toEqual(made);
    expect(run('--cache', 'c', '--seed', '2').stdout).toBe(run('--seed', '2').stdout);
    expect(entries()).toHaveLength(12);
  });

  test('damaged and exchanged entries are computed again and written anew', () => {
    const plain = run('--cache', 'c');
    const [a, b, d] = entries().map((name) => join(root, 'c', name)) as [string, string, string];
    const content = readFileSync(d, 'utf8');
    writeFileSync(d, content.replace(/"words":\d+/, '"words":1000'));
    renameSync(a, b);
    expect(run('--cache', 'c')).toEqual(plain);
    expect(readFileSync(d, 'utf8')).toBe(content);
    expect(entries()).toHaveLength(6);
  });

  test('runs beside each other', async () => {
    const plain = run().stdout;
    const outs = await Promise.all(
      Array.from({ length: 3 }, () => new Promise<string>((resolve) => {
        const child = spawn(process.execPath, [BIN, 'classify', 'docs', '-f', 'json', '--evidence', '--cache', 'c'], { cwd: root, stdio: ['ignore', 'pipe', 'ignore'] });
        let out = '';
        child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
        child.on('close', () => resolve(out));
      })),
    );
    for (const out of outs) expect(out).toBe(plain);
    expect(readdirSync(join(root, 'c')).filter((name) => name.endsWith('.part'))).toEqual([]);
  });

  test('a folder with something else in it is left alone', () => {
    expect(run('--cache', 'docs')).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining('docs  holds something else') });
    expect(readdirSync(join(root, 'docs'))).toHaveLength(6);
  });

  test('too large, those that were made first go, and nothing but entries', () => {
    run('--cache', 'c');
    const names = entries();
    names.forEach((name, i) => utimesSync(join(root, 'c', name), 1000 + i, 1000 + i));
    const old = join(root, 'c', `${'0'.repeat(64)}.1.part`);
    writeFileSync(old, 'x');
    utimesSync(old, 1000, 1000);
    writeFileSync(join(root, 'c/notes.txt'), 'x'.repeat(10_000));
    trimCache(join(root, 'c'), 1_000_000);
    expect(entries()).toEqual(names);
    expect(existsSync(old)).toBe(false);
    trimCache(join(root, 'c'), statSync(join(root, 'c', names.at(-1)!)).size * 2);
    expect(entries()).toEqual(names.slice(-1));
    expect(existsSync(join(root, 'c/notes.txt'))).toBe(true);
  });
});
