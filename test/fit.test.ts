import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { classify } from '../src/classify.js';
import { fit, withFitted } from '../src/fit.js';
import type { FitText } from '../src/fit.js';
import { compileLexicons } from '../src/lexicon/compile.js';
import { fitLogistic, scoreRow } from '../src/regress.js';
import type { Row } from '../src/regress.js';
import type { DomainLexicon, OkResult } from '../src/types.js';
import { stdiplo } from './support/cli.js';
import { axis, DOMAIN, entry } from './support/lexicons.js';

describe('fitLogistic', () => {
  const one = (value: number): Row => ({ columns: [0, 1], values: [1, value] });

  test('recovers the log-odds of a table', () => {
    // 30 of 40 where x = 1, 10 of 40 where x = 0: intercept ln(1/3), slope ln(9).
    const rows = [...Array.from({ length: 40 }, () => one(1)), ...Array.from({ length: 40 }, () => one(0))];
    const outcomes = rows.map((_, i) => (i < 40 ? i < 30 : i < 50));
    const [intercept, slope] = fitLogistic(rows, outcomes, [0, 0]);
    expect(intercept).toBeCloseTo(Math.log(1 / 3), 3);
    expect(slope).toBeCloseTo(Math.log(9), 3);
  });

  test('a penalty shrinks, a bound holds, weights count', () => {
    const rows = [one(1), one(1), one(0), one(0)];
    const outcomes = [true, true, false, true];
    expect(Math.abs(fitLogistic(rows, outcomes, [0, 10])[1]!)).toBeLessThan(fitLogistic(rows, outcomes, [0, 0.1])[1]!);
    expect(fitLogistic(rows, outcomes.map((yes) => !yes), [0, 0.1], { nonNegative: new Set([1]) })[1]).toBe(0);
    expect(fitLogistic(rows, outcomes, [0, 0.1], { weights: [1, 1, 1, 9] })[0]).toBeGreaterThan(fitLogistic(rows, outcomes, [0, 0.1])[0]!);
  });

  test('separable data stay finite under a penalty', () => {
    const coefficients = fitLogistic([one(1), one(-1)], [true, false], [0, 1]);
    expect(coefficients.every(Number.isFinite)).toBe(true);
    expect(scoreRow(one(1), coefficients)).toBeGreaterThan(0);
  });
});

const TOPIC: DomainLexicon = {
  ...DOMAIN,
  relevance: { coefficients: { bias: 0 }, threshold: 0.5, passage: 200, fittedOn: 'nothing', inside: 1, beside: 1, outside: 0 },
  entries: [entry('lab', 'science-technology', 'laboratory'), entry('phone', 'science-technology', 'telephone'), entry('abroad', 'cross-border', 'abroad'), entry('tax', 'elsewhere', 'tax')],
};
const SET = compileLexicons([TOPIC, axis([entry('join', 'left', 'join'), entry('lead', 'right', 'lead')])]);

/** A laboratory abroad is on topic, whatever else; a telephone is not. */
const TEXTS: FitText[] = Array.from({ length: 120 }, (_, i) => {
  const relevant = i % 2 === 0;
  const leads = i % 4 === 0;
  return {
    text: relevant ? `The laboratory abroad is ours and we ${leads ? 'lead' : 'join'} it ${i} times.` : `The telephone rang abroad ${i} times and the tax was due.`,
    codes: new Map([['relevant', relevant ? 'yes' : 'no'], ['test', relevant ? (leads ? 'right' : 'left') : 'none']]),
    group: `document ${i}`,
  };
});

describe('fit', () => {
  const fitted = fit(TEXTS, SET);

  test('learns which entries speak for relevance', () => {
    expect(fitted.learned.get('lab')).toBeGreaterThan(0);
    expect(fitted.learned.get('phone')).toBeLessThan(0);
  });

  test('what was learned labels new texts', () => {
    const set = compileLexicons(withFitted(SET.lexicons, fitted, 'test'));
    const result = classify('A laboratory abroad, which they lead.', set) as OkResult;
    expect(result.relevance!.label).toBe('relevant');
    expect(result.axes['test']!.label).toBe('right');
    expect(result.axes['test']!.confidence).toBeGreaterThan(0.5);
    expect((classify('The telephone rang abroad; tax was due.', set) as OkResult).relevance!.label).toBe('off_topic');
  });

  test('is deterministic, and expects more where more is relevant', () => {
    expect(fit(TEXTS, SET)).toEqual(fitted);
    expect(fit(TEXTS, SET, 0.9).relevance.threshold).toBeLessThanOrEqual(fitted.relevance.threshold);
  });

  test('too few texts give no confidence rather than an invented one', () => {
    expect(fit(TEXTS.slice(0, 12), SET).axes.get('test')!.confidence).toBeNull();
  });
});

describe('stdiplo fit', () => {
  const folder = mkdtempSync(join(tmpdir(), 'stdiplo-fit-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  test('writes lexicons that a person can read, that load, and that keep their comments', () => {
    const gold = join(folder, 'gold.jsonl');
    const record = (i: number): string => {
      const relevant = i % 2 === 0;
      const text = relevant ? 'The two Governments agreed on scientific cooperation and will exchange scientists.' : 'The museum was full of visitors and the tax on tickets rose again.';
      return JSON.stringify({ id: String(i), text, relevant: relevant ? 'yes' : 'no', model: relevant ? 'factor-based' : 'none' });
    };
    writeFileSync(gold, Array.from({ length: 60 }, (_, i) => `${record(i)}\n`).join(''));
    const out = join(folder, 'fitted');
    expect(stdiplo(['fit', gold, '-o', out, '--date', '2001-02-03'])).toMatchObject({ code: 0, stdout: '' });
    const domain = readFileSync(join(out, 'domain.yml'), 'utf8');
    expect(domain).toContain('fittedOn: "60 coded texts (gold.jsonl), 2001-02-03"');
    expect(domain).toMatch(/^ *#/m);
    expect(stdiplo(['classify', 'fixtures/documents/kelland-norrmark-quantum.txt', '--lexicons', out, '--format', 'ndjson']).code).toBe(0);
  });

  test('needs texts and a place to write', () => {
    expect(stdiplo(['fit', 'nowhere.jsonl', '-o', folder]).code).toBe(2);
    expect(stdiplo(['fit', 'nowhere.jsonl']).code).toBe(2);
  });
});
