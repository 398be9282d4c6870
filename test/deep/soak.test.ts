import { readdirSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { beforeAll, expect, test } from 'vitest';
import { classify } from '../../src/classify.js';
import type { LexiconSet } from '../../src/lexicon/compile.js';
import { shipped } from '../support/lexicons.js';

const CALLS = Number(process.env['SOAK_CALLS'] ?? 200_000);
let set: LexiconSet;
beforeAll(async () => void (set = await shipped()));

test('many calls of the library leave nothing behind', () => {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const heap = (): number => (collect(), process.memoryUsage().heapUsed + process.memoryUsage().arrayBuffers);
  const descriptors = (): number => (process.platform === 'linux' ? readdirSync('/proc/self/fd').length : 0);
  const ask = (calls: number): void => {
    for (let i = 0; i < calls; i += 1) classify(`Scientists of side ${i} agreed on word${i} and a joint laboratory.`, set, { resamples: 0 });
  };
  ask(CALLS / 10);
  const [before, open] = [heap(), descriptors()];
  ask(CALLS);
  const grown = heap() - before;
  console.log(`soak: ${CALLS} calls, ${(grown / 1024 / 1024).toFixed(2)} MiB more heap`);
  expect(grown).toBeLessThan(8 * 1024 * 1024);
  expect(descriptors()).toBe(open);
});
