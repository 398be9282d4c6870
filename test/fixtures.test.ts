import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { classify } from '../src/classify.js';
import { shipped } from './support/lexicons.js';

const FOLDER = 'fixtures/documents';
const AXES = ['orientation', 'model', 'role', 'partners', 'channel'] as const;

/** `missed`: what the tool gets wrong, and why. A test too: what is no longer missed must leave the list. */
type Expected = { relevant: boolean; why: string; missed?: Partial<Record<(typeof AXES)[number] | 'relevance', string>> } & Record<(typeof AXES)[number], string | null>;

const lexicons = await shipped();
const names = readdirSync(FOLDER).filter((name) => name.endsWith('.txt')).map((name) => name.slice(0, -4));

describe.each(names)('%s', (name) => {
  const expected = JSON.parse(readFileSync(`${FOLDER}/${name}.expected.json`, 'utf8')) as Expected;
  const result = classify(readFileSync(`${FOLDER}/${name}.txt`, 'utf8'), lexicons, { id: name });

  test('relevance', () => {
    const label = expected.relevant ? 'relevant' : 'off_topic';
    if (result.status === 'error') throw new Error(result.problem.message);
    if (expected.missed?.relevance) expect(result.relevance!.label, 'no longer missed: take it off the list').not.toBe(label);
    else expect(result.relevance!.label).toBe(label);
  });

  test.each(AXES)('%s', (axis) => {
    if (result.status === 'error') throw new Error(result.problem.message);
    if (expected.missed?.[axis]) expect(result.axes[axis]!.label, 'no longer missed: take it off the list').not.toBe(expected[axis]);
    else expect(result.axes[axis]!.label, expected.why).toBe(expected[axis]);
  });
});

test('every pole of every axis, mixed and off topic are covered', () => {
  const all = names.map((name) => JSON.parse(readFileSync(`${FOLDER}/${name}.expected.json`, 'utf8')) as Expected);
  for (const axis of lexicons.axes) for (const pole of axis.poles) expect(all.filter((one) => one[axis.id as (typeof AXES)[number]] === pole).length, pole).toBeGreaterThan(1);
  expect(all.filter((one) => !one.relevant).length).toBeGreaterThan(1);
  expect(all.filter((one) => AXES.some((axis) => one[axis] === 'mixed')).length).toBeGreaterThan(1);
  expect(all.length).toBeGreaterThanOrEqual(16);
  const missed = all.reduce((sum, { missed = {} }) => sum + Object.keys(missed).length, 0);
  expect(missed, 'labels known to be wrong').toBeLessThanOrEqual(all.length);
});
