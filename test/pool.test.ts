import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FULL, spread } from '../src/cli/pool.js';
import { BIN, stdiplo } from './support/cli.js';

/** A thread that doubles numbers, waits as long as told, and dies or finds a defect when told. */
const THREAD = new URL(`data:text/javascript,${encodeURIComponent(`
  import { parentPort, workerData } from 'node:worker_threads';
  if (workerData === 'unborn') throw new Error('no room');
  let queue = Promise.resolve();
  parentPort.on('message', (batch) => {
    queue = queue.then(async () => {
      const outcomes = [];
      for (const { value, wait, end } of batch) {
        if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
        if (end === 'exit') process.exit(3);
        if (end === 'memory') throw Object.assign(new Error('x'), { code: 'ERR_WORKER_OUT_OF_MEMORY' });
        if (end === 'throw') throw new Error('fell over');
        if (end === 'defect') return parentPort.postMessage({ defect: 'a defect' });
        outcomes.push(2 * value);
      }
      parentPort.postMessage({ outcomes });
    });
  });
  parentPort.postMessage({ ready: true });
`)}`);

/** One of them can be read. */
const UNREADABLE = ['pandoc.docx', 'ghostscript-scan.pdf', 'qpdf-encrypted.pdf', 'libreoffice.doc'].map((name) => `fixtures/formats/${name}`);

interface Item {
  value: number;
  wait: number;
  size: number;
  end?: 'exit' | 'memory' | 'throw' | 'defect';
}

function item(value: number, rest: Partial<Item> = {}): Item {
  return { value, wait: 0, size: 1, ...rest };
}

function doubled(items: AsyncIterator<Item>, jobs: number, data?: string, stop?: () => void): AsyncGenerator<number | string> {
  return spread<Item, number | string>(items, { jobs, script: THREAD, data, sizeOf: ({ size }) => size, died: ({ value }, reason) => `${value}: ${reason}`, ...(stop && { stop }) });
}

async function all<T>(outcomes: AsyncIterable<T>): Promise<T[]> {
  const gathered: T[] = [];
  for await (const outcome of outcomes) gathered.push(outcome);
  return gathered;
}

async function* each(items: readonly Item[]): AsyncGenerator<Item> {
  yield* items;
}

test('what comes out has the order of what goes in, however long each takes', async () => {
  const sizes = fc.constantFrom(1, FULL / 3, FULL, 5 * FULL);
  const items = fc.array(fc.record({ value: fc.integer(), wait: fc.constantFrom(0, 0, 0, 1, 4), size: sizes }), { maxLength: 40 });
  await fc.assert(
    fc.asyncProperty(items, fc.integer({ min: 2, max: 4 }), async (given, jobs) => {
      expect(await all(doubled(each(given), jobs))).toEqual(given.map(({ value }) => 2 * value));
    }),
    { numRuns: 8 },
  );
});

test.each([
  ['exit', 'it ended by itself'],
  ['memory', 'out of memory'],
  ['throw', 'fell over'],
] as const)('an item that ends its thread (%s) is named, and nothing else is lost', async (end, reason) => {
  const items = Array.from({ length: 60 }, (_, i) => item(i, { size: FULL / 8, ...([0, 30, 31].includes(i) && { end }) }));
  expect(await all(doubled(each(items), 2))).toEqual(items.map((each) => (each.end ? `${each.value}: ${reason}` : 2 * each.value)));
});

test('a defect of the program is thrown, as without threads', async () => {
  await expect(all(doubled(each([item(1), item(2, { end: 'defect' }), item(3)]), 2))).rejects.toThrow('a defect');
});

test('threads that cannot be started are said', async () => {
  await expect(all(doubled(each([item(1), item(2), item(3)]), 2, 'unborn'))).rejects.toThrow('no thread can be started (no room)');
});

test('no more is read ahead than a few batches, however many items there are', async () => {
  let taken = 0;
  async function* many(): AsyncGenerator<Item> {
    for (; taken < 10_000; taken += 1) yield item(taken, { size: FULL });
  }
  const outcomes = doubled(many(), 2);
  let most = 0;
  for (let seen = 0; seen < 200; seen += 1) {
    await outcomes.next();
    most = Math.max(most, taken - seen);
    // A slow reader of the results.
    if (seen % 20 === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  }
  await outcomes.return(undefined);
  expect(most).toBeLessThan(10);
});

test('an item in a slow stream does not wait for the next one', async () => {
  let answer: (outcome: unknown) => void = () => undefined;
  async function* conversation(): AsyncGenerator<Item> {
    for (let i = 0; i < 20; i += 1) {
      yield item(i);
      // The other side asks again when it has its answer.
      expect(await new Promise((resolve) => (answer = resolve))).toBe(2 * i);
    }
  }
  let seen = 0;
  for await (const outcome of doubled(conversation(), 3)) {
    answer(outcome);
    seen += 1;
  }
  expect(seen).toBe(20);
});

test('given up halfway, it does not wait for a read that never ends', async () => {
  let stopped = false;
  async function* stuck(): AsyncGenerator<Item> {
    yield item(1);
    await new Promise(() => undefined);
  }
  for await (const outcome of doubled(stuck(), 2, undefined, () => (stopped = true))) {
    expect(outcome).toBe(2);
    break;
  }
  expect(stopped).toBe(true);
});

describe('the bytes do not depend on the number of threads', () => {
  const records = ['{"id":"a","text":"Our laboratories cooperate with partners abroad on research."}', '{', '{"id":"b"}', '{"text":"Nothing."}', '{"id":"c","text":"We founded a joint research centre abroad."}'];
  const ndjson = Array.from({ length: 40 }, (_, i) => records.map((line) => line.replace('"id":"', `"id":"${i}`))).flat().join('\n');
  test.each<[string, string[], string?]>([
    ['files, some of them unreadable', ['classify', 'fixtures/documents', ...UNREADABLE, '--format', 'ndjson', '--evidence']],
    ['a table', ['classify', 'fixtures/documents', '--format', 'csv']],
    ['JSON', ['classify', 'fixtures/documents', '--format', 'json', '--strict']],
    ['records of standard input', ['classify', '--input-format', 'ndjson', '--format', 'ndjson', '-'], ndjson],
    ['gates', ['classify', 'fixtures/documents', ...UNREADABLE, '--format', 'junit', '--where', 'relevance.score > 0.2', '--fail-on', 'model.label == "rule-based"', '--max-errors', '9']],
    ['nothing at all', ['classify', 'fixtures/nothing', '--allow-empty', '--format', 'json']],
    ['a trend', ['trend', '--input-format', 'ndjson', '-'], [2001, 2002, 2003, 2004].map((year) => `{"date":"${year}","text":"Our laboratories cooperate with partners abroad on research in physics."}`).join('\n')],
  ])('%s', (_, args, input) => {
    const [one, ...others] = [1, 2, 3].map((jobs) => stdiplo([...args, '--jobs', String(jobs)], { input: input ?? '' }));
    expect(one!.stdout).not.toBe('');
    for (const other of others) expect(other).toEqual(one);
  });

  const lexicon = 'id: tone\ntitle: Tone\nkind: axis\npoles: [cold, warm]\nentries:\n  - {id: c, pole: cold, pattern: regret, source: ours, hits: ["We regret it."]}\n  - {id: w, pole: warm, pattern: friend, source: ours, hits: ["Our friend."]}\n';
  test('a lexicon that can be read only once', () => {
    const [one, two] = [1, 2].map((jobs) => execFileSync('sh', ['-c', `cat | "$0" "$1" classify fixtures/documents --lexicon /dev/stdin --format ndjson -q --jobs ${jobs}`, process.execPath, BIN], { input: lexicon, encoding: 'utf8' }));
    expect(one).toContain('"tone"');
    expect(two).toBe(one);
  });

  test('lexicons of a folder', () => {
    const folder = mkdtempSync(join(tmpdir(), 'stdiplo-'));
    writeFileSync(join(folder, 'tone.yml'), lexicon);
    const [one, two] = [1, 2].map((jobs) => stdiplo(['classify', 'fixtures/documents', '--lexicons', folder, '--format', 'ndjson', '--jobs', String(jobs)]));
    rmSync(folder, { recursive: true });
    expect(one!.stdout).toContain('"tone"');
    expect(one!.stdout).not.toContain('"model"');
    expect(two).toEqual(one);
  });

  test('threads that join halfway, since the input turns out to be large', () => {
    const large = JSON.stringify({ id: 'large', text: 'The weather was fair in the whole of the valley.\n'.repeat(90_000) });
    const args = ['classify', '--input-format', 'ndjson', '--format', 'ndjson', '-'];
    const one = stdiplo([...args, '--jobs', '1'], { input: `${large}\n${ndjson}` });
    expect(one.stdout.split('\n').length).toBeGreaterThan(200);
    expect(stdiplo(args, { input: `${large}\n${ndjson}` })).toEqual(one);
  });

  test.each(['0', '257', 'all'])('--jobs %s is refused', (jobs) => {
    expect(stdiplo(['classify', 'fixtures/documents', '--jobs', jobs])).toMatchObject({ code: 2, stdout: '' });
  });
});
