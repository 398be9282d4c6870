import { describe, expect, test } from 'vitest';
import { expand, parsePattern, PatternError } from '../src/lexicon/pattern.js';

describe('parsePattern', () => {
  test.each([
    ['joint laboratory', ['s:joint s:laboratori']],
    ['=who', ['n:who']],
    ['=WHO', ['f:WHO']],
    ['bio*', ['p:bio']],
    ['(a | b c) d', ['s:a s:d', 's:b s:c s:d']],
    ['(new |) fund', ['s:new s:fund', 's:fund']],
    ['share <3> data', ['s:share g:3 s:data']],
    ['science-based', ['s:scienc s:base']],
    ['co-operation', ['s:cooper']],
    ['S&T', ['s:s&t']],
    ['programme', ['s:program']],
    ['((a | b) | c)', ['s:a', 's:b', 's:c']],
  ])('%s', (pattern, sequences) => {
    expect(expand(parsePattern(pattern, 'stem'), 100).map((sequence) => sequence.join(' '))).toEqual(sequences);
  });

  test('bare words follow the mode of the entry', () => {
    expect(parsePattern('Nations', 'exact')).toEqual([['f:Nations']]);
    expect(parsePattern('nations ~nations', 'exact')).toEqual([['n:nations', 's:nation']]);
  });

  test.each([
    ['', 'it can match nothing'],
    ['(a |)', 'it can match nothing'],
    ['(a', '"(" without ")"'],
    ['a)', '")" without "("'],
    ['<3> a', 'a gap can stand at its edge'],
    ['a <3>', 'a gap can stand at its edge'],
    ['a <3> (b |)', 'a gap can stand at its edge'],
    ['a <9> b', 'a gap of 9 words'],
    ['a <8> b <8> c', 'gaps of more than 12 words together'],
    ['a b c d e f g h i j k l m', 'more than 12 words'],
    ['a $ b', '"$" is not a word'],
    ['((((((a))))))', 'groups nested too deep'],
    ['a '.repeat(3000), 'longer than 4000 characters'],
  ])('refuses %s', (pattern, message) => {
    expect(() => parsePattern(pattern, 'stem')).toThrow(PatternError);
    expect(() => parsePattern(pattern, 'stem')).toThrow(message);
  });
});
