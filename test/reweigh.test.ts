import { describe, expect, test } from 'vitest';
import { fit, withFitted } from '../src/fit.js';
import type { FitText } from '../src/fit.js';
import { compileLexicons } from '../src/lexicon/compile.js';
import { reweigh } from '../src/reweigh.js';
import type { AxisText } from '../src/reweigh.js';
import { analysed, axis, DOMAIN, entry } from './support/lexicons.js';

const AXIS = axis([entry('join', 'left', 'join'), entry('lead', 'right', 'lead'), entry('noise', 'right', 'noise')]);

/** `noise` stands in every text and says nothing. */
function text(code: string, entries: Record<string, number>): AxisText {
  return { code, contributions: new Map(Object.entries(entries)), count: 1 };
}
const MISLED = Array.from({ length: 40 }, (_, i) => (i % 2 === 0 ? text('left', { join: 1, noise: 1 }) : text('right', { lead: 1 })));

describe('reweigh', () => {
  test('an entry that stands in texts of the other pole loses weight', () => {
    const factors = reweigh(AXIS, MISLED, 0.1);
    expect(factors.get('noise')).toBeLessThan(0.9);
    expect(factors.get('join')).toBeGreaterThan(1);
  });

  test('the more entries are held back, the nearer to their hand-set weights', () => {
    const off = (penalty: number): number => Math.abs(reweigh(AXIS, MISLED, penalty).get('noise')! - 1);
    expect(off(100)).toBeLessThan(off(1));
    expect(off(1e9)).toBeCloseTo(0, 6);
  });

  test('factors stay between a half and two', () => {
    for (const factor of reweigh(AXIS, Array.from({ length: 50 }, () => MISLED).flat(), 1e-6).values()) {
      expect(factor).toBeGreaterThanOrEqual(0.5);
      expect(factor).toBeLessThanOrEqual(2);
    }
  });

  test.each([
    ['texts of one pole only', [text('left', { join: 1 }), text('left', { join: 1, noise: 1 })]],
    ['texts without a pole', [text('none', { join: 1 }), text('none', { lead: 1 })]],
    ['no hits', [text('left', {}), text('right', {})]],
  ])('%s teach nothing', (_, texts) => {
    expect(reweigh(AXIS, texts, 1).size).toBe(0);
  });
});

describe('fit learns weights of axis entries', () => {
  const topic = { ...DOMAIN, entries: [entry('lab', 'science-technology', 'laboratory'), entry('abroad', 'cross-border', 'abroad'), entry('tax', 'elsewhere', 'tax')] };
  const set = compileLexicons([topic, AXIS]);
  const coded = (phrase: (left: boolean) => string): FitText[] =>
    Array.from({ length: 120 }, (_, i) => {
      const [relevant, left] = [i % 3 !== 0, i % 2 === 0];
      const said = relevant ? `The laboratory abroad is one that we ${phrase(left)} ${i}.` : `The tax ${i} was due.`;
      return { text: said, codes: new Map([['relevant', relevant ? 'yes' : 'no'], ['test', relevant ? (left ? 'left' : 'right') : 'none']]), group: `d${i}` };
    });

  test('where other weights are right more often on texts that were held out', () => {
    const learned = fit(coded((left) => (left ? 'join, noise' : 'lead')), set).axes.get('test')!.learned;
    expect(learned.get('noise')).toBeLessThan(0);
  });

  test('and leaves them where nothing is gained', () => {
    expect(fit(coded((left) => (left ? 'join' : 'lead')), set).axes.get('test')!.learned.size).toBe(0);
  });

  test('what was learned is in the weight of a hit', () => {
    const fitted = { relevance: topic.relevance, learned: new Map<string, number>(), axes: new Map([['test', { label: AXIS.label, confidence: null, learned: new Map([['lead', -0.25]]) }]]) };
    const { hits } = analysed('The laboratory abroad is one that we lead.', compileLexicons(withFitted(set.lexicons, fitted, 'test')));
    expect(hits.find((hit) => hit.entry === 'lead')!.weight).toBe(0.75);
  });
});
