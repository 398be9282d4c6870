import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { passagesOf } from '../src/gate.js';
import { compileLexicons } from '../src/lexicon/compile.js';
import type { DomainLexicon, Sentence } from '../src/types.js';
import { analysed, axis, DOMAIN, entry } from './support/lexicons.js';

const TOPIC: DomainLexicon = {
  ...DOMAIN,
  relevance: {
    coefficients: { bias: -2, 'science-technology': 1, 'cross-border': 1, together: 2, elsewhere: -1, 'elsewhere-beside': -2, length: 0 },
    threshold: 0.5,
    passage: 20,
    fittedOn: 'nothing',
    inside: 1,
    beside: 0.5,
    outside: 0.1,
  },
  entries: [entry('lab', 'science-technology', 'laboratory'), { ...entry('science', 'science-technology', 'science'), learned: 0.5 }, entry('abroad', 'cross-border', 'abroad'), entry('tax', 'elsewhere', 'tax')],
};
const SET = compileLexicons([TOPIC, axis([entry('join', 'left', 'join'), entry('lead', 'right', 'lead')])]);
const FILLER = 'The town was quiet and the weather was fine on that day and on the next. ';

describe('gate', () => {
  test.each([
    ['both in one sentence', 'The laboratory abroad is ours.', 'relevant'],
    ['only science', 'The laboratory is ours.', 'off_topic'],
    ['only the border', 'Abroad it is cold and they travel abroad again, and once more abroad.', 'off_topic'],
    ['what tempts, beside it', 'The tax on the laboratory abroad is a tax on tax.', 'off_topic'],
    ['one passage among many', FILLER.repeat(10) + 'The laboratory abroad is ours. ' + FILLER.repeat(10), 'relevant'],
  ])('%s', (_, text, label) => {
    expect(analysed(text, SET).result.relevance!.label).toBe(label);
  });

  test('what was learned of an entry is a term of its own, and the terms give the score', () => {
    const { gate } = analysed('The science abroad is ours.', SET);
    expect(gate!.passage.terms.find(({ term }) => term === 'science')).toEqual({ term: 'science', value: Math.log1p(1), coefficient: 0.5 });
    const sum = gate!.passage.terms.reduce((total, { value, coefficient }) => total + value * coefficient, 0);
    expect(gate!.score).toBeCloseTo(1 / (1 + Math.exp(-sum)), 12);
  });

  test.each([
    ['science alone', 'The science of the laboratory is ours.', 0],
    ['the lesser of the two, in different sentences', 'The science of the laboratory is ours. Abroad it is cold.', 1],
    ['an entry of weight 2 names the border too', 'The joint-venture is ours.', 2],
  ])('science and border in one passage: %s', (_, text, lesser) => {
    const venture = { ...entry('venture', 'science-technology', 'joint venture'), weight: 2 };
    const set = compileLexicons([{ ...TOPIC, entries: [...TOPIC.entries, venture] }, axis([entry('join', 'left', 'join'), entry('lead', 'right', 'lead')])]);
    expect(analysed(text, set).gate!.passage.terms.find(({ term }) => term === 'both')!.value).toBeCloseTo(Math.log1p(lesser), 12);
  });

  test('hits count in full inside, less beside, least outside the passages on topic', () => {
    const text = `The laboratory abroad is ours and we lead it. We lead. ${FILLER.repeat(10)}We lead.`;
    expect(analysed(text, SET).hits.map((hit) => hit.contribution)).toEqual([1, 0.5, 0.1]);
  });
});

test('passages cover every sentence, overlap by about half, and are long enough', () => {
  const lengths = fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1, maxLength: 60 });
  fc.assert(
    fc.property(lengths, (words) => {
      let at = 0;
      const sentences: Sentence[] = words.map((length) => ({ from: at, to: (at += length), kind: 'prose' }));
      const passages = passagesOf([], [], sentences, 50);
      expect(passages[0]!.from).toBe(0);
      expect(passages.at(-1)!.to).toBe(sentences.length);
      passages.forEach(({ from, to }, i) => {
        expect(to).toBeGreaterThan(from);
        if (i > 0) {
          expect(from).toBeGreaterThan(passages[i - 1]!.from);
          expect(from).toBeLessThanOrEqual(passages[i - 1]!.to);
        }
        if (to < sentences.length) expect(sentences[to - 1]!.to - sentences[from]!.from).toBeGreaterThanOrEqual(50);
      });
    }),
  );
});
