import { describe, expect, test } from 'vitest';
import { parseLexicon } from '../src/lexicon/parse.js';

const HEAD = 'id: tone\ntitle: Tone\nkind: axis\npoles: [cold, warm]\n';
const ENTRY = { id: 'a', pole: 'cold', pattern: 'cool', source: 'test', hits: '[cool]' };
const OTHER = '  - {id: b, pole: warm, pattern: sun, source: test, hits: [sun]}\n';
const WHOLE = lexicon({});

function lexicon(changes: Record<string, string>, head = HEAD): string {
  const fields = Object.entries({ ...ENTRY, ...changes }).filter(([, value]) => value !== '').map(([key, value]) => `${key}: ${value}`);
  return `${head}entries:\n  - {${fields.join(', ')}}\n${OTHER}`;
}

function entries(number: number, fields: (i: number) => string): string {
  return `${HEAD}entries:\n${Array.from({ length: number }, (_, i) => `  - {${fields(i)}}\n`).join('')}`;
}

const BROKEN: Record<string, string> = {
  'nothing': '',
  'null': 'null\n',
  'a word': 'hello\n',
  'a number': '42',
  'a list': '- a\n- b\n',
  'JSON that ends early': '{"id": "tone", "title": "T"',
  'a quote that is never closed': 'id: "abc\n',
  'a tab': `${HEAD}entries:\n\t- {id: a}\n`,
  'bad indentation': `${HEAD}entries:\n - {id: a\n`,
  'lone carriage returns': WHOLE.replaceAll('\n', '\r'),
  'two documents': `${WHOLE}---\n${WHOLE}`,
  'an alias': `${HEAD}x: &a [1]\ny: *a\n`,
  'an alias of itself': `a: &a [*a]\n${WHOLE}`,
  'an alias of nothing': `a: *nothing\n${WHOLE}`,
  'a bomb of aliases': `a: &a [${'x,'.repeat(9)}x]\n${[...'bcdefghijkl'].map((name, i) => `${name}: &${name} [${Array<string>(9).fill(`*${'abcdefghijk'[i]!}`).join(',')}]\n`).join('')}${WHOLE}`,
  'merge keys': `base: &b {id: a}\n${HEAD}entries:\n  - <<: *b\n    pole: cold\n`,
  'merges of 1,000 by 1,000': `a: &a\n${Array.from({ length: 1_000 }, (_, i) => `  - &m${i} {}\n`).join('')}b:\n${'  - {<<: *a}\n'.repeat(1_000)}`,
  '30,000 keys': `${WHOLE}${Array.from({ length: 30_000 }, (_, i) => `k${i}: 1\n`).join('')}`,
  '10,000 brackets': `${HEAD}x: ${'['.repeat(10_000)}`,
  '10,000 brackets, closed': `${HEAD}x: ${'['.repeat(10_000)}${']'.repeat(10_000)}`,
  '1,500 levels': `${HEAD}x:\n${Array.from({ length: 1_500 }, (_, i) => `${' '.repeat(i + 1)}a:\n`).join('')}`,
  '5,000 dashes': `${'- '.repeat(5_000)}a`,
  '5,000 question marks': '? '.repeat(5_000),
  'a function': `${HEAD}x: !!js/function 'function(){}'\n`,
  'a Python object': `${HEAD}x: !!python/object/apply:os.system ['ls']\n`,
  'a binary tag': WHOLE.replace('Tone\n', '!!binary aGVsbG8=\n'),
  'a set': `x: !!set {a}\n${WHOLE}`,
  'a local tag': WHOLE.replace('Tone\n', '!own Tone\n'),
  'a list as a key': `? [a, b]\n: c\n${WHOLE}`,
  'a key twice': `title: Again\n${WHOLE}`,
  'an unknown key': `colour: red\n${WHOLE}`,
  'a file to include': `extends: ../../secret.yml\n${WHOLE}`,
  'the key __proto__': `__proto__: {kind: axis}\n${WHOLE}`,
  'the key constructor': `constructor: {prototype: {kind: axis}}\n${WHOLE}`,
  'the id __proto__': lexicon({ id: '__proto__' }),
  'the pole __proto__': lexicon({ pole: '__proto__' }),
  'the pole constructor, which is inherited': lexicon({ pole: 'constructor' }),
  'poles with __proto__': WHOLE.replace('[cold, warm]', '[__proto__, warm]'),
  'a kind that is none': WHOLE.replace('kind: axis', 'kind: plugin'),
  'no kind': WHOLE.replace('kind: axis\n', ''),
  'one pole': WHOLE.replace('[cold, warm]', '[cold]'),
  'one pole twice': WHOLE.replace('[cold, warm]', '[cold, cold]'),
  'poles that are true and false elsewhere': WHOLE.replace('[cold, warm]', '[true, false]'),
  'no entries': HEAD,
  'entries that are null': `${HEAD}entries:\n`,
  'entries that are a mapping': `${HEAD}entries: {a: 1}\n`,
  'an empty list of entries': `${HEAD}entries: []\n`,
  'a pole that is none': lexicon({ pole: 'hot' }),
  'an id twice': lexicon({ id: 'b' }),
  'an id with an accent': lexicon({ id: 'é' }),
  'a title of 100,000 characters': WHOLE.replace('Tone', 'x'.repeat(100_000)),
  ...Object.fromEntries(['.nan', '.inf', '-.inf', '1e309', '-1', '0', '"2"', 'high', 'null', '[1]', 'true'].map((weight) => [`weight ${weight}`, lexicon({ weight })])),
  ...Object.fromEntries(['null', '~', '2030', 'true', '2.5', '""', '"   "', '"*"', '"!!!"', '"="', '[a]', '"(a | b"', '"a)"', '"()"', '"(a |)"', '"a <99> b"', '"a <0> b"', '"<3> a"', '"a <3>"', '"(a+)+$"', '"/.*/"', '"\\0"'].map((pattern) => [`pattern ${pattern}`, lexicon({ pattern })])),
  'no pattern': lexicon({ pattern: '' }),
  'a pattern of 900 words': lexicon({ pattern: `"${'a '.repeat(900)}"` }),
  'a pattern of a million alternatives': lexicon({ pattern: `"(${'a|'.repeat(900_000)}a)"` }),
  '900 groups in each other': lexicon({ pattern: `"${'('.repeat(900)}a${')'.repeat(900)}"` }),
  'near that is empty': lexicon({ near: '""' }),
  'unless that is broken': lexicon({ unless: '"(a"' }),
  'within below 0': lexicon({ within: '-1' }),
  'a mode that is none': lexicon({ match: 'regex' }),
  'examples that are no list': lexicon({ hits: 'cool' }),
  'no examples': lexicon({ hits: '[]' }),
  '5,000 entries, all of them wrong': entries(5_000, (i) => `id: a${i}, pole: hot, pattern: '(w', source: t, hits: [w]`),
  '5,000 entries of a wrong shape': entries(5_000, (i) => `id: a${i}, patern: w`),
  'more than 2 MiB': `${WHOLE}#${'x'.repeat(2 * 1024 * 1024)}`,
};

describe('what is wrong is said with its place, and how to mend it', () => {
  test.each(Object.keys(BROKEN))('%s', (name) => {
    const parsed = parseLexicon(BROKEN[name]!, 'own.yml');
    if (!('problems' in parsed)) throw new Error('accepted');
    expect(parsed.problems.length).toBeGreaterThan(0);
    expect(parsed.problems.length).toBeLessThanOrEqual(50);
    for (const { file, line, column, message, remedy } of parsed.problems) {
      expect(file).toBe('own.yml');
      if (name !== 'more than 2 MiB') expect([line! >= 1, column! >= 1]).toEqual([true, true]);
      expect(message).not.toMatch(/call stack|undefined is not|Cannot read|TypeError|RangeError/);
      expect(message.length).toBeLessThan(2_500);
      expect(remedy).not.toBe('');
    }
    expect(({} as Record<string, unknown>)['kind']).toBeUndefined();
  });
});

test.each<[string, string]>([
  ['as it is', WHOLE],
  ['with CRLF', WHOLE.replaceAll('\n', '\r\n')],
  ['as YAML 1.1', `%YAML 1.1\n---\n${WHOLE}`],
  ['poles called no and yes are words', WHOLE.replace('[cold, warm]', '[no, yes]').replace('pole: cold', 'pole: no').replace('pole: warm', 'pole: yes')],
  ['poles called like what objects inherit', WHOLE.replace('[cold, warm]', '[constructor, warm]').replace('pole: cold', 'pole: constructor')],
])('a good one is taken %s', (_, text) => expect(parseLexicon(text, 'own.yml')).toHaveProperty('lexicon.entries.length', 2));
