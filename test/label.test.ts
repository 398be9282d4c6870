import { describe, expect, test } from 'vitest';
import { confidence, groundsOf, label } from '../src/label.js';
import { axis, entry } from './support/lexicons.js';

const AXIS = axis([entry('l', 'left', 'a'), entry('r', 'right', 'b')]);

describe('label', () => {
  test.each([
    ['nothing', 0, 0, null, 'no_evidence'],
    ['next to nothing', 0, 0.4, null, 'thin'],
    ['one side', 0, 1, 'right', null],
    ['the other side', 3, 1, 'left', null],
    ['both, a lot', 3, 3, 'mixed', null],
    ['both, a little', 1, 1, null, 'balanced'],
    ['just leaning', 2, 3, 'right', null],
    ['just not leaning', 2.1, 3, 'mixed', null],
  ])('%s', (_, left, right, expected, reason) => {
    expect(label(AXIS.label, AXIS.poles, left, right)).toEqual({ label: expected, reason });
  });

  test('confidence never falls when the grounds grow', () => {
    const rule = { bias: -1, relevance: 0.5, balance: 1, evidence: 0.3 };
    const [less, more] = [groundsOf(0.6, 1, 2), groundsOf(0.9, 1, 6)];
    expect(confidence(rule, more)).toBeGreaterThan(confidence(rule, less));
    expect(confidence(rule, groundsOf(1, 0, 1000))).toBeLessThan(1);
    expect(confidence(rule, groundsOf(null, 1, 1))).toBeGreaterThan(0);
  });
});
