import fc from 'fast-check';
import { expect, test } from 'vitest';
import { WordTable } from '../src/wordtable.js';

test('gives what was worked out for a word, whatever its hash', () => {
  const word = fc.string({ minLength: 1, maxLength: 70, unit: fc.constantFrom('a', 'b', 'é', '中') });
  fc.assert(
    fc.property(fc.array(word, { maxLength: 200 }), fc.constantFrom(0, 7), (words, hash) => {
      const table = new WordTable((form) => form.length);
      for (const form of [...words, ...words]) expect(table.get(`-${form}-`, 1, form.length + 1, hash)).toBe(form.length);
    }),
  );
});

test('works a word out once', () => {
  let asked = 0;
  const table = new WordTable(() => ++asked);
  for (let i = 0; i < 5; i++) table.get('science', 0, 7, 1);
  expect(asked).toBe(1);
});

test('forgets when it is full, and goes on being right', () => {
  const table = new WordTable((form) => Number(form));
  for (let i = 0; i < 450_000; i++) {
    const form = String(i);
    if (table.get(form, 0, form.length, i) !== i) throw new Error(form);
  }
  expect(table.get('12', 0, 2, 12)).toBe(12);
});
