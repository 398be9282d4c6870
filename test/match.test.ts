import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { buildAutomaton } from '../src/lexicon/automaton.js';
import { makeMatcher } from '../src/match.js';
import { segment } from '../src/segment.js';
import { tokenize } from '../src/tokenize.js';
import type { Entry } from '../src/types.js';
import { entry } from './support/lexicons.js';

/** `id:matched text` for every raw hit. */
function found(entries: Entry[], text: string): string[] {
  const tokens = tokenize(text);
  const matcher = makeMatcher(buildAutomaton(entries));
  return matcher.read(tokens)(segment(tokens), null, null).map((hit) => `${entries[hit.entry]!.id}:${text.slice(tokens.starts[hit.from], tokens.ends[hit.to - 1])}`);
}

describe('makeMatcher', () => {
  test.each<[string, Entry[], string, string[]]>([
    ['a word by stem', [entry('a', 'p', 'laboratory')], 'The laboratories', ['a:laboratories']],
    ['a word exactly', [entry('a', 'p', '=general')], 'general generals', ['a:general']],
    ['case where asked', [entry('a', 'p', '=WHO')], 'who is WHO', ['a:WHO']],
    ['a prefix', [entry('a', 'p', 'nano*')], 'nanotechnology', ['a:nanotechnology']],
    ['US is not us', [entry('a', 'p', '=US')], 'They told us that the US and the U.S. agreed', ['a:US', 'a:U.S.']],
    ['a phrase over a line end', [entry('a', 'p', 'joint project')], 'joint\nprojects', ['a:joint\nprojects']],
    ['British and American', [entry('a', 'p', 'programme')], 'program programme', ['a:program', 'a:programme']],
    ['a gap, up to its width', [entry('a', 'p', 'share <2> data')], 'share data; share the new data; share all of the data', ['a:share data', 'a:share the new data']],
    ['an optional word', [entry('a', 'p', 'a (new |) fund')], 'a fund, a new fund', ['a:a fund', 'a:a new fund']],
    ['nested and overlapping', [entry('a', 'p', 'joint research'), entry('b', 'p', 'research centre')], 'joint research centre', ['a:joint research', 'b:research centre']],
    ['two entries with one key', [entry('a', 'p', 'cooperate'), entry('b', 'q', 'cooperation')], 'cooperation', ['a:cooperation', 'b:cooperation']],
    ['not over sentences', [entry('a', 'p', 'joint project')], 'It was joint. Projects followed.', []],
    ['an entry once a span', [entry('a', 'p', '(data | ~data)')], 'data', ['a:data']],
    ['words of Object.prototype', [entry('a', 'p', 'fund')], 'constructor toString __proto__ hasOwnProperty', []],
    ['alternatives that share an end', [entry('a', 'p', '(joint | common) (fund | office)')], 'joint fund, common office', ['a:joint fund', 'a:common office']],
  ])('%s', (_, entries, text, hits) => {
    expect(found(entries, text)).toEqual(hits);
  });

  test.each<[string, Partial<Entry>, string, string[]]>([
    ['near: there', { conditions: [{ kind: 'near', pattern: 'abroad', within: 400 }] }, 'We sell machines far and wide abroad', ['a:sell']],
    ['near: before', { conditions: [{ kind: 'near', pattern: 'abroad', within: 400 }] }, 'Abroad we sell machines', ['a:sell']],
    ['near: absent', { conditions: [{ kind: 'near', pattern: 'abroad', within: 400 }] }, 'We sell machines. Abroad it is cold.', []],
    ['near: too far', { conditions: [{ kind: 'near', pattern: 'abroad', within: 2 }] }, 'We sell one two three abroad', []],
    ['near: just near enough', { conditions: [{ kind: 'near', pattern: 'abroad', within: 2 }] }, 'We sell one two abroad', ['a:sell']],
    ['unless: absent', { conditions: [{ kind: 'unless', pattern: 'short', within: 400 }] }, 'We sell machines', ['a:sell']],
    ['unless: there', { conditions: [{ kind: 'unless', pattern: 'short', within: 400 }] }, 'We sell them short', []],
    ['both', { conditions: [{ kind: 'near', pattern: 'abroad', within: 9 }, { kind: 'unless', pattern: 'short', within: 0 }] }, 'Abroad we sell short', []],
    ['a condition is no hit', { conditions: [{ kind: 'near', pattern: 'abroad', within: 9 }] }, 'It is cold abroad', []],
  ])('%s', (_, conditions, text, hits) => {
    expect(found([{ ...entry('a', 'p', 'sell'), ...conditions }], text)).toEqual(hits);
  });

  test('agrees with the four-line specification', () => {
    // The specification: try every sequence at every word.
    const word = fc.constantFrom('a', 'b', 'c');
    const sequence = fc.array(word, { minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(fc.array(sequence, { minLength: 1, maxLength: 6 }), fc.array(word, { maxLength: 12 }), (sequences, text) => {
        const entries = sequences.map((words, i) => entry(String(i), 'p', words.map((each) => `=${each}`).join(' ')));
        const expected = text.flatMap((_, from) => sequences.flatMap((words, i) => (words.every((each, k) => text[from + k] === each) ? [`${i}:${words.join(' ')}`] : [])));
        expect(found(entries, text.join(' ')).sort()).toEqual(expected.sort());
      }),
    );
  });
});
