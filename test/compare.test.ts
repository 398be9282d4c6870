import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { compareRuns, diffRuns } from '../src/compare.js';
import type { AxisMove } from '../src/compare.js';
import { markdownComparison } from '../src/report/compare.js';
import type { Results } from '../src/results.js';
import type { AxisResult, Evidence, OkResult, Result, Run } from '../src/types.js';
import { stdiplo } from './support/cli.js';

const RUN: Run = { schema: 'stdiplo/run/1', tool: 'stdiplo 1.0.0', lexicons: [{ id: 'test', kind: 'axis', hash: 'a'.repeat(64), poles: ['left', 'right'] }], fields: [], options: { seed: 1, resamples: 0, strict: false, minConfidence: 0, evidence: true } };
const NONE: AxisResult = { label: null, reason: 'no_evidence', theta: null, se: null, interval: null, balance: null, salience: null, hits: { left: 0, right: 0 }, weight: { left: 0, right: 0 }, confidence: null, significant: false };
const of = (label: string | null, theta: number | null, more: Partial<AxisResult> = {}): AxisResult => ({ ...NONE, label, reason: label === null ? 'thin' : null, theta, hits: { left: 1, right: 1 }, ...more });

function ok(id: string, axis: AxisResult, evidence: Evidence[] = [], relevance: OkResult['relevance'] = null): OkResult {
  return { schema: 'stdiplo/result/1', id, status: 'ok', meta: { title: null, date: null }, sentences: 1, words: 9, relevance, axes: { test: axis }, themes: {}, transitions: [], evidence };
}
const broken = (id: string): Result => ({ schema: 'stdiplo/result/1', id, status: 'error', problem: { code: 'format', message: 'PDF | text' } });
const quote = (entry: string, pole: string, weight: number): Evidence => ({ axis: 'test', pole, entry, weight, text: 'x', start: 0, end: 1, line: 1, column: 1, sentence: 0, cues: [] });
const results = (...list: Result[]): Results => ({ run: null, results: list });

describe('what becomes of a document', () => {
  test.each<[string, AxisResult, AxisResult, AxisMove['kind'] | null]>([
    ['nothing', of('right', 1), of('right', 1), null],
    ['a flip', of('right', 1), of('left', -1), 'flipped'],
    ['a label gained', of(null, 0.1), of('right', 1), 'gained'],
    ['a label lost', of('right', 1), of(null, 0.1), 'lost'],
    ['to mixed', of('right', 1), of('mixed', 0), 'changed'],
    ['moved', of('right', 1), of('right', 1.6), 'moved'],
    ['moved too little', of('right', 1), of('right', 1.4), null],
    ['no longer significant', of('right', 1, { significant: true }), of('right', 1), 'weaker'],
    ['significant now', of('right', 1), of('right', 1, { significant: true }), null],
  ])('%s', (_, before, after, kind) => {
    const { changed } = compareRuns(results(ok('a', before)), results(ok('a', after)), 0.5);
    expect(changed.map(({ id, axes }) => [id, axes[0]!.kind])).toEqual(kind === null ? [] : [['a', kind]]);
  });

  test('relevance', () => {
    const relevance = (label: 'relevant' | 'off_topic', score: number) => results(ok('a', NONE, [], { label, score }));
    expect(compareRuns(relevance('relevant', 0.6), relevance('off_topic', 0.3), 0.5).changed).toEqual([{ id: 'a', relevance: { label: { before: 'relevant', after: 'off_topic' }, score: { before: 0.6, after: 0.3 } }, axes: [] }]);
  });

  test('entries, the largest difference first, where both runs have evidence', () => {
    const before = ok('a', of('right', 1), [quote('kite', 'right', 1), quote('stone', 'left', 1), quote('same', 'left', 2)]);
    const after = ok('a', of('left', -1), [quote('stone', 'left', 3), quote('same', 'left', 2)]);
    expect(compareRuns(results(before), results(after), 0.5).changed[0]!.axes[0]!.entries).toEqual([
      { entry: 'test/stone', before: -1, after: -3, difference: -2 },
      { entry: 'test/kite', before: 1, after: 0, difference: -1 },
    ]);
    expect(compareRuns(results(before), results({ ...after, evidence: [] }), 0.5).changed[0]!.axes[0]!.entries).toBeNull();
    expect(compareRuns(results(ok('a', NONE)), results(after), 0.5).changed[0]!.axes[0]!.entries).toHaveLength(2);
  });
});

test('documents that came, went, became unreadable, became readable; the same id several times', () => {
  const before = results(ok('twice', of('right', 1)), ok('twice', of('left', -1)), ok('gone', NONE), ok('worse', NONE), broken('better'));
  const after = results(ok('twice', of('right', 1)), ok('twice', of('right', 1)), ok('twice', NONE), broken('worse'), ok('better', NONE), broken('new'));
  expect(compareRuns(before, after, 0.5)).toMatchObject({
    documents: { before: 5, after: 6 },
    run: null,
    added: ['twice', 'new'],
    gone: ['gone'],
    unreadable: [{ id: 'worse', message: 'PDF | text' }],
    readable: ['better'],
    changed: [{ id: 'twice', axes: [{ kind: 'flipped' }] }],
  });
});

test('axes that only one side has are named, not compared', () => {
  const other = { ...ok('a', NONE), axes: { more: of('right', 1) } };
  expect(compareRuns(results(ok('a', NONE)), results(other), 0.5)).toMatchObject({ axes: { before: ['test'], after: ['more'] }, changed: [] });
});

test('what runs were made with', () => {
  const other: Run = { ...RUN, tool: 'stdiplo 2.0.0', lexicons: [{ ...RUN.lexicons[0]!, hash: 'b'.repeat(64) }, { ...RUN.lexicons[0]!, id: 'more' }], options: { ...RUN.options, strict: true, evidence: false } };
  expect(diffRuns(RUN, RUN)).toEqual([]);
  expect(diffRuns(RUN, other).map(({ what, before }) => [what, before?.slice(0, 13) ?? null])).toEqual([['tool', 'stdiplo 1.0.0'], ['lexicon test', 'a'.repeat(13)], ['option strict', 'false'], ['lexicon more', null]]);
});

test('markdown keeps what a name says out of its markup', () => {
  const name = 'a | b `c` ``d`` @all <b>\n# e';
  const text = markdownComparison(compareRuns(results(ok(name, of('right', 1)), ok('x', NONE)), results(ok(name, of('left', -1)), broken('x')), 0.5));
  const row = text.split('\n').find((line) => line.startsWith('| <code>'))!;
  expect(row).toContain('| <code>a &#124; b &#96;c&#96; &#96;&#96;d&#96;&#96; &#64;all &#60;b&#62;&#92;u000a&#35; e</code> | <code>test</code> | <code>right</code> | <code>left</code> | +1.00 to -1.00 |');
  expect(row.split(/(?<!\\)\|/)).toHaveLength(9);
  expect(text).toContain('- <code>x</code>: <code>PDF &#124; text</code>\n');
});

describe('the command', () => {
  const BUILT = 'The two Governments will set up a joint laboratory and exchange scientists under the agreement on scientific cooperation.';
  const TONE = (pole: string): string => `id: tone\ntitle: Tone\nkind: axis\npoles: [cold, warm]\nentries:\n  - {id: lab, pole: ${pole}, pattern: joint laboratory, source: test, hits: [joint laboratory]}\n  - {id: other, pole: ${pole === 'warm' ? 'cold' : 'warm'}, pattern: volcano, source: test, hits: [volcano]}\n`;
  let folder: string;
  const run = (...args: string[]) => stdiplo(args, { cwd: folder });

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'stdiplo-compare-'));
    writeFileSync(join(folder, 'a.txt'), BUILT);
    for (const pole of ['cold', 'warm']) {
      writeFileSync(join(folder, `${pole}.yml`), TONE(pole));
      for (const format of ['json', 'ndjson']) writeFileSync(join(folder, `${pole}.${format}`), run('classify', 'a.txt', '--evidence', '--lexicon', `${pole}.yml`, '--format', format).stdout);
    }
    writeFileSync(join(folder, 'broken.ndjson'), `${JSON.stringify(broken('a.txt'))}\n`);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  test.each<[string, string[], number, RegExp]>([
    ['the same run', ['cold.json', 'cold.json', '--exit-code'], 0, /0 of 1 documents changed\n\nboth runs were made with the same/],
    ['a flip', ['cold.json', 'warm.json'], 0, /tone +cold -> warm .*opposite pole[^]*\+\d\.\d\d +tone\/lab[^]*1 of 1 documents[^]*lexicon tone: [0-9a-f]{8} -> [0-9a-f]{8}\n$/],
    ['a flip, and --exit-code', ['cold.json', 'warm.json', '--exit-code'], 1, /opposite pole/],
    ['NDJSON', ['cold.ndjson', 'warm.json'], 0, /opposite pole[^]*not known/],
    ['became unreadable', ['cold.json', 'broken.ndjson', '--exit-code'], 1, /! a\.txt {2}PDF[^]*1 unreadable now/],
    ['became readable', ['broken.ndjson', 'cold.json', '--exit-code'], 0, /~ a\.txt {2}can be read now/],
    ['as markdown', ['cold.json', 'warm.json', '--format', 'markdown'], 0, /^\| <code>a\.txt<\/code> \| <code>tone<\/code> \| <code>cold<\/code> \| <code>warm<\/code> \|.*<code>tone\/lab<\/code> \+/m],
    ['as JSON', ['cold.json', 'warm.json', '--format', 'json'], 0, /"kind": "flipped"/],
    ['a file that is not there', ['cold.json', 'nowhere.json'], 2, /^$/],
    ['a file that is no results', ['cold.json', 'a.txt'], 2, /^$/],
    ['standard input twice', ['-', '-'], 2, /^$/],
  ])('%s', (_, args, code, shown) => {
    const ran = run('diff', ...args);
    expect({ code: ran.code, stdout: ran.stdout }, ran.stderr).toEqual({ code, stdout: expect.stringMatching(shown) as string });
  });

  test('one run from standard input', () => {
    expect(stdiplo(['diff', '-', 'warm.json', '--exit-code'], { cwd: folder, input: run('classify', 'a.txt', '--lexicon', 'cold.yml', '--format', 'ndjson').stdout })).toMatchObject({ code: 1, stdout: expect.stringContaining('both runs were made with --evidence') as string });
  });
});
