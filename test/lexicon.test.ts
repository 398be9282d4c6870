import { describe, expect, test } from 'vitest';
import { lintLexicon } from '../src/lexicon/lint.js';
import { MOST_BYTES, parseLexicon } from '../src/lexicon/parse.js';

const HEAD = `id: tone
title: Tone
kind: axis
poles: [cold, warm]
entries:
`;
const COLD = '  - {id: cool, pole: cold, pattern: cool words, source: test, hits: ["cool words"]}\n';
const WARM = '  - {id: kind, pole: warm, pattern: kind words, source: test, hits: ["kind words"]}\n';

/** `line:column message` of every problem. */
function problems(text: string): string[] {
  const parsed = parseLexicon(text, 'tone.yml');
  return 'problems' in parsed ? parsed.problems.map(({ line, column, message }) => `${line}:${column} ${message}`) : [];
}

describe('parseLexicon', () => {
  test('reads a lexicon and fills in what may be left out', () => {
    const parsed = parseLexicon(HEAD + COLD + WARM, 'tone.yml');
    expect(parsed).toMatchObject({ lexicon: { id: 'tone', kind: 'axis', poles: ['cold', 'warm'], entries: [{ weight: 1, misses: [] }, { id: 'kind' }] } });
  });

  test('the hash is of the content, not of its spelling', () => {
    const hash = (text: string): string => (parseLexicon(text, 'x') as { lexicon: { hash: string } }).lexicon.hash;
    expect(hash(`# a comment\n${HEAD}${COLD}${WARM}`)).toBe(hash(HEAD + COLD + WARM));
    expect(hash(HEAD + COLD + WARM.replace('kind words', 'kind word'))).not.toBe(hash(HEAD + COLD + WARM));
  });

  test.each([
    ['a misspelt key', HEAD + COLD + WARM.replace('pole', 'poel'), ['7:5 entries.1.pole: Invalid input: expected string, received undefined', '7:16 unknown key "poel"']],
    ['an unknown pole', HEAD + COLD + WARM.replace('warm', 'hot'), ['7:16 unknown pole or category "hot"', '5:1 no entry for "warm"']],
    ['an id twice', HEAD + COLD + WARM + WARM, ['8:6 the id "kind" stands twice']],
    ['a bad pattern', HEAD + COLD + WARM.replace('kind words', '(kind'), ['7:28 pattern of "kind": "(" without ")"']],
    ['a bad weight', HEAD + COLD + WARM.replace('source', 'weight: -1, source'), ['7:49 entries.1.weight: Too small: expected number to be >0']],
    ['no example', HEAD + COLD + WARM.replace('["kind words"]', '[]'), ['7:63 entries.1.hits: Too small: expected array to have >=1 items']],
    ['a pole without entries', HEAD + COLD, ['5:1 no entry for "warm"']],
    ['broken YAML', `${HEAD}  - {id: [`, ['6:11 Flow sequence in block collection must be sufficiently indented and end with a ]', '6:11 Flow map in block collection must be sufficiently indented and end with a }']],
    ['a key twice', `${HEAD}${COLD}${WARM}title: again\n`, ['8:1 the key "title" stands twice']],
    ['an alias', HEAD + COLD + WARM.replace('["kind words"]', '&a ["kind words"]').replace('test', '*a'), ['7:57 an alias (*name)', '7:70 an anchor (&name)']],
    ['a tag', HEAD + COLD + WARM.replace('test', '!!js/function "x"'), ['7:57 Unresolved tag: tag:yaml.org,2002:js/function']],
    ['nothing', '', ['1:1 the file: Invalid input: expected object, received null']],
    ['a list', '- a\n', ['1:1 the file: Invalid input: expected object, received array']],
  ])('refuses %s', (_, text, expected) => {
    expect(problems(text).sort()).toEqual(expected.sort());
  });

  test('reports everything that is wrong at once', () => {
    expect(problems(HEAD + COLD.replace('cool words,', '"",') + WARM.replace('warm', 'hot').replace('source: test, ', '')).length).toBeGreaterThan(1);
  });

  test('refuses a file that is too large unread', () => {
    const parsed = parseLexicon(`${HEAD}#${'x'.repeat(MOST_BYTES)}`, 'big.yml');
    expect(parsed).toMatchObject({ problems: [{ code: 'lexicon_size' }] });
  });

  test('a prototype trick stays a key that is refused', () => {
    expect(problems(`${HEAD}${COLD}${WARM}__proto__: {polluted: yes}\n`)).toEqual(['8:1 unknown key "__proto__"']);
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });
});

describe('lintLexicon', () => {
  const lint = (entries: string): string[] => {
    const parsed = parseLexicon(HEAD + entries, 'tone.yml');
    if ('problems' in parsed) throw new Error(JSON.stringify(parsed.problems));
    return lintLexicon(parsed.lexicon, 'tone.yml').map(({ code, message }) => `${code}: ${message}`);
  };

  test('a clean lexicon', () => {
    expect(lint(COLD + WARM)).toEqual([]);
  });

  test('words that only stemming makes equal, on opposite poles', () => {
    const a = '  - {id: a, pole: cold, pattern: communism, source: test, hits: [communism]}\n';
    const b = '  - {id: b, pole: warm, pattern: communities, source: test, hits: []}\n'.replace('[]', '[the communities]');
    expect(lint(a + b)[0]).toBe('entry_collision: "b" (warm) and "a" (cold) both match "commun"');
  });

  test('the same words twice on one pole', () => {
    expect(lint(COLD + WARM + WARM.replace('id: kind', 'id: again'))[0]).toBe('entry_twice: "again" (warm) and "kind" (warm) both match "kind word"');
  });

  test('the same words under different conditions do not collide, and conditions count in examples', () => {
    const plain = '  - {id: a, pole: cold, pattern: sell, source: test, hits: [we sell], unless: abroad}\n';
    const near = '  - {id: b, pole: warm, pattern: sell, source: test, near: abroad, within: 3, hits: [we sell abroad], misses: [we sell]}\n';
    expect(lint(plain + near)).toEqual([]);
    expect(lint(plain + near.replace('[we sell abroad]', '[we sell one two three four abroad]'))).toHaveLength(1);
  });

  test('a condition with a bad pattern is refused', () => {
    expect(problems(HEAD + COLD + WARM.replace('source', 'near: "(x", source'))[0]).toContain('pattern of "kind": "(" without ")"');
  });

  test('examples that do not do what they should', () => {
    expect(lint(COLD + WARM.replace('["kind words"]', '["unkind word"], misses: ["a kind word"]'))).toEqual([
      'entry_example: "kind" does not hit: unkind word',
      'entry_example: "kind" must not hit: a kind word',
    ]);
  });
});
