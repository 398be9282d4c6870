import { readFileSync, readdirSync, statSync } from 'node:fs';
import { beforeAll, expect, test } from 'vitest';
import { classify } from '../../src/classify.js';
import { textOf } from '../../src/extract/index.js';
import type { LexiconSet } from '../../src/lexicon/compile.js';
import { parseLexicon } from '../../src/lexicon/parse.js';
import { randomBits } from '../../src/random.js';
import { shipped } from '../support/lexicons.js';

const SECONDS = Number(process.env['FUZZ_SECONDS'] ?? 60);
const SEED = Number(process.env['FUZZ_SEED'] ?? 1);
let set: LexiconSet;
beforeAll(async () => void (set = await shipped()));

const files = (folder: string): string[] => readdirSync(folder).map((name) => `${folder}/${name}`).filter((path) => statSync(path).isFile());
const documents = [...files('fixtures/formats'), ...files('fixtures/documents').slice(0, 10)];

const chanceOf = (seed: number): (() => number) => {
  const bits = randomBits(seed);
  return () => bits() / 2 ** 32;
};

/** Bytes changed, cut out, doubled, or cut off at some place. */
function mutate(bytes: Uint8Array, chance: () => number): Uint8Array {
  let mutated = Buffer.from(bytes);
  for (let left = 1 + Math.floor(chance() * 8); left > 0; left -= 1) {
    const at = Math.floor(chance() * mutated.length);
    const to = at + Math.floor(chance() * 64);
    const kind = Math.floor(chance() * 5);
    if (kind === 0 && mutated.length > 0) mutated[at] = Math.floor(chance() * 256);
    else if (kind === 1) mutated = Buffer.concat([mutated.subarray(0, at), mutated.subarray(to)]);
    else if (kind === 2) mutated = Buffer.concat([mutated.subarray(0, to), mutated.subarray(at)]);
    else if (kind === 3) mutated = Buffer.concat([mutated.subarray(0, at), Buffer.from(['\0', '\ufeff', '<', '\u2028', '((((', '\u001b', '%%EOF', '&#x0;'][Math.floor(chance() * 8)]!), mutated.subarray(at)]);
    else if (chance() < 0.2) mutated = mutated.subarray(0, at);
  }
  return new Uint8Array(mutated);
}

test('changed documents give a result or a named problem, in less than 10 seconds each', async () => {
  const chance = chanceOf(SEED);
  const end = Date.now() + SECONDS * 1_000;
  let [cases, results] = [0, 0];
  for (; Date.now() < end; cases += 1) {
    const path = documents[Math.floor(chance() * documents.length)]!;
    const started = Date.now();
    const outcome = await textOf(mutate(readFileSync(path), chance), path);
    if ('problem' in outcome) expect(outcome.problem.message, `${path}, case ${cases}`).toMatch(/\S/);
    else {
      const result = classify(outcome.extracted.text, set, { resamples: 20 });
      if (result.status === 'ok') {
        results += 1;
        expect(JSON.stringify(result)).not.toMatch(/NaN|Infinity/);
        for (const { theta, se } of Object.values(result.axes)) expect([theta, se].every((value) => value === null || Number.isFinite(value))).toBe(true);
      } else expect(result.problem.message).toMatch(/\S/);
    }
    expect(Date.now() - started, `${path}, case ${cases}`).toBeLessThan(10_000);
  }
  console.log(`fuzz: ${cases} documents, ${results} of them with a result (seed ${SEED})`);
  expect(cases).toBeGreaterThan(0);
});

test('changed lexicons are taken, or refused with a place', () => {
  const chance = chanceOf(SEED);
  const end = Date.now() + SECONDS * 500;
  const paths = files('lexicons').filter((path) => path.endsWith('.yml') && statSync(path).size < 30_000);
  let [cases, taken] = [0, 0];
  for (; Date.now() < end; cases += 1) {
    const parsed = parseLexicon(Buffer.from(mutate(readFileSync(paths[Math.floor(chance() * paths.length)]!), chance)).toString(), 'own.yml');
    if ('lexicon' in parsed) taken += 1;
    else for (const { line, message } of parsed.problems) expect([line! > 0, message]).toEqual([true, expect.not.stringMatching(/call stack|Cannot read|TypeError/)]);
  }
  console.log(`fuzz: ${cases} lexicons, ${taken} of them taken (seed ${SEED})`);
});
