import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { classify } from '../src/classify.js';
import type { OkResult } from '../src/types.js';
import { shipped } from './support/lexicons.js';

/** Real texts live beside the project, not in it. Without them these tests are skipped, and say so. */
const PAPER = '../shared/seed/huang-xue-transformation-of-chinas-st-diplomacy.txt';
const GOLD = '../shared/gold/dev.jsonl';

const lexicons = await shipped();

describe.skipIf(!existsSync(PAPER))('the paper, section by section', () => {
  /** Text of a section, up to the next heading. */
  const section = (number: string): OkResult => {
    const paper = readFileSync(PAPER, 'utf8');
    const start = paper.search(new RegExp(`^#+ \\**${number.replace('.', '\\.')} `, 'm'));
    const body = paper.slice(paper.indexOf('\n', start));
    const result = classify(body.slice(0, body.search(/^#+ /m)), lexicons);
    if (result.status === 'error') throw new Error(result.problem.message);
    return result;
  };

  test.each([
    ['3.1', 'drivers', 'technological-strength'],
    ['3.2', 'drivers', 'political-pressure'],
    ['3.3', 'drivers', 'international-relations-ideas'],
    ['4.1', 'challenges', 'personnel'],
    ['4.2', 'challenges', 'domestic-science-system'],
    ['4.3', 'challenges', 'slowing-technological-globalisation'],
  ])('%s shows %s: %s highest', (number, lexicon, theme) => {
    const counts = Object.entries(section(number).themes[lexicon]!).sort((a, b) => b[1] - a[1]);
    expect(counts[0]![0]).toBe(theme);
    expect(counts[0]![1]).toBeGreaterThan(counts[1]![1]);
  });

  test('2.1 speaks of developed and developing partners, and of both orientations', () => {
    const { axes } = section('2.1');
    expect(Math.min(...Object.values(axes['partners']!.hits))).toBeGreaterThan(2);
    expect(Math.min(...Object.values(axes['orientation']!.hits))).toBeGreaterThan(1);
  });

  test('2.2 leans to rules, 2.3 to the initiator', () => {
    expect(section('2.2').axes['model']!.theta).toBeGreaterThan(0);
    expect(section('2.3').axes['role']!.theta).toBeGreaterThan(0);
  });
});

describe.skipIf(!existsSync(GOLD))('real passages', () => {
  test('every one gets a result without an error', () => {
    const texts = readFileSync(GOLD, 'utf8').trim().split('\n').map((line) => (JSON.parse(line) as { text: string }).text);
    for (const text of texts) expect(classify(text, lexicons, { resamples: 0 }).status).toBe('ok');
  });
});
