import { expect, test } from 'vitest';
import { patternsIn } from '../src/braces.js';

test.each<[string, number]>([
  ['a/*.txt', 1],
  ['a,b', 1],
  ['}', 1],
  ['{a}', 1],
  ['{a,b}', 2],
  ['{a,b,c}.{txt,md}', 6],
  ['{a,{b,c}d}', 3],
  ['x{a,b}{c,{d,e}{f,g}}', 10],
  ['{1..10}', 10],
  ['{10..1}{a,b}', 20],
  ['{-2..2}', 5],
  ['{a..e}', 5],
  ['{a,b', 2],
  ['{a,b{c,d', 3],
  ['{a,b}'.repeat(20), 2 ** 20],
])('%s stands for %d', (glob, number) => expect(patternsIn(glob)).toBe(number));

test('a number of any size', () => expect(patternsIn('{a,b}'.repeat(5_000))).toBe(Infinity));
