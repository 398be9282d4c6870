import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { classify } from '../src/classify.js';
import { compileLexicons } from '../src/lexicon/compile.js';
import { ProblemError } from '../src/problems.js';
import type { AxisResult, OkResult, Result } from '../src/types.js';
import { analysed, axis, entry, shipped } from './support/lexicons.js';

const SHIPPED = await shipped();
const LEFT = [entry('l1', 'left', 'join'), entry('l2', 'left', 'join us', 2)];
const RIGHT = [entry('r1', 'right', 'lead'), entry('r2', 'right', 'lead them', 3)];
const SET = compileLexicons([axis([...LEFT, ...RIGHT])]);
const SWAPPED = compileLexicons([axis([...LEFT, ...RIGHT], ['right', 'left'])]);

function ok(result: Result): OkResult {
  if (result.status === 'error') throw new Error(result.problem.message);
  return result;
}

/** Texts in which test entries, cues of the shipped lexicons and hostile words meet. */
const texts = fc
  .array(fc.constantFrom('join', 'us', 'lead', 'them', 'not', 'the', '. The', '\n\n', 'science', 'cooperation', 'constructor', '__proto__', '$&', 'Côte'), { minLength: 1, maxLength: 60 })
  .map((words) => words.join(' '))
  .filter((text) => /\p{L}/u.test(text));

/** Long enough to hold passages on topic and others. */
const paragraphs = fc
  .array(
    fc.tuple(
      fc.constantFrom('The harvest was good and the roads are mended.', 'Our scientists joined theirs at the laboratory abroad.', 'We propose rules for the transfer of technology to developing countries.', 'Taxes rose; the museum closed.', 'We did not join the research programme of the Union.'),
      fc.integer({ min: 1, max: 12 }),
    ),
    { minLength: 1, maxLength: 12 },
  )
  .map((parts) => parts.map(([sentence, times]) => Array(times).fill(sentence).join(' ')).join('\n\n'));

describe('properties', () => {
  test('the short way, which does not look for what cannot count, gives what the whole way gives', () => {
    fc.assert(
      fc.property(paragraphs, (text) => {
        expect(classify(text, SHIPPED, { evidence: true, resamples: 5 })).toEqual(analysed(text, SHIPPED, { evidence: true, resamples: 5 }).result);
      }),
      { numRuns: 200 },
    );
  });

  test('every span slices back to its text', () => {
    fc.assert(
      fc.property(texts, (text) => {
        for (const { start, end, text: quoted } of ok(classify(text, SET, { evidence: true, resamples: 0 })).evidence) expect(text.slice(start, end)).toBe(quoted);
      }),
    );
  });

  test('swapping the poles negates theta', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const [one, other] = [SET, SWAPPED].map((set) => ok(classify(text, set, { resamples: 20 })).axes['test']!);
        if (one!.theta === null) expect(other!.theta).toBeNull();
        else expect(other!.theta).toBeCloseTo(-one!.theta, 9);
        expect(other!.label).toBe(one!.label);
      }),
    );
  });

  test('contributions add up to the weights, by pole', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const { hits, result } = analysed(text, SET);
        for (const pole of ['left', 'right']) {
          const sum = hits.filter((hit) => hit.pole === pole).reduce((total, hit) => total + hit.contribution, 0);
          expect(result.axes['test']!.weight[pole]).toBeCloseTo(sum, 9);
        }
      }),
    );
  });

  test('the shipped lexicons give finite numbers and a reason for every missing label', () => {
    fc.assert(
      fc.property(texts, (text) => {
        for (const scored of Object.values(ok(classify(text, SHIPPED, { resamples: 10 })).axes)) {
          const numbers = [scored.theta, scored.se, scored.balance, scored.salience, ...(scored.interval ?? [])];
          expect(numbers.every((value) => value === null || Number.isFinite(value))).toBe(true);
          expect(scored.label === null).toBe(scored.reason !== null);
        }
      }),
    );
  });

  test('no hits without an entry, no evidence without hits', () => {
    const none = compileLexicons([axis([entry('a', 'left', 'xyzzy'), entry('b', 'right', 'plugh')])]);
    fc.assert(
      fc.property(texts, (text) => {
        expect(analysed(text, none).hits).toEqual([]);
        expect(ok(classify(text, none)).axes['test']).toMatchObject({ label: null, reason: 'no_evidence', theta: null, balance: null });
      }),
    );
  });

  test('the same text gives the same result, whatever was classified before', () => {
    fc.assert(
      fc.property(texts, texts, (one, other) => {
        const first = classify(one, SET);
        classify(other, SET);
        expect(classify(one, SET)).toEqual(first);
      }),
    );
  });

  test.each([
    ['line ends', (text: string) => text.replaceAll('\n', '\r\n')],
    ['normal form', (text: string) => text.normalize('NFD')],
    ['soft hyphens', (text: string) => text.replaceAll('oi', 'o\u00ADi')],
  ])('%s do not matter', (_, change) => {
    fc.assert(
      fc.property(texts, (text) => {
        const scores = (result: Result): Record<string, AxisResult> => ok(result).axes;
        expect(scores(classify(change(text), SET))).toEqual(scores(classify(text, SET)));
      }),
    );
  });
});

describe('texts that cannot be judged are named', () => {
  test.each([
    ['nothing', '', 'no_words'],
    ['only marks', '... — !', 'no_words'],
    ['Chinese', '中国同各国开展科技合作交流。', 'language'],
    ['Russian', 'Мы будем сотрудничать в области науки', 'language'],
    ['French', 'Les parties contractantes encouragent la coopération scientifique et technique entre leurs universités, leurs instituts de recherche et leurs entreprises. Elles échangent des chercheurs et des données, organisent des colloques et publient ensemble les résultats de leurs travaux communs chaque année.', 'language'],
  ])('%s', (_, text, code) => {
    expect(classify(text, SHIPPED)).toMatchObject({ status: 'error', problem: { code } });
  });
});

test('a text that repeats itself is English all the same', () => {
  const sentence = 'We do not join the joint project on science with developing countries and we call for new funds. ';
  for (const times of [1, 30, 1000, 5000]) expect(classify(sentence.repeat(times), SHIPPED, { resamples: 0 }).status, String(times)).toBe('ok');
});

describe('compileLexicons', () => {
  test.each([
    ['no axis', []],
    ['an id twice', [axis([...LEFT, ...RIGHT]), axis([...LEFT, ...RIGHT])]],
  ])('refuses %s', (_, lexicons) => {
    expect(() => compileLexicons(lexicons)).toThrow(ProblemError);
  });
});

describe('options', () => {
  test('a set without a domain lexicon has no gate', () => {
    expect(ok(classify('We lead.', SET)).relevance).toBeNull();
    expect(ok(classify('We lead.', SET)).axes['test']!.label).toBe('right');
  });

  test('strict names no pole on thin evidence', () => {
    expect(ok(classify('We lead.', SET, { strict: true })).axes['test']).toMatchObject({ label: null, reason: 'thin' });
  });

  test('id and meta are echoed', () => {
    expect(classify('We lead.', SET, { id: 'x', meta: { date: '2001' } })).toMatchObject({ id: 'x', meta: { title: null, date: '2001' } });
  });

  test('evidence gives line and column', () => {
    expect(ok(classify('The plan\nWe lead.', SET, { evidence: true })).evidence).toMatchObject([{ axis: 'test', pole: 'right', text: 'lead', line: 2, column: 4, weight: 1 }]);
  });
});
