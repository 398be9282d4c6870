import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseExpression } from '../src/expression.js';
import { namesOf } from '../src/facts.js';
import { ProblemError } from '../src/problems.js';
import type { AxisResult, Meta, OkResult, Problem, Result, Run } from '../src/types.js';

const LEXICONS: Run['lexicons'] = [
  { id: 'domain', kind: 'domain', hash: '', poles: ['science-technology'] },
  { id: 'role', kind: 'axis', hash: '', poles: ['participatory', 'initiator'] },
  { id: 'tone-2', kind: 'companion', hash: '', poles: ['cold', 'warm'] },
  { id: 'drivers', kind: 'themes', hash: '', poles: ['market-pull'] },
];
const look = namesOf(LEXICONS);
const FIGURES: AxisResult = { label: null, reason: 'no_evidence', theta: null, se: null, interval: null, balance: null, salience: null, hits: {}, weight: {}, confidence: null, significant: false };

function document(meta: Partial<Meta> = {}): OkResult {
  return {
    schema: 'stdiplo/result/1',
    id: 'docs/a.txt',
    status: 'ok',
    meta: { title: null, date: null, ...meta },
    sentences: 12,
    words: 345,
    relevance: { label: 'relevant', score: 0.83 },
    axes: { role: { ...FIGURES, label: 'initiator', reason: null, theta: 1.00004, confidence: 0.81, significant: true }, 'tone-2': FIGURES },
    themes: { drivers: { 'market-pull': 2 } },
    transitions: [],
    evidence: [],
  };
}

const BROKEN: Result = { schema: 'stdiplo/result/1', id: 'b.pdf', status: 'error', problem: { code: 'format', message: 'PDF' } };
const CHINA = document({ country: 'CHN', date: '2013-05-01', title: 'A "plan"', count: 7, draft: true, size: '12', 'Country name': 'China', '国家': '中国', note: null });

const holds = (text: string, result: Result = CHINA): boolean => parseExpression(text, '--fail-on', look).holds(result);

function faultOf(text: string): Problem {
  try {
    parseExpression(text, '--fail-on', look);
  } catch (error) {
    if (error instanceof ProblemError) return error.problems[0]!;
    throw error;
  }
  throw new Error(`${text} was read`);
}

describe('what holds', () => {
  test.each<[string, boolean]>([
    ['role.label == "initiator"', true],
    ["role.label=='initiator'", true],
    ['role.label != "initiator"', false],
    ['role.confidence < 0.8', false],
    ['role.confidence >= 0.81', true],
    ['role.theta>-0.5', true],
    ['role.significant', true],
    ['role.significant == false', false],
    ['!role.significant', false],
    ['drivers.market-pull >= 2', true],
    ['relevance.label == "relevant" && relevance.score > 0.8', true],
    ['status == "ok" && id == "docs/a.txt" && words == 345 && sentences < 13', true],
    ['year >= 2013 && country == "CHN"', true],
    ['meta.country == "CHN"', true],
    ['meta["Country name"] == "China"', true],
    ['国家 == "中国"', true],
    ['title == "A \\"plan\\""', true],
    ['date >= "2013" && date < "2013-06"', true],
    ['draft', true],
    ['country', false],
    ['count == "7" && size > 9 && size < "2"', true],
    ['count < "many" || "many" < count', false],
    ['draft != 1', true],
    // && binds closer than ||, ! closest.
    ['draft || draft && words < 5', true],
    ['(draft || draft) && words < 5', false],
    ['!(words < 5) && !!draft', true],
    // One axis or another.
    ['any.label == "initiator"', true],
    ['any.label == "warm"', false],
    ['any.label == null', true],
    ['any.significant && any.reason == "no_evidence"', true],
    ['any.status == "ok"', true],
    // A missing value meets no comparison, so that its negation holds.
    ['tone-2.theta < 0', false],
    ['tone-2.theta >= 0', false],
    ['!(tone-2.theta >= 0)', true],
    ['tone-2.label != "warm"', false],
    ['tone-2.label == role.label', false],
    ['tone-2.label == null && null != role.label', true],
    ['nowhere == "x" || nowhere != "x"', false],
    ['nowhere == null && note == null', true],
    // Judged as it is written: four decimals.
    ['role.theta > 1', false],
    ['role.theta == 1', true],
  ])('%s: %s', (text, expected) => {
    expect(holds(text)).toBe(expected);
  });

  test.each([
    ['a field of that name', document({ year: 1999, date: '2013' }), 1999],
    ['the date', document({ date: '2013-05' }), 2013],
    ['no five-digit year', document({ date: '20130501' }), null],
    ['neither', document(), null],
  ])('year is that of %s', (_, result, year) => {
    expect(holds(`year == ${year}`, result)).toBe(true);
  });

  test('what could not be read has an id and a status', () => {
    expect(holds('status == "error" && any.status != "ok" && id == "b.pdf"', BROKEN)).toBe(true);
    expect(['words == null', 'role.label == null', 'title == null', 'country == null', 'relevance.score == null'].every((text) => holds(text, BROKEN))).toBe(true);
  });
});

describe('what is refused, where, and what to write', () => {
  test.each<[string, number, RegExp, RegExp]>([
    ['', 1, /ends too early/, /role\.label/],
    ['role.theta >', 13, /ends too early/, /value/],
    ['role.label = "initiator"', 12, /unexpected =/, /write ==/],
    ['draft & draft', 7, /unexpected &/, /write &&/],
    ['draft && (words > 5', 20, /closing parenthesis/, /column 10/],
    ['draft)', 6, /unexpected \)/, /&& or/],
    ['draft draft', 7, /unexpected draft/, /&& or/],
    ['title == "x', 10, /never closed/, /close/],
    ['date > 2013-05', 8, /unexpected 2/, /quotes/],
    ['words > 1 > 0', 11, /two sides/, /&&/],
    ['(words > 1) == true', 2, /cannot be compared/, /&&/],
    ['words + 1 > 2', 7, /unexpected \+/, /quotes/],
    ['role', 1, /several values/, /role\.label, or meta\.role/],
    ['rol.label == "initiator"', 1, /no rol/, /did you mean role\.label/],
    ['market.label == "x"', 1, /no market/, /domain|role/],
    ['role.lable == "x"', 1, /no lable/, /did you mean role\.label/],
    ['stauts == "ok"', 1, /no stauts/, /did you mean status\? .*meta\.stauts/],
    ['role.label == "initator"', 15, /never "initator"/, /"participatory", "initiator", "mixed"/],
    ['"failed" == status', 1, /never "failed"/, /"ok", "error"/],
    ['role.theta', 1, /number, not a condition/, />=/],
    ['role.label && draft', 1, /text, not a condition/, /!= null/],
    ['words > "5"', 7, /words is a number, "5" is a text/, /quotes/],
    ['role.significant > true', 18, /no order/, /==/],
    ['words > null', 7, /no order/, /==/],
    ['true', 1, /says nothing of a document/, /name/],
    ['1 < 2', 1, /nothing of a document/, /name/],
    ['constructor.constructor("x")', 1, /no constructor/, /meta\.constructor/],
    ['!'.repeat(51) + 'draft', 51, /deeper than 50/, /flatter/],
    ['('.repeat(51) + 'draft', 51, /deeper than 50/, /flatter/],
    ['draft || '.repeat(300), 2001, /longer than 2000/, /several times/],
  ])('%s', (text, column, message, remedy) => {
    const fault = faultOf(text);
    expect(fault).toMatchObject({ file: '--fail-on', column, message: expect.stringMatching(message) as string, remedy: expect.stringMatching(remedy) as string });
    // The mark stands below the place.
    const [said, mark] = fault.excerpt!;
    expect(said.slice(mark.indexOf('^')).startsWith(text.slice(column - 1, column + 9))).toBe(true);
  });
});

const names = fc.constantFrom('role.label', 'role.theta', 'role.significant', 'words', 'country', 'meta.x', '__proto__', 'meta.__proto__', 'constructor', 'toString', 'any.label', 'nowhere', 'year');
const literals = fc.constantFrom('"initiator"', '1', '-0.5', 'true', 'null', '"__proto__"', "'x'");
const condition = fc.letrec<{ test: string }>((tie) => ({
  test: fc.oneof(
    { maxDepth: 4 },
    fc.tuple(names, fc.constantFrom('==', '!=', '<', '<=', '>', '>='), fc.oneof(names, literals)).map((parts) => parts.join(' ')),
    fc.tuple(tie('test'), fc.constantFrom('&&', '||'), tie('test')).map(([a, sign, b]) => `(${a} ${sign} ${b})`),
    tie('test').map((inner) => `!(${inner})`),
  ),
})).test;

describe('whatever is written', () => {
  const read = (text: string): boolean | null => {
    try {
      return holds(text);
    } catch (error) {
      if (error instanceof ProblemError) return null;
      throw error;
    }
  };

  test('it is read, or refused with a place; nothing else happens', () => {
    const parts = fc.oneof(names, literals, fc.constantFrom('(', ')', '!', '&&', '||', '==', '<', 'meta["', '\\', '"', '.', '-'), fc.string({ unit: 'binary' }));
    fc.assert(
      fc.property(fc.array(parts, { maxLength: 30 }), (all) => {
        for (const text of [all.join(''), all.join(' ')]) if (read(text) === null) expect(faultOf(text).column).toBeLessThanOrEqual(text.length + 1);
      }),
      { numRuns: 300 },
    );
  });

  test('negation, and, or: as logic has them', () => {
    fc.assert(
      fc.property(condition, condition, (a, b) => {
        const [x, y] = [read(a), read(b)];
        fc.pre(x !== null && y !== null);
        expect(read(`!(${a})`)).toBe(!x);
        expect(read(`${a} && ${b}`)).toBe(x && y);
        expect(read(`${a} || ${b}`)).toBe(x || y);
        expect(read(`!(${a} && ${b})`)).toBe(read(`!(${a}) || !(${b})`));
      }),
      { numRuns: 200 },
    );
  });

  test('only a document’s own fields are seen, and nothing is left behind', () => {
    for (const name of ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf']) {
      expect(holds(`meta.${name} == null && ${name} == null`)).toBe(true);
      expect(holds(`meta["${name}"] == 1`, document(JSON.parse(`{"${name}": 1}`) as Partial<Meta>))).toBe(true);
    }
    expect(Object.keys(Object.prototype)).toEqual([]);
  });

  test('numbers and texts keep their order', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer(), (a, b) => {
        expect(holds(`count < ${b}`, document({ count: a }))).toBe(a < b);
        expect(holds(`count >= ${b}`, document({ count: a }))).toBe(a >= b);
      }),
    );
    fc.assert(
      fc.property(fc.string(), fc.string(), (a, b) => {
        const quoted = `"${b.replace(/["\\]/g, '\\$&')}"`;
        fc.pre(quoted.length < 100);
        expect(holds(`title <= ${quoted}`, document({ title: a }))).toBe(a <= b);
        expect(holds(`title == ${quoted}`, document({ title: b }))).toBe(true);
      }),
    );
  });
});
