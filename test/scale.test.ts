import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { rangeOf } from '../src/cli/shard.js';
import { BIN, stdiplo } from './support/cli.js';
import type { Ran } from './support/cli.js';

/** The recipes of docs/scale.md, by what stands behind their language. */
const RECIPES = new Map([...readFileSync('docs/scale.md', 'utf8').matchAll(/```(?:sh|python) ([\w-]+)\n([\s\S]*?)```/g)].map((match) => [match[1]!, match[2]!]));
const PYTHON = '/usr/bin/python3';
const HAS_PARALLEL = spawnSync('parallel', ['--version']).stdout?.includes('GNU parallel') ?? false;
const HAS_DASK = spawnSync(PYTHON, ['-c', 'import dask.bag, dask.distributed']).status === 0;

let folder: string;
let whole: { files: string; records: string };

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'stdiplo-scale-'));
  mkdirSync(join(folder, 'corpus'));
  for (const name of readdirSync('fixtures/documents').filter((name) => name.endsWith('.txt'))) cpSync(`fixtures/documents/${name}`, join(folder, 'corpus', name));
  writeFileSync(join(folder, 'corpus', 'broken.txt'), new Uint8Array([0x50, 0x4b, 3, 4, 0, 0]));
  const texts = readdirSync(join(folder, 'corpus')).filter((name) => name !== 'broken.txt').map((name) => readFileSync(join(folder, 'corpus', name), 'utf8'));
  const records = texts.flatMap((text, i) => [JSON.stringify({ id: `d${i}`, text, title: `Nummer ${i} – “q”` }), ...(i === 3 ? ['{"id":"bad","text":7}'] : [])]);
  writeFileSync(join(folder, 'documents.ndjson'), `${records.join('\n')}\n`);
  // The recipes call it by its name.
  mkdirSync(join(folder, 'bin'));
  writeFileSync(join(folder, 'bin', 'stdiplo'), `#!/bin/sh\ncase "$*" in *"$DIES"*) kill -9 $$;; esac\nexec '${process.execPath}' '${BIN}' "$@"\n`);
  chmodSync(join(folder, 'bin', 'stdiplo'), 0o755);
  whole = {
    files: stdiplo(['classify', 'corpus', '--format', 'ndjson'], { cwd: folder }).stdout,
    records: stdiplo(['classify', '--input-format', 'ndjson', '--format', 'ndjson', 'documents.ndjson'], { cwd: folder }).stdout,
  };
  expect(whole.files.split('\n').length).toBe(texts.length + 2);
});

afterAll(() => rmSync(folder, { recursive: true }));

/** @param dies what stands in the command of the process that dies */
function recipe(command: string[], dies = 'nobody'): Ran {
  for (const name of readdirSync(folder).filter((name) => /^(?:part|scores)/.test(name))) rmSync(join(folder, name));
  const { status, stdout, stderr } = spawnSync(command[0]!, command.slice(1), { cwd: folder, encoding: 'utf8', env: { ...process.env, DIES: dies, PATH: `${join(folder, 'bin')}${delimiter}${process.env['PATH']}` } });
  return { code: status, stdout, stderr };
}

function scores(): string {
  return readFileSync(join(folder, 'scores.ndjson'), 'utf8');
}

describe('--shard', () => {
  test('parts are neighbours, complete, and of one size but for one', () => {
    for (let total = 0; total < 40; total += 1)
      for (let count = 1; count < 12; count += 1) {
        const ranges = Array.from({ length: count }, (_, i) => rangeOf({ index: i + 1, count }, total));
        const sizes = ranges.map(({ from, to }) => to - from);
        expect(ranges.map(({ from }) => from)).toEqual([0, ...ranges.slice(0, -1).map(({ to }) => to)]);
        expect(ranges.at(-1)!.to).toBe(total);
        expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
      }
  });

  test.each([
    ['files', ['corpus'], 3],
    ['records', ['--input-format', 'ndjson', 'documents.ndjson'], 3],
    ['more parts than documents', ['corpus/m*.txt'], 4],
  ])('%s: the parts are the whole', (_, args, count) => {
    const run = (extra: string[]): Ran => stdiplo(['classify', ...args, '--format', 'ndjson', '-q', ...extra], { cwd: folder });
    const parts = Array.from({ length: count }, (_, i) => run(['--shard', `${i + 1}/${count}`]));
    const one = run([]);
    expect(parts.map(({ stdout }) => stdout).join('')).toBe(one.stdout);
    expect(Math.max(...parts.map(({ code }) => code!))).toBe(one.code);
  });

  test.each([
    [['-', '--input-format', 'ndjson', '--shard', '1/2'], 'cannot be read twice'],
    [['corpus', '--shard', '0/2'], 'e.g. 1/8'],
    [['corpus', '--shard', '3/2'], 'e.g. 1/8'],
    [['corpus', '--shard', '1'], 'e.g. 1/8'],
  ])('%s is refused', (args, message) => {
    const { code, stderr } = stdiplo(['classify', ...args], { cwd: folder });
    expect(code).toBe(2);
    expect(stderr).toContain(message);
  });
});

describe.skipIf(!HAS_PARALLEL)('GNU parallel', () => {
  test('a list of files in parts', () => {
    expect(recipe(['sh', '-c', RECIPES.get('parallel-files')!])).toMatchObject({ code: 0, stderr: expect.stringMatching(/^error: corpus\/broken.txt .*\n$/) });
    expect(scores()).toBe(whole.files);
  });

  test('a part that dies is named, and the others are kept', () => {
    expect(recipe(['sh', '-c', RECIPES.get('parallel-files')!], '--shard 2/4')).toMatchObject({ code: 1, stderr: expect.stringContaining('part 2 is missing') });
    expect([1, 2, 3, 4].filter((part) => existsSync(join(folder, `part-${part}.ndjson`)))).toEqual([1, 3, 4]);
    expect(readdirSync(folder)).not.toContain('scores.ndjson');
  });

  test('records in blocks', () => {
    const small = RECIPES.get('parallel-records')!.replace('--block 2M', '--block 20k');
    // One block holds the record that cannot be read.
    expect(recipe(['sh', '-c', small]).code).toBe(1);
    expect(scores()).toBe(whole.records);
  });
});

describe.skipIf(!HAS_DASK)('Dask', () => {
  test('records in partitions', () => {
    writeFileSync(join(folder, 'classify.py'), RECIPES.get('dask')!);
    const ran = recipe([PYTHON, 'classify.py', '20000']);
    expect(ran.code, ran.stderr).toBe(0);
    expect(scores()).toBe(whole.records);
  }, 60_000);

  test('a process that dies is no silent loss', () => {
    expect(recipe([PYTHON, 'classify.py', '20000'], '--input-format ndjson')).toMatchObject({ code: 1, stderr: expect.stringContaining('stdiplo ended with') });
  }, 60_000);
});
