import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { analyze } from '../src/classify.js';
import type { Analysis } from '../src/classify.js';
import { diffDocument, diffLexicons } from '../src/diff.js';
import type { AxisChange, Diff, DocumentChange } from '../src/diff.js';
import { compileLexicons } from '../src/lexicon/compile.js';
import type { LexiconSet } from '../src/lexicon/compile.js';
import { position } from '../src/score.js';
import type { DomainLexicon, Entry, Lexicon } from '../src/types.js';
import { stdiplo } from './support/cli.js';
import { axis, entry } from './support/lexicons.js';

function difference(before: LexiconSet, after: LexiconSet, text: string, moved = 0.5): DocumentChange | null {
  const pair = { before: analyze(text, before) as Analysis, after: analyze(text, after) as Analysis };
  return diffDocument(pair, { before, after }, diffLexicons(before, after), moved);
}

const of = (...entries: Entry[]): LexiconSet => compileLexicons([axis(entries)]);
const KITE = entry('kite', 'right', 'kites');
const STONE = entry('stone', 'left', 'stones');

describe('what becomes of a document', () => {
  test.each<[string, LexiconSet, LexiconSet, string, Partial<AxisChange> | null]>([
    ['nothing', of(KITE), of(KITE), 'Kites.', null],
    ['a flip', of(KITE), of({ ...KITE, pole: 'left' }), 'Kites.', { kind: 'flipped', label: { before: 'right', after: 'left' }, theta: { before: position(0, 1), after: position(1, 0) } }],
    ['a label gained', of(KITE), of(KITE, STONE), 'Stones.', { kind: 'gained', label: { before: null, after: 'left' }, reason: { before: 'no_evidence', after: null } }],
    ['a label lost', of(KITE, STONE), of(KITE), 'Stones.', { kind: 'lost', reason: { before: null, after: 'no_evidence' } }],
    ['to mixed', of(KITE), of(KITE, STONE), 'Kites, kites, stones, stones.', { kind: 'changed', label: { before: 'right', after: 'mixed' } }],
    ['the same label, theta moved', of(KITE), of({ ...KITE, weight: 3 }), 'Kites.', { kind: 'moved', theta: { before: position(0, 1), after: position(0, 3) } }],
    ['theta moved too little', of(KITE), of({ ...KITE, weight: 1.5 }), 'Kites.', null],
    ['a label that became too thin', of(KITE), of({ ...KITE, weight: 0.4 }), 'Kites.', { kind: 'lost', reason: { before: null, after: 'thin' } }],
    ['another axis', of(KITE), compileLexicons([axis([KITE]), axis([STONE], ['left', 'right'], 'more')]), 'Kites and stones.', null],
  ])('%s', (_, before, after, text, expected) => {
    const change = difference(before, after, text);
    if (expected === null) expect(change).toBeNull();
    else expect(change).toMatchObject({ relevance: null, axes: [{ axis: 'test', ...expected }] });
  });

  test('evidence below a label counts from 0, for theta is 0 without any', () => {
    const thin = entry('thin', 'right', 'stones', 0.4);
    expect(difference(of(KITE), of(KITE, thin), 'Stones.', 0.5)?.axes).toMatchObject([{ kind: 'moved', label: { before: null, after: null }, theta: { before: null, after: position(0, 0.4) } }]);
    expect(difference(of(KITE), of(KITE, thin), 'Stones.', 0.6)).toBeNull();
  });
});

describe('entries responsible', () => {
  const effectsOf = (before: LexiconSet, after: LexiconSet, text: string) => difference(before, after, text, 0)!.axes[0]!.entries;

  test('the largest difference first, below 0 on the minus pole; what did not change is left out', () => {
    const before = of(KITE, { ...STONE, weight: 2 }, entry('gone', 'left', 'mud'));
    const after = of(KITE, { ...STONE, weight: 1.5 }, entry('fresh', 'right', 'sails', 3));
    expect(effectsOf(before, after, 'Kites, sails, stones, mud.')).toEqual([
      { entry: 'test/fresh', before: 0, after: 3, difference: 3, entryIs: 'added' },
      { entry: 'test/gone', before: -1, after: 0, difference: 1, entryIs: 'removed' },
      { entry: 'test/stone', before: -2, after: -1.5, difference: 0.5, entryIs: 'changed' },
    ]);
  });

  test('an entry that a longer new one shadows', () => {
    expect(effectsOf(of(KITE), of(KITE, entry('longer', 'left', 'paper kites')), 'Paper kites.')).toEqual([
      { entry: 'test/kite', before: 1, after: 0, difference: -1, entryIs: 'unchanged' },
      { entry: 'test/longer', before: 0, after: -1, difference: -1, entryIs: 'added' },
    ]);
  });

  test('at most five', () => {
    const words = ['ants', 'bees', 'cats', 'dogs', 'eels', 'foxes', 'goats'];
    const entries = (weight: number) => of(KITE, ...words.map((word, i) => entry(word, 'right', word, weight * (i + 1))));
    expect(effectsOf(entries(1), entries(2), `${words.join(' ')}.`).map(({ entry: name }) => name)).toEqual(['test/goats', 'test/foxes', 'test/eels', 'test/dogs', 'test/cats']);
  });
});

describe('relevance', () => {
  const LAB = entry('lab', 'science-technology', 'laboratory', 2);
  const ABROAD = entry('abroad', 'cross-border', 'abroad', 2);
  const domain = (entries: Entry[], threshold = 0.5): DomainLexicon => ({
    id: 'domain',
    kind: 'domain',
    title: 'Domain',
    hash: '',
    categories: ['science-technology', 'cross-border', 'elsewhere'],
    relevance: { coefficients: { bias: -1, 'science-technology': 1, 'cross-border': 1 }, threshold, passage: 100, fittedOn: 'test', inside: 1, beside: 1, outside: 0.5 },
    entries,
  });
  const set = (...lexicons: Lexicon[]): LexiconSet => compileLexicons([...lexicons, axis([KITE])]);
  const TEXT = 'The laboratory flies kites abroad.';

  test('off topic: the domain entry that did it, and the label that goes with it by no entry of its own', () => {
    const change = difference(set(domain([LAB, ABROAD])), set(domain([ABROAD])), TEXT)!;
    expect(change.relevance).toMatchObject({ label: { before: 'relevant', after: 'off_topic' }, score: { after: 0 } });
    // Without the laboratory the score is 0, which counts as 0.001.
    const logit = -1 + Math.log1p(2) + Math.log1p(2);
    expect(change.relevance!.entries).toMatchObject([{ entry: 'domain/lab', after: 0, entryIs: 'removed' }]);
    expect(change.relevance!.entries[0]!.before).toBeCloseTo(logit - Math.log(0.001 / 0.999), 8);
    expect(change.axes).toMatchObject([{ axis: 'test', kind: 'lost', reason: { before: null, after: 'off_topic' }, theta: { after: null }, entries: [] }]);
  });

  test('back on topic, by one entry more', () => {
    const change = difference(set(domain([LAB], 0.7)), set(domain([LAB, ABROAD], 0.7)), TEXT)!;
    expect(change.relevance!.entries).toMatchObject([{ entry: 'domain/abroad', before: 0, entryIs: 'added' }]);
    expect(change.relevance!.entries[0]!.difference).toBeCloseTo(Math.log1p(2), 8);
    expect(change.axes[0]!.kind).toBe('gained');
  });

  test('by a setting, which no entry answers for', () => {
    const [before, after] = [set(domain([LAB, ABROAD])), set(domain([LAB, ABROAD], 0.99))];
    expect(difference(before, after, TEXT)!.relevance!.entries).toEqual([]);
    expect(diffLexicons(before, after)).toEqual({ added: [], removed: [], changed: [], settings: [{ lexicon: 'domain', setting: 'relevance.threshold', before: '0.5', after: '0.99' }] });
  });
});

test('entries added, removed, changed, and settings; notes are no change', () => {
  const before = compileLexicons([{ ...axis([KITE, STONE]), hash: 'a' }]);
  const after = compileLexicons([{ ...axis([{ ...KITE, weight: 2, pattern: 'kite*', source: 'elsewhere', hits: ['kites'] }, entry('fresh', 'left', 'mud')]), hash: 'b', title: 'New', fittedOn: 'x', label: { least: 1, lean: 0.2, each: 2 } }]);
  expect(diffLexicons(before, after)).toEqual({
    added: ['test/fresh'],
    removed: ['test/stone'],
    changed: [{ entry: 'test/kite', fields: ['pattern', 'weight'] }],
    settings: [{ lexicon: 'test', setting: 'label.least', before: '0.5', after: '1' }],
  });
});

describe('stdiplo lexicon diff', () => {
  const folder = mkdtempSync(join(tmpdir(), 'stdiplo-diff-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const lexicon = (pole: string, weight = 1): string =>
    `id: tone\ntitle: Tone\nkind: axis\npoles: [cold, warm]\nentries:\n  - {id: a, pole: ${pole}, weight: ${weight}, pattern: kite, source: test, hits: [kite]}\n  - {id: b, pole: cold, pattern: mud, source: test, hits: [mud]}\n  - {id: c, pole: warm, pattern: sun, source: test, hits: [sun]}\n`;
  for (const [name, text] of [['one', lexicon('cold')], ['two', lexicon('warm')], ['heavy', lexicon('cold', 9)]] as const) {
    mkdirSync(join(folder, name));
    writeFileSync(join(folder, name, 'tone.yml'), text);
  }
  mkdirSync(join(folder, 'docs'));
  writeFileSync(join(folder, 'docs/kite.txt'), 'A kite flew.');
  writeFileSync(join(folder, 'docs/sun.txt'), 'The sun rose.');
  // The built-in orientation with one pole turned round.
  const orientation = readFileSync('lexicons/orientation.yml', 'utf8');
  writeFileSync(join(folder, 'orientation.yml'), orientation.replace(/(- id: access-to-technology\n {4}pole: )diplomacy-for-st/, '$1st-for-diplomacy'));
  writeFileSync(join(folder, 'access.txt'), 'The two Governments agree that scientists of each country have access to the modern technology of the joint laboratory for research.');
  const run = (...args: string[]) => stdiplo(['lexicon', 'diff', ...args], { cwd: folder });
  const json = (...args: string[]) => JSON.parse(run(...args, '--format', 'json').stdout) as Diff;

  test('the built-in set is the lexicons that ship', () => {
    const diff = json('built-in', join(process.cwd(), 'lexicons'), '--on', 'access.txt', '--moved', '0');
    expect(diff).toEqual({ documents: 1, changed: [], lexicons: { added: [], removed: [], changed: [], settings: [] } });
  });

  test('a file takes the place of the built-in lexicon of its id', () => {
    const diff = json('built-in', 'orientation.yml', '--on', 'access.txt', '--moved', '0');
    expect(diff.lexicons).toEqual({ added: [], removed: [], changed: [{ entry: 'orientation/access-to-technology', fields: ['pole'] }], settings: [] });
    expect(diff.changed).toMatchObject([{ id: 'access.txt', axes: [{ axis: 'orientation', entries: [{ entry: 'orientation/access-to-technology', entryIs: 'changed' }] }] }]);
  });

  test('a file of another id is added', () => {
    expect(json('built-in', 'one/tone.yml', '--on', 'access.txt').lexicons.added).toEqual(['tone/a', 'tone/b', 'tone/c']);
  });

  test('for people', () => {
    expect(run('one', 'two', '--on', 'docs').stdout).toBe(`docs/kite.txt
  tone          cold -> warm  theta -1.10 -> +1.10  (flipped to the opposite pole)
    +2.00   tone/a  -1.00 -> 1.00  changed

1 of 2 documents changed
     1  flipped to the opposite pole

entries: 0 added, 0 removed, 1 changed
  ~ tone/a  (pole)
`);
  });

  test.each<[string, string[], number]>([
    ['a flip is no failure', ['one', 'two', '--on', 'docs'], 0],
    ['unless asked', ['one', 'two', '--on', 'docs', '--exit-code'], 1],
    ['a move is no flip', ['one', 'heavy', '--on', 'docs', '--exit-code'], 0],
    ['several patterns', ['one', 'two', '--on', 'docs/sun.txt', 'docs/kite.txt', '--exit-code'], 1],
    ['a document from standard input, without words', ['one', 'two', '--on', '-'], 1],
    ['no documents', ['one', 'two', '--on', 'nowhere'], 2],
    ['no --on', ['one', 'two'], 2],
    ['a missing set', ['one', 'nowhere', '--on', 'docs'], 2],
    ['a bad number', ['one', 'two', '--on', 'docs', '--moved', '-1'], 2],
  ])('%s', (_, args, code) => {
    expect(run(...args).code).toBe(code);
  });
});
