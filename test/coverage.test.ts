import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { findHits } from '../src/classify.js';
import { countCoverage } from '../src/coverage.js';
import type { Coverage, LexiconCoverage } from '../src/coverage.js';
import { compileLexicons } from '../src/lexicon/compile.js';
import { stdiplo } from './support/cli.js';
import { axis, CONTEXT, DOMAIN, entry } from './support/lexicons.js';

const AXIS = axis([
  { ...entry('join', 'left', 'join'), misses: ['enjoy'] },
  entry('join-us', 'left', 'join us'),
  entry('us', 'right', 'us'),
  entry('lead', 'right', 'lead', 3),
  entry('leader', 'left', '(leads | idle)'),
]);
const SET = compileLexicons([AXIS, DOMAIN, CONTEXT]);

function covered(id: string, documents: readonly string[]): LexiconCoverage {
  const counter = countCoverage(new Set([id]), SET);
  for (const text of documents) {
    const reading = findHits(text, SET);
    if ('found' in reading) counter.add(reading);
  }
  const { lexicons } = counter.coverage();
  expect(lexicons.map(({ lexicon }) => lexicon)).toEqual([id]);
  return lexicons[0]!;
}

describe('coverage', () => {
  const ALL = ['They join us in a laboratory abroad.', 'We join a laboratory abroad.'];

  test('never fired', () => {
    expect(covered('test', ALL).neverFired).toEqual(['lead', 'leader']);
    expect(covered('test', []).neverFired).toEqual([]);
  });

  test('without misses, and contradictory: nothing is read for them', () => {
    const { withoutMisses, contradictory, entries } = covered('test', []);
    expect({ entries, withoutMisses }).toEqual({ entries: 5, withoutMisses: ['join-us', 'us', 'lead', 'leader'] });
    expect(contradictory).toEqual([{ entry: 'leader', pole: 'left', other: 'lead', otherPole: 'right', words: 'lead' }]);
  });

  test.each([
    ['every hit lost', ALL.slice(0, 1), [{ entry: 'join', hits: 1, by: ['join-us'] }, { entry: 'us', hits: 1, by: ['join-us'] }]],
    ['one hit stood', ALL, [{ entry: 'us', hits: 1, by: ['join-us'] }]],
    ['nothing to lose to', ALL.slice(1), []],
  ])('always shadowed: %s', (_, documents, expected) => {
    expect(covered('test', documents).shadowed).toEqual(expected);
  });

  test('a cue that works inside its own span shadows nothing and loses to nothing', () => {
    const { shadowed } = covered('context', ['They moved from not only rules to rules.']);
    expect(shadowed).toEqual([{ entry: 'not', hits: 1, by: ['not-only'] }]);
  });

  test.each([
    ['the only evidence', 'test', ['We join a laboratory abroad.', 'You join the laboratory abroad.'], [{ entry: 'join', documents: 2 }]],
    ['either would do', 'test', ['We join; they join us, in a laboratory abroad.'], []],
    ['off topic anyway', 'test', ['We join the fair.'], []],
    ['relevance', 'domain', ['A laboratory abroad.'], [{ entry: 'lab', documents: 1 }, { entry: 'abroad', documents: 1 }]],
    ['a cue that drops the evidence', 'context', ['We do not join a laboratory abroad.'], [{ entry: 'not', documents: 1 }]],
  ])('decides alone: %s', (_, id, documents, expected) => {
    expect(covered(id, documents).decisive).toEqual(expected);
  });
});

describe('stdiplo lexicon test', () => {
  const folder = mkdtempSync(join(tmpdir(), 'stdiplo-coverage-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const lexicon = (name: string, hits: string, id = 'tone'): string => {
    const file = join(folder, name);
    writeFileSync(
      file,
      `id: ${id}
title: Tone
kind: axis
poles: [cold, warm]
entries:
  - {id: cool, pole: cold, pattern: cool words, source: test, hits: [cool words], misses: [cool drinks]}
  - {id: kind, pole: warm, pattern: kind words, source: test, hits: [${hits}]}
`,
    );
    return file;
  };
  const good = lexicon('good.yml', 'kind words');
  const bad = lexicon('bad.yml', 'unkind words, kind deeds');
  const context = join(folder, 'cues.yml');
  writeFileSync(context, 'id: own-cues\ntitle: Cues\nkind: context\neffects: {negation: 0}\nentries:\n  - {id: never, category: negation, pattern: never, source: test, hits: [never again]}\n');
  mkdirSync(join(folder, 'documents'));
  writeFileSync(join(folder, 'documents', 'a.txt'), 'Kind words were heard in the laboratory that both countries run abroad.');
  const documents = join(folder, 'documents');

  test('examples that hold', () => {
    expect(stdiplo(['lexicon', 'test', good])).toEqual({ code: 0, stdout: '', stderr: '1 lexicon, 2 entries, 3 examples, 0 failed\n' });
  });

  test('one line a failure', () => {
    const { code, stdout, stderr } = stdiplo(['lexicon', 'test', good, bad]);
    expect({ code, stderr }).toEqual({ code: 2, stderr: '2 lexicons, 4 entries, 7 examples, 2 failed\n' });
    expect(stdout.split('\n')).toEqual([expect.stringContaining('bad.yml  "kind" does not hit: unkind words'), expect.stringContaining('bad.yml  "kind" does not hit: kind deeds'), '']);
  });

  test('--on implies --coverage; the files join the built-in lexicons', () => {
    const { code, stdout } = stdiplo(['lexicon', 'test', good, '--format', 'json', '--on', documents]);
    const { failures, coverage } = JSON.parse(stdout) as { failures: unknown[]; coverage: Coverage };
    expect({ code, failures, documents: coverage.documents }).toEqual({ code: 0, failures: [], documents: 1 });
    expect(coverage.lexicons).toEqual([
      { lexicon: 'tone', entries: 2, withoutMisses: ['kind'], contradictory: [], neverFired: ['cool'], shadowed: [], decisive: [{ entry: 'kind', documents: 1 }] },
    ]);
  });

  test.each([
    ['with its id', () => lexicon('role.yml', 'kind words', 'role'), 'role'],
    ['of which there can be one', () => context, 'own-cues'],
  ])('a file takes the place of the built-in lexicon %s', (_, file, id) => {
    expect(stdiplo(['lexicon', 'test', file(), '--coverage'])).toMatchObject({ code: 0, stdout: expect.stringMatching(`^${id}: \\d entr`) as string });
  });

  test('for people', () => {
    const { stdout } = stdiplo(['lexicon', 'test', good, '--on', documents]);
    expect(stdout).toBe('tone: 2 entries, 1 document\n  never fired (1)\n    cool\n  decide a label alone (1)\n    kind: 1 document\n  without misses (1)\n    kind\n\n');
  });

  test.each([
    ['a document that is not there', ['--on', join(folder, 'none.txt')], 2, /none\.txt {2}no such file/],
    ['a document that cannot be judged', ['--on', join(folder, 'empty.txt')], 1, /empty\.txt {2}no words in it/],
  ])('%s', (_, args, code, complaint) => {
    writeFileSync(join(folder, 'empty.txt'), '...');
    expect(stdiplo(['lexicon', 'test', good, ...args])).toMatchObject({ code, stderr: expect.stringMatching(complaint) as string });
  });

  test('documents from NDJSON on standard input', () => {
    const { stdout } = stdiplo(['lexicon', 'test', good, '--input-format', 'ndjson', '--format', 'json', '--on', '-'], { input: '{"text": "Cool words were heard."}\n{"text": "Kind words were heard."}\n' });
    expect((JSON.parse(stdout) as { coverage: Coverage }).coverage).toMatchObject({ documents: 2, lexicons: [{ neverFired: [] }] });
  });
});
