import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Dictionary, Loss } from '../src/lexicon/convert/dictionary.js';
import { exportLexicon, MOST_TERMS } from '../src/lexicon/convert/export.js';
import { importDictionary } from '../src/lexicon/convert/import.js';
import { FORMATS, readDictionary } from '../src/lexicon/convert/index.js';
import { buildAutomaton } from '../src/lexicon/automaton.js';
import { lintLexicon } from '../src/lexicon/lint.js';
import { MOST_BYTES, parseLexicon } from '../src/lexicon/parse.js';
import { makeMatcher } from '../src/match.js';
import { ProblemError } from '../src/problems.js';
import { segment } from '../src/segment.js';
import { tokenize } from '../src/tokenize.js';
import type { Lexicon } from '../src/types.js';
import { stdiplo } from './support/cli.js';
import { axis, entry, shipped } from './support/lexicons.js';

const NAMES = [...FORMATS.keys()];
const XML = '<?xml version="1.0" encoding="UTF-8"?>\n';

function lexiconOf(text: string): Lexicon {
  const parsed = parseLexicon(text, 'x.yml');
  if ('problems' in parsed) throw new Error(`${JSON.stringify(parsed.problems)}\n${text}`);
  return parsed.lexicon;
}

/** `line what: why`. */
const shown = (losses: readonly Loss[]): string[] => losses.map(({ what, why, line }) => `${line === undefined ? '' : `${line} `}${what}: ${why}`);

function imported(text: string, format: string, poles: [string, string] | null = null): { lexicon: Lexicon; entries: string[]; losses: string[] } {
  const { dictionary, losses } = readDictionary(text, format, 'x');
  const result = importDictionary(dictionary, 'words.dic', poles);
  const lexicon = lexiconOf(result.text);
  expect(lintLexicon(lexicon, 'x.yml')).toEqual([]);
  const entries = lexicon.entries.map(({ pole, pattern, weight }) => `${pole}: ${pattern}${weight === 1 ? '' : ` ${weight}`}`);
  return { lexicon, entries: entries.sort(), losses: shown([...losses, ...result.losses]) };
}

describe('formats are read', () => {
  test.each<[string, string, string, string[], string[]]>([
    ['quanteda: lists, one term, categories in categories', 'quanteda', 'sea:\n  - tide\n  - Ebb Flow\n  - ship*\nland: hill\nsky:\n  __: [cloud]\n  day: [sun]\n', ['land: hill', 'sea: ebb flow', 'sea: ship*', 'sea: tide', 'sky-day: sun', 'sky: cloud'], []],
    ['quanteda: every scalar is a word', 'quanteda', 'a: [no, 1990, null]\n', ['a: 1990', 'a: no', 'a: null'], []],
    ['quanteda: terms and categories in one list', 'quanteda', 'a:\n  - stone\n  - b: [moss]\n', ['a-b: moss', 'a: stone'], []],
    ['quanteda: an alias', 'quanteda', 'a: &x [stone]\nb: *x\nc: [moss]\n', ['a: stone', 'c: moss'], ['2 an alias (*name): write the terms out']],
    ['LIWC: numbers after tabs or blanks', 'liwc', '%\n01\tsea\n2 land\n%\n\ntide\t1\nship*   1\nlow tide\t1\nhill 2\n', ['land: hill', 'sea: low tide', 'sea: ship*', 'sea: tide'], []],
    ['LIWC 2015: nested, described, terms under both', 'liwc', '%\n1\tsea (Sea Words)\n\t2\twave\n%\ntide\t1\t2\nfoam\t1\n', ['sea-wave: tide', 'sea: foam'], []],
    ['LIWC: one term in two categories', 'liwc', '%\n1\tsea\n2\tland\n%\nshore\t1\t2\nhill\t2\n', ['land: hill', 'sea: shore'], ['5 "shore" in "land": it stands in "sea" too, and counts there; an entry has one category']],
    [
      'LIWC: what has conditions', 'liwc', '%\n1\tsea\nnonsense\n%\nwave\t(02 134)125/464\t1\nkind\t<of>1/2\nspray\t7\nfog\n',
      ['sea: wave'],
      ['3 "nonsense": not a number and the name of a category', '5 "wave (02 134)125/464 1": a condition on its category ((02 134)125/464)', '6 "kind <of>1/2": a condition on the next word (<of>)', '7 "spray 7": there is no category 7', '8 "fog": it has no category'],
    ],
    [
      'WordStat: tabs, weights, underscores, rules', 'wordstat', 'stray (1)\nSEA\n\tTIDE (1)\n\tLOW_TIDE (2)\n\tSPRAY* (0.5)\n\tFOAM (-1)\n\t@STORM [SEA NEAR WIND /S] (1)\n   \tDEEP\n   \t\tABYSS (1)\nLAND\n\thill (1)\n',
      ['land: hill', 'sea-deep: abyss', 'sea: foam', 'sea: low tide 2', 'sea: spray* 0.5', 'sea: tide'],
      ['1 "stray (1)": it stands in no category', '7 "@STORM [SEA NEAR WIND /S] (1)": a proximity rule', '6 "FOAM" in "SEA": a weight of -1; it gets 1 (weights are above 0, up to 100)'],
    ],
    [
      'Yoshikoder: the outer category is the dictionary; scores', 'yoshikoder', `${XML}<dictionary style="050805" patternengine="substring">\n<!-- own words -->\n<cnode name="Water &amp; earth" desc="">\n<cnode name='sea'>\n<pnode name="tide"/><pnode name=" low\ttide " score="2"></pnode>\n<pnode name="caf&#xe9;"/>\n<note/></cnode>\n<cnode name="land"><pnode name="hill"/></cnode>\n</cnode>\n</dictionary>\n`,
      ['land: hill', 'sea: café', 'sea: low tide 2', 'sea: tide'],
      ['8 <note>: not an element that is known'],
    ],
    [
      'Yoshikoder: regular expressions', 'yoshikoder', '<dictionary patternengine="regexp"><cnode name="d"><cnode name="sea"><pnode name="tide"/><pnode name="ti[dm]e"/><pnode name="tid*"/></cnode></cnode></dictionary>',
      ['sea: tide'],
      ['1 "ti[dm]e": a regular expression', '1 "tid*": a regular expression'],
    ],
    ['Lexicoder 2', 'lexicoder', '<dictionary style="Lexicoder" name="water">\n<cnode name="sea">\n<pnode name=" tide "></pnode></cnode><cnode name="land"><pnode name="hill"/></cnode></dictionary>', ['land: hill', 'sea: tide'], []],
    ['Lexicoder 3', 'lexicoder', 'fog\n+sea\ntide\nship*\n\n+land\nhill\n', ['land: hill', 'sea: ship*', 'sea: tide'], ['1 "fog": it stands in no category']],
  ])('%s', (_, format, text, entries, losses) => {
    const result = imported(text, format);
    expect(result.entries).toEqual(entries);
    expect(result.losses).toEqual(losses);
  });

  test.each<[string, string, string, RegExp]>([
    ['quanteda: a list', 'quanteda', '- tide\n', /not a map of categories/],
    ['quanteda: broken', 'quanteda', 'a: [tide\n', /x:2 {2}Flow sequence/],
    ['quanteda: deep', 'quanteda', `a: ${'['.repeat(100_000)}`, /not readable as YAML|call stack/],
    ['LIWC: no header', 'liwc', 'tide\t1\n', /no categories between two lines "%"/],
    ['LIWC-22 table', 'liwc', 'DicTerm,sea\ntide,X\n', /save the \.dicx as \.dic/],
    ['LIWC: a number twice', 'liwc', '%\n1\tsea\n1\tland\n%\n', /x:3 {2}the category number 1 stands twice/],
    ['a line that is no line', 'lexicoder', `+sea\n${'x'.repeat(5000)}\n`, /x:2 {2}a line of more than/],
    ['XML: something else', 'yoshikoder', '<html></html>', /<html> where one <dictionary>/],
    ['XML: a second root', 'yoshikoder', '<dictionary/><dictionary/>', /where one <dictionary>/],
    ['XML: a DOCTYPE', 'yoshikoder', `${XML}<!DOCTYPE d [<!ENTITY a "aaaa">]>\n<dictionary/>`, /x:2 {2}a DOCTYPE/],
    ['XML: an entity of its own', 'lexicoder', '<dictionary><cnode name="&a;"/></dictionary>', /an unknown entity \(&a;\)/],
    ['XML: a bare ampersand', 'lexicoder', '<dictionary><cnode name="a & b"/></dictionary>', /an unknown entity \(&\)/],
    ['XML: a character that is none', 'lexicoder', '<dictionary><cnode name="&#9999999;"/></dictionary>', /an unknown entity/],
    ['XML: an attribute without quotes', 'yoshikoder', '<dictionary>\n<cnode name=a></cnode></dictionary>', /x:2 {2}not well-formed/],
    ['XML: closed wrongly', 'yoshikoder', '<dictionary><cnode name="a"></dictionary></cnode>', /<\/dictionary> closes nothing/],
    ['XML: not closed', 'yoshikoder', '<dictionary><cnode name="a">', /<cnode> is not closed/],
    ['XML: a comment without end', 'yoshikoder', '<dictionary><!-- ', /a DOCTYPE or CDATA|not well-formed/],
    ['XML: a tag without end', 'yoshikoder', `<dictionary${' '.repeat(1_000_000)}`, /not well-formed/],
    ['XML: deep', 'yoshikoder', `<dictionary>${'<cnode name="a"><pnode name="b"/>'.repeat(1000)}${'</cnode>'.repeat(1000)}</dictionary>`, /nested more than 20 deep/],
    ['too large', 'wordstat', `SEA\n${'\n'.repeat(MOST_BYTES)}`, /larger than/],
    ['nothing of use', 'lexicoder', '+sea\n*tide\n', /only a \* at the end[^]*no term of any category/],
    ['too many categories', 'lexicoder', Array.from({ length: 51 }, (_, i) => `+c${i}\nword${i}\n`).join(''), /51 top categories/],
  ])('refused: %s', (_, format, text, message) => {
    const run = (): unknown => importDictionary(readDictionary(text, format, 'x').dictionary, 'x', null);
    expect(run).toThrow(ProblemError);
    expect(run).toThrow(message);
  });
});

describe('terms become patterns', () => {
  const one = (term: string): [string[], string[]] => {
    const { entries, losses } = imported(`x:\n  - ${JSON.stringify(term)}\n  - anchor\n`, 'quanteda');
    return [entries.filter((line) => line !== 'x: anchor').map((line) => line.slice(3)), losses.map((line) => line.replace(/^.*?": /, ''))];
  };

  test.each<[string, string[], string[]]>([
    ['Joint Laborator*', ['joint laborator*'], []],
    ['self-determin*', ['self-determin*'], []],
    ["don't", ["don't"], []],
    ['U.S.', ['U.S.'], []],
    ['exercis*', ['(exercis* | exerciz*)'], []],
    ['centr* bank', ['(centr* | center*) bank'], []],
    ['labour*', ['labour*'], ['texts are read in American spelling: it hits labor*']],
    ['tour*', ['tour*'], ['texts are read in American spelling: it does not hit tours, toured, touring']],
    ['w?man', [], ['a ? for one character has no counterpart']],
    ['*deceit*', [], ['only a * at the end of a word has a counterpart']],
    ['col*r', [], ['only a * at the end of a word has a counterpart']],
    ['not * good', [], ['a * for any word has no counterpart']],
    ['(a|b)', [], ['more than words: a sign, a rule or a regular expression']],
    ['/tid.*/', [], ['only a * at the end of a word has a counterpart']],
    ['\u{1d69c}x \u24b6', [], ['more than words: a sign, a rule or a regular expression']],
    ['\ufdfa', [], ['more than words: a sign, a rule or a regular expression']],
    ['/tide/', [], ['more than words: a sign, a rule or a regular expression']],
    ['=tide', [], ['more than words: a sign, a rule or a regular expression']],
    ['<3>', [], ['more than words: a sign, a rule or a regular expression']],
    [':-)', [], ['more than words: a sign, a rule or a regular expression']],
    ["'", [], [`"'" is not a word`]],
    ['a b c d e f g h i j k l m', [], ['more than 12 words']],
  ])('%s', (term, patterns, losses) => {
    expect(one(term)).toEqual([patterns, losses]);
  });

  test('the exact word comes before the prefix, the long prefix before the short one: each has its own text', () => {
    const { lexicon, losses } = imported('a: ["nat*", "nation*"]\nb: [nation]\n', 'quanteda');
    expect(losses).toEqual([]);
    expect(lexicon.entries.map(({ pattern, hits }) => [pattern, hits[0]])).toEqual([['nation', 'nation'], ['nation*', 'nations'], ['nat*', 'nat']]);
  });

  test('one word in two spellings is one entry', () => {
    expect(imported('a: [colour, color]\nb: [tide, colors, colours]\n', 'quanteda').entries).toEqual(['a: colour', 'b: colors', 'b: tide']);
  });

  test('two top categories become poles, with what is in them', () => {
    const { lexicon, losses } = imported('Cold: [ice]\nother: [dust]\nwarm:\n  sun: [ray, beam]\n', 'quanteda', ['warm', 'cold']);
    expect(lexicon).toMatchObject({ id: 'words', kind: 'axis', poles: ['warm', 'cold'], entries: [{ pole: 'warm', source: 'words.dic' }, { pole: 'warm' }, { pole: 'cold' }] });
    expect(losses).toEqual(['category "other", 1 terms: not one of the two poles', 'category "warm > sun": its terms stand under the pole warm']);
  });

  test.each<[[string, string], RegExp]>([
    [['cold', 'hot'], /no top category "hot"; name two of: cold, warm/],
    [['cold', 'cold'], /the two poles are the same/],
    [['cold', 'warm'], /no term of warm can be carried over/],
  ])('poles %s', (poles, message) => {
    expect(() => imported('cold: [ice]\nwarm: ["*"]\n', 'quanteda', poles)).toThrow(message);
  });

  test('more categories than a lexicon has: the top ones', () => {
    const inner = Array.from({ length: 60 }, (_, i) => `  c${i}: [word${i}]\n`).join('');
    const { lexicon, losses } = imported(`top:\n${inner}low: [tide]\n`, 'quanteda');
    expect(lexicon).toMatchObject({ categories: ['top', 'low'] });
    expect(losses).toEqual(['61 categories: a lexicon has up to 50: terms stand under the 2 top ones']);
  });

  test('whatever the terms are, the lexicon passes its lint, and each term is an entry, a remark or there already', () => {
    const word = fc.oneof(fc.constantFrom('nation', 'nation*', 'nat*', 'organis*', 'organise', 'colour', 'U.S.', 'no.', "o'", 'a-b', '*', 'x?', '=', 'can’t', '3.5'), fc.string({ minLength: 1, maxLength: 6, unit: 'grapheme' }), fc.stringMatching(/^[a-c]{1,3}\*?$/));
    const term = fc.array(word, { minLength: 1, maxLength: 3 }).map((words) => words.join(' '));
    const category = fc.record({ name: fc.string({ maxLength: 5 }), terms: fc.array(term, { maxLength: 12 }) });
    fc.assert(
      fc.property(fc.array(category, { maxLength: 4 }), (categories) => {
        const dictionary: Dictionary = {
          title: null,
          categories: new Map([...categories, { name: 'z', terms: ['anchor'] }].map(({ name, terms }) => [name, { terms: terms.map((text) => ({ text, weight: 1, line: 0 })), categories: new Map() }])),
        };
        const { text, entries, losses } = importDictionary(dictionary, 'x', null);
        const lexicon = lexiconOf(text);
        expect(lintLexicon(lexicon, 'x')).toEqual([]);
        expect(lexicon.entries.length).toBe(entries);
        for (const [name, { terms }] of dictionary.categories)
          for (const { text: written } of terms) {
            const noted = losses.some(({ what }) => what.startsWith(`"${written.replace(/\s+/g, ' ')}" in "${name.replace(/\s+/g, ' ')}"`));
            // Other alphabets fold case in ways of their own (final sigma).
            if (!noted && /^[\x20-\x7e’]*$/.test(written)) expect(found(lexicon, written.replaceAll('*', '')), written).not.toEqual([]);
          }
      }),
      { numRuns: 300 },
    );
  });
});

/** Poles of all entries that stand in a text, overlapping or not. */
function found(lexicon: Lexicon, text: string, matcher = makeMatcher(buildAutomaton(lexicon.entries))): string[] {
  const tokens = tokenize(text);
  return matcher.read(tokens)(segment(tokens), null, null).map((hit) => lexicon.entries[hit.entry]!.pole);
}

describe('lexicons are written', () => {
  const terms = (pattern: string, mode: 'stem' | 'exact' = 'stem'): [string[], string[]] => {
    const { dictionary, losses } = exportLexicon(axis([entry('e', 'left', pattern, 1, mode)]), () => true);
    return [dictionary.categories.get('left')!.terms.map(({ text }) => text), shown(losses.filter(({ what }) => what === 'e'))];
  };

  test.each<[string, string[], string[]]>([
    ['=joined', ['joined'], []],
    ['bio*', ['bio*'], []],
    ['laboratory', ['laborator*'], []],
    ['join', ['join', 'joins', 'joined', 'joining'], []],
    ['policies', ['policies', 'policy', 'policied', 'policying'], []],
    ['sharing', ['sharing', 'shared', 'share', 'shares'], []],
    ['centre', ['centre', 'centres', 'centred', 'centring'].slice(0, 2), []],
    ['share', ['share', 'shares', 'shared', 'sharing'], []],
    ['plan', ['plan', 'plans', 'planned', 'planning'], []],
    ['joint (laboratory | research centre)', ['joint* laborator*', 'joint* research* centre', 'joint* research* centres'], []],
    ['(new |) =fund', ['new fund', 'news fund', 'newed fund', 'newing fund', 'fund'], []],
    ['=share <3> =data', ['share data'], ['e: a gap (<3>): only without words between']],
    ['=WHO', ['WHO'], ['e: WHO: with this case here, in any case there']],
    ['(US | =U.S.) =aid', ['US aid'], ['e: US: with this case here, in any case there']],
    [`(${Array.from({ length: 50 }, (_, i) => `=a${i}`).join(' | ')}) (${Array.from({ length: 50 }, (_, i) => `=b${i}`).join(' | ')})`, [], [`e: more than ${MOST_TERMS} alternatives: the first are written`]],
  ])('%s', (pattern, expected, losses) => {
    const [written, lost] = terms(pattern);
    if (expected.length > 0) expect(written).toEqual(expected);
    else expect(written.length).toBe(MOST_TERMS);
    expect(lost).toEqual(losses);
  });

  test.each([
    ['quanteda', '# test: a "b" & <c>\n\n"left":\n  - "no"\n  - "s&t"\n"right":\n  - "low tide"\n  - "ship*"\n'],
    ['liwc', '%\n1\tleft\n2\tright\n%\nno\t1\ns&t\t1\nlow tide\t2\nship*\t2\n'],
    ['wordstat', 'left\n\tno (2)\n\ts&t (1)\nright\n\tlow tide (1)\n\tship* (1)\n'],
    ['yoshikoder', `${XML}<dictionary style="050805" patternengine="substring">\n<cnode name="test: a &quot;b&quot; &amp; &lt;c&gt;">\n<cnode name="left">\n  <pnode name="no" score="2"/>\n  <pnode name="s&amp;t"/>\n</cnode>\n<cnode name="right">\n  <pnode name="low tide" score="0.5"/>\n  <pnode name="ship*"/>\n</cnode>\n</cnode>\n</dictionary>\n`],
    ['lexicoder', '+left\nno\ns&t\n+right\nlow tide\nship*\n'],
  ])('%s', (name, expected) => {
    const lexicon = { ...axis([entry('a', 'left', 'no', 2, 'exact'), entry('b', 'left', 's&t', 1, 'exact'), entry('c', 'right', 'low tide', 0.5, 'exact'), entry('d', 'right', 'ship*', 1, 'exact')]), title: 'test: a "b" & <c>' };
    const format = FORMATS.get(name)!;
    const { dictionary, losses } = exportLexicon(lexicon, format.carries);
    expect(format.write(dictionary).text).toBe(expected);
    const weights = { yoshikoder: [], wordstat: ['c: its weight of 0.5 becomes 1'] }[name] ?? ['a: its weight of 2 becomes 1', 'c: its weight of 0.5 becomes 1'];
    expect(shown(losses.filter(({ what }) => what !== 'all entries'))).toEqual(weights);
  });

  test('LIWC would read a number in a phrase as a category', () => {
    const { dictionary } = exportLexicon(axis([entry('a', 'left', 'article 5', 1, 'exact')]), () => true);
    const { text, losses } = FORMATS.get('liwc')!.write(dictionary);
    expect(text).not.toContain('article');
    expect(shown(losses)).toEqual(['"article 5" in left: the number in it would be read as a category']);
  });

  test('Lexicoder 2 where the file is called so', () => {
    const { dictionary } = exportLexicon(axis([entry('a', 'left', 'tide', 2, 'exact')]), () => false);
    expect(FORMATS.get('lexicoder')!.write(dictionary, 'x.lcd').text).toBe(`${XML}<dictionary style="Lexicoder" name="test">\n<cnode name="left">\n  <pnode name="tide"/>\n</cnode>\n<cnode name="right">\n</cnode>\n</dictionary>\n`);
  });

  test('what is written of the shipped lexicons without a wildcard is hit by them', { timeout: 60_000 }, async () => {
    for (const lexicon of (await shipped()).lexicons.filter(({ id }) => ['challenges', 'partners', 'context'].includes(id))) {
      const matcher = makeMatcher(buildAutomaton(lexicon.entries));
      for (const [name, { terms: written }] of exportLexicon(lexicon, () => true).dictionary.categories) {
        const plain = written.filter(({ text }) => !text.includes('*'));
        expect(plain.length).toBeGreaterThan(0);
        expect(plain.filter(({ text }) => !found(lexicon, text, matcher).includes(name)).map(({ text }) => text)).toEqual([]);
      }
    }
  });
});

describe('there and back again', () => {
  const word = fc.stringMatching(/^[a-z]{2,9}\*?$/);
  const term = fc.tuple(fc.array(word, { minLength: 1, maxLength: 3 }), fc.constantFrom(1, 2, 0.5)).map(([words, weight]) => ({ text: words.join(' '), weight, line: 0 }));
  const dictionaries = fc
    .tuple(fc.array(term, { minLength: 1, maxLength: 12 }), fc.array(term, { minLength: 1, maxLength: 12 }))
    .map(([one, other]): Dictionary => ({ title: null, categories: new Map([['sea-air', { terms: one, categories: new Map() }], ['land', { terms: other, categories: new Map() }]]) }));

  test.each(NAMES)('%s keeps terms, categories and the weights it can', (name) => {
    const format = FORMATS.get(name)!;
    const write = (lexicon: Lexicon): string => format.write(exportLexicon(lexicon, format.carries).dictionary).text;
    fc.assert(
      fc.property(dictionaries, (dictionary) => {
        let first: string;
        try {
          first = importDictionary(dictionary, 'words', null).text;
        } catch (error) {
          expect(error).toBeInstanceOf(ProblemError);
          return;
        }
        const written = write(lexiconOf(first));
        const again = lexiconOf(importDictionary(readDictionary(written, name, 'words').dictionary, 'words', null).text);
        const content = (lexicon: Lexicon): string[] => [...exportLexicon(lexicon, format.carries).dictionary.categories].flatMap(([category, { terms }]) => terms.map(({ text, weight }) => `${category}: ${text} ${weight}`)).sort();
        expect(content(again)).toEqual(content(lexiconOf(first)));
      }),
      { numRuns: 60 },
    );
  });
});

describe('the command line', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'stdiplo-'));
    writeFileSync(join(folder, 'tone.yml'), 'cold: [ice, "*ice"]\nwarm: [sun*, joint laboratory]\n');
    writeFileSync(join(folder, 'latin1.dic'), Buffer.from([0x25, 0xe9]));
  });
  afterAll(() => rmSync(folder, { recursive: true }));
  const run = (...args: string[]) => stdiplo(['lexicon', ...args], { cwd: folder });

  test('import, lint, use, export', () => {
    const first = run('import', 'tone.yml', '--from', 'quanteda', '--poles', 'cold,warm', '-o', 'out/axis.yml');
    expect(first).toEqual({ code: 0, stdout: '', stderr: 'tone.yml:1  "*ice" in "cold": only a * at the end of a word has a counterpart\n3 entries (cold, warm), 1 remark on what is not carried over as it was\n' });
    expect(run('lint', 'out/axis.yml').code).toBe(0);
    expect(run('show', 'tone', '--lexicon', 'out/axis.yml').stdout).toContain('joint laboratory  (tone.yml)');
    expect(run('export', 'out/axis.yml', '--to', 'lexicoder').stdout).toBe('+cold\nice\n+warm\njoint laboratory\nsun*\n');
    expect(readFileSync(join(folder, 'out/axis.yml'), 'utf8')).toBe(run('import', 'tone.yml', '--from', 'quanteda', '--poles', 'cold,warm').stdout);
  });

  test('a file that is there is replaced only with --force', () => {
    writeFileSync(join(folder, 'mine.yml'), 'precious');
    const args = ['import', 'tone.yml', '--from', 'quanteda', '--poles', 'cold,warm', '-o', 'mine.yml'];
    expect(run(...args)).toMatchObject({ code: 2, stderr: expect.stringMatching(/mine\.yml {2}is there already/) as string });
    expect(readFileSync(join(folder, 'mine.yml'), 'utf8')).toBe('precious');
    expect(run(...args, '--force').code).toBe(0);
    expect(readFileSync(join(folder, 'mine.yml'), 'utf8')).toContain('kind: axis');
  });

  test.each(NAMES)('a built-in lexicon to %s, losses entry by entry', (name) => {
    const ran = run('export', 'challenges', '--to', name, '-o', `c.${name}`);
    expect({ code: ran.code, stdout: ran.stdout }).toEqual({ code: 0, stdout: '' });
    expect(ran.stderr).toMatch(/^challenges {2}brain-drain: a gap \(<4>\): only without words between/m);
    expect(importDictionary(readDictionary(readFileSync(join(folder, `c.${name}`), 'utf8'), name, 'c').dictionary, 'c', null).entries).toBeGreaterThan(1000);
  });

  test.each<[string, string[], RegExp]>([
    ['no format', ['import', 'tone.yml'], /required option '--from/],
    ['an unknown format', ['import', 'tone.yml', '--from', 'word'], /Allowed choices/],
    ['one pole', ['import', 'tone.yml', '--from', 'quanteda', '--poles', 'cold'], /two names/],
    ['the wrong format', ['import', 'tone.yml', '--from', 'liwc'], /tone\.yml:1 {2}no categories/],
    ['a missing file', ['import', 'nowhere.dic', '--from', 'liwc'], /no such file/],
    ['not UTF-8', ['import', 'latin1.dic', '--from', 'liwc'], /iconv/],
    ['an unknown lexicon', ['export', 'nowhere', '--to', 'liwc'], /no lexicon "nowhere"; use a \.yml file or one of: domain/],
    ['a missing lexicon', ['export', 'nowhere.yml', '--to', 'liwc'], /nowhere\.yml {2}no such file/],
  ])('%s', (_, args, complaint) => {
    const ran = run(...args);
    expect({ code: ran.code, stderr: ran.stderr }).toEqual({ code: 2, stderr: expect.stringMatching(complaint) as string });
  });
});
