import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fold, plainForm, stem } from '../src/language.js';
import { tokenize } from '../src/tokenize.js';

describe('tokenize keeps words whole', () => {
  test.each([
    ['Côte d’Ivoire', ['Côte', 'd’Ivoire']],
    ['S&T and R&D policy', ['S&T', 'and', 'R&D', 'policy']],
    ['the U.S. and the U.N.', ['the', 'U.S.', 'and', 'the', 'U.N.']],
    ['co-operation, inter-governmental', ['co-operation', 'inter-governmental']],
    ['South-South, Sino-U.S.', ['South', 'South', 'Sino', 'U.S.']],
    ['interna-\ntional co-\n operation', ['interna-\ntional', 'co-\n operation']],
    ['naïve État 2,500 3.5 %', ['naïve', 'État', '2,500', '3.5']],
    ["China's partners' own", ["China's", 'partners', 'own']],
    ['A.Smith', ['A', 'Smith']],
    ['中国', ['中国']],
    ['', []],
    ['... -- !', []],
  ])('%s', (text, forms) => {
    expect(tokenize(text).forms).toEqual(forms);
  });
});

test('every span slices back to its word, in order, without overlap', () => {
  const piece = fc.oneof(fc.string({ unit: 'grapheme' }), fc.constantFrom('U.S.', 'S&T', 'co-operation', ' ', '\n', "d'Ivoire", '-', '.', '$&', 'aa', 'a'));
  fc.assert(
    fc.property(fc.array(piece).map((pieces) => pieces.join('')), (text) => {
      const { forms, starts, ends } = tokenize(text);
      forms.forEach((form, i) => {
        expect(text.slice(starts[i], ends[i])).toBe(form);
        expect(starts[i]!).toBeGreaterThanOrEqual(i === 0 ? 0 : ends[i - 1]!);
      });
    }),
  );
});

describe('fold brings spellings together', () => {
  test.each([
    ['organisation', 'organization'],
    ['Programme', 'program'],
    ['centres', 'centers'],
    ['Labour', 'labor'],
    ['defence', 'defense'],
    ['analyse', 'analyze'],
    ['co-operation', 'cooperation'],
    ['co-\noperation', 'cooperation'],
    ['China’s', 'china'],
    ['U.N.', 'un'],
    ['U.S.', 'US'],
    ['e\u0301tat', 'état'],
    ['inno\u00ADvation', 'innovation'],
    ['ﬁeld', 'field'],
  ])('%s = %s', (a, b) => {
    expect(fold(plainForm(a))).toBe(fold(plainForm(b)));
  });

  test.each([
    ['US', 'us'],
    ['four', 'for'],
    ['WHO', 'U.S.'],
  ])('%s is not %s', (a, b) => {
    expect(fold(plainForm(a))).not.toBe(fold(plainForm(b)));
  });
});

test('stem is Porter’s, and leaves initials and numbers alone', () => {
  expect(['cooperation', 'cooperative', 'laboratories', 'u.s.', '2,500'].map(stem)).toEqual(['cooper', 'cooper', 'laboratori', 'u.s.', '2,500']);
});
