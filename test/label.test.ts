import { describe, expect, test } from 'vitest';
import { label } from '../src/label.js';
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
    expect(label(AXIS, left, right, false, false)).toEqual({ label: expected, reason });
  });

  test('strict names a pole only where the interval excludes 0', () => {
    expect(label(AXIS, 0, 2, true, false)).toEqual({ label: null, reason: 'thin' });
    expect(label(AXIS, 0, 20, true, true)).toEqual({ label: 'right', reason: null });
  });
});
