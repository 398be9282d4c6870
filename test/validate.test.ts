import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { readGold } from '../src/read.js';
import type { AxisResult, OkResult } from '../src/types.js';
import { validate } from '../src/validate.js';
import type { Coded } from '../src/validate.js';
import { stdiplo } from './support/cli.js';

const folder = mkdtempSync(join(tmpdir(), 'stdiplo-gold-'));
afterAll(() => rmSync(folder, { recursive: true }));

function result(label: string | null, theta: number | null, confidence: number | null = null): OkResult {
  const axis: AxisResult = { label, reason: label === null ? 'thin' : null, theta, se: 1, interval: null, balance: null, salience: null, hits: {}, weight: {}, confidence, significant: false };
  return { schema: 'stdiplo/result/1', id: '', status: 'ok', meta: { title: null, date: null }, sentences: 1, words: 100, relevance: { label: label === null ? 'off_topic' : 'relevant', score: 0.7 }, axes: { tone: axis }, themes: {}, transitions: [], evidence: [] };
}

function coded(id: string, code: string, said: string | null, theta: number | null, confidence: number | null = null, coders: (string | null)[] = []): Coded {
  return {
    id,
    codes: new Map([['relevant', code === 'none' ? 'no' : 'yes'], ['tone', code]]),
    coders: new Map(coders.length > 0 ? [['tone', coders]] : []),
    groups: new Map([['source', id < 'c' ? 'one' : 'two']]),
    result: result(said, theta, confidence),
  };
}

const POLES = new Map([['tone', ['cold', 'warm'] as const]]);
const ALL = [coded('a', 'warm', 'warm', 2, 0.9), coded('b', 'cold', 'warm', 1, 0.8), coded('c', 'cold', 'cold', -1, 0.7), coded('d', 'none', null, null), coded('e', 'warm', null, null)];

describe('validate', () => {
  const [relevant, tone] = validate(ALL, POLES, 50, 1, 10).variables;

  test('poles named rightly and oppositely, coverage, order', () => {
    expect(tone!.poles).toEqual({ right: 2 / 4, opposite: 1 / 4 });
    expect(tone!.coverage).toBe(3 / 4);
    expect(tone!.rho).toBeGreaterThan(0.5);
  });

  test('a text without a label counts as none, off topic as no', () => {
    expect(tone!.confusion['warm']).toEqual({ cold: 0, none: 1, warm: 1 });
    expect(relevant!.confusion).toEqual({ no: { no: 1, yes: 0 }, yes: { no: 1, yes: 3 } });
  });

  test('calibration of what has a confidence', () => {
    expect(tone!.calibration!.confident).toEqual({ share: 2 / 4, right: 1 / 2 });
    expect(relevant!.calibration).toBeNull();
  });

  test('the worst disagreements come first', () => {
    expect(validate(ALL, POLES, 50, 1, 1).worst).toMatchObject([{ id: 'b', variable: 'tone', gold: 'cold', given: 'warm', confidence: 0.8 }]);
  });

  test('groups, and coders where there are two', () => {
    expect(validate(ALL, POLES, 50, 1, 0).groups.map(({ group, units }) => [group, units])).toEqual([['one', 2], ['two', 3]]);
    const two = [coded('a', 'warm', 'warm', 1, null, ['warm', 'warm']), coded('b', 'cold', 'cold', 1, null, ['cold', 'cold'])];
    expect(validate(two, POLES, 20, 1, 0).coders).toMatchObject([{ variable: 'tone', alpha: { value: 1 } }]);
    expect(validate(ALL, POLES, 20, 1, 0).coders).toEqual([]);
  });
});

describe('coded files', () => {
  const NDJSON = '{"id":"x","text":"We lead.","relevant":"yes","role":"initiator","source":"a"}\n';
  const CSV = 'id,text,relevant,role_anna,role_ben\nx,"We lead, they follow.",yes,initiator,participatory\n';

  test('NDJSON and CSV, with single coders', async () => {
    writeFileSync(join(folder, 'gold.jsonl'), NDJSON);
    writeFileSync(join(folder, 'gold.csv'), CSV);
    expect(await readGold(join(folder, 'gold.jsonl'), ['relevant', 'role'])).toMatchObject([{ id: 'x', codes: new Map([['relevant', 'yes'], ['role', 'initiator']]), groups: new Map([['source', 'a']]) }]);
    expect(await readGold(join(folder, 'gold.csv'), ['relevant', 'role'])).toMatchObject([{ text: 'We lead, they follow.', coders: new Map([['role', ['initiator', 'participatory']]]) }]);
  });

  test.each([
    ['no text', '{"id":"x"}\n', /record 1 has no "text"/],
    ['not JSON', '{"id"\n', /:1 {2}not JSON/],
    ['nothing', '\n', /no coded text/],
  ])('%s', (_, text, complaint) => {
    writeFileSync(join(folder, 'bad.jsonl'), text);
    const ran = stdiplo(['validate', join(folder, 'bad.jsonl')]);
    expect({ code: ran.code, stderr: ran.stderr }).toEqual({ code: 2, stderr: expect.stringMatching(complaint) as string });
  });

  test.each(['validate', 'fit', 'suggest'])('%s refuses codes that the codebook does not have, all at once', (command) => {
    writeFileSync(join(folder, 'typos.jsonl'), '{"id":"x","text":"We lead.","relevant":"yes","role":"initator"}\n{"id":"y","text":"We lead.","relevant":"ja"}\n');
    const file = join(folder, 'typos.jsonl');
    const ran = stdiplo(command === 'validate' ? ['validate', file] : command === 'fit' ? ['fit', file, '-o', join(folder, 'out')] : ['lexicon', 'suggest', '--gold', file, '--variable', 'role']);
    expect({ code: ran.code, stderr: ran.stderr }).toEqual({ code: 2, stderr: expect.stringMatching(/x: "initator" is no code for role[^]*y: "ja" is no code for relevant/) as string });
  });

  test('a text that cannot be judged is left out, and the exit code says so', () => {
    writeFileSync(join(folder, 'some.jsonl'), `${NDJSON}{"id":"z","text":"","relevant":"no"}\n`);
    const ran = stdiplo(['validate', join(folder, 'some.jsonl'), '--resamples', '5']);
    expect({ code: ran.code, stderr: ran.stderr }).toEqual({ code: 1, stderr: expect.stringMatching(/z: no words/) as string });
  });

  test('--min decides the exit code', () => {
    writeFileSync(join(folder, 'two.jsonl'), `${NDJSON}{"id":"y","text":"The museum of the town was full of visitors last year.","relevant":"no","role":"none"}\n`);
    expect(stdiplo(['validate', join(folder, 'two.jsonl'), '--min', 'alpha=2']).code).toBe(1);
    expect(stdiplo(['validate', join(folder, 'two.jsonl'), '--min', 'alpha=-1,f1=0']).code).toBe(0);
    expect(stdiplo(['validate', join(folder, 'two.jsonl'), '--min', 'beta=1']).code).toBe(2);
  });

  test.each(['pretty', 'json', 'csv'])('%s', (format) => {
    const { stdout, code } = stdiplo(['validate', join(folder, 'two.jsonl'), '--format', format, '--resamples', '20']);
    expect(code).toBe(0);
    expect(stdout).toContain('role');
  });
});
