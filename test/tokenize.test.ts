import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fold, plainForm, stem, words } from '../src/language.js';
import { formsOf, tokenize } from '../src/tokenize.js';

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
    expect(formsOf(tokenize(text))).toEqual(forms);
  });
});

test('the words are exactly those of natural, in order, by their spans', () => {
  const piece = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.string({ unit: 'binary' }),
    fc.constantFrom(...'aAzZ09 \n\r\t.,-&\'’‘“”–—…‐‑\u00a0\u00ad\u200d\u0301éß中😀$'),
    fc.constantFrom('U.S.', 'A.B', 'S&T', 'SS&T', 'co-operation', 'Inter-', 'supra-x', 'states-man', '-\n', '-\r\n', 'coop-\neration', "d'Ivoire", "x'", '3.5', '1,000', '12a.5', '1990s', 'aa'),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join('')), (text) => {
      const tokens = tokenize(text);
      expect(formsOf(tokens)).toEqual(words(text));
      for (let i = 0, before = 0; i < tokens.starts.length; before = tokens.ends[i]!, i++) expect(tokens.starts[i]!).toBeGreaterThanOrEqual(before);
    }),
    { numRuns: 2000 },
  );
});

test('equal words have equal hashes, however they were cut', () => {
  const { hashes } = tokenize('Science; science U.S. co-op science’s science U.S. co-op');
  expect([hashes[1], hashes[2], hashes[3]]).toEqual([hashes[5], hashes[6], hashes[7]]);
  expect(new Set(hashes).size).toBe(5);
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
