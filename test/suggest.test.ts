import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { compileLexicons } from '../src/lexicon/compile.js';
import { signedLogLikelihood, suggest } from '../src/suggest.js';
import type { Candidate, SuggestOptions } from '../src/suggest.js';
import { stdiplo } from './support/cli.js';
import { axis, entry } from './support/lexicons.js';

const SET = compileLexicons([axis([entry('joint', 'left', 'joint laboratory'), entry('bees', 'right', 'bees')])]);
const OPTIONS: SuggestOptions = { least: 2, top: 50, contexts: 1, onlyNew: false, compareWith: ['test'] };

function candidates(first: string[], second: string[], options: Partial<SuggestOptions> = {}): { first: Candidate[]; second: Candidate[] } {
  const side = (name: string, texts: string[]) => ({ name, texts: texts.map((text, i) => ({ id: `${name}${i}`, text })) });
  const { sides } = suggest([side('a', first), side('b', second)], SET, { ...OPTIONS, ...options });
  return { first: sides[0].terms, second: sides[1].terms };
}

const terms = (list: Candidate[]): string[] => list.map(({ term }) => term).sort();

describe('signed log-likelihood', () => {
  // Expected values are the definition written out: 2 sum O ln(O / E).
  test.each([
    ['all against none', 10, 10, 0, 10, 2 * (10 * Math.log(10 / 5) + 10 * Math.log(10 / 5))],
    ['none against all', 0, 10, 10, 10, -2 * (10 * Math.log(10 / 5) + 10 * Math.log(10 / 5))],
    ['equal shares', 3, 30, 1, 10, 0],
    ['some', 8, 10, 2, 20, 2 * (8 * Math.log(8 / (10 / 3)) + 2 * Math.log(2 / (20 / 3)) + 2 * Math.log(2 / (20 / 3)) + 18 * Math.log(18 / (40 / 3)))],
  ])('%s', (_, a, ofA, b, ofB, expected) => {
    expect(signedLogLikelihood(a, ofA, b, ofB)).toBeCloseTo(expected, 10);
  });

  test('changes its sign with the sides, and has the sign of the difference of the shares', () => {
    const table = fc.tuple(fc.nat(50), fc.nat(50), fc.nat(50), fc.nat(50)).filter(([a, restA, b, restB]) => a + restA > 0 && b + restB > 0);
    fc.assert(
      fc.property(table, ([a, restA, b, restB]) => {
        const g2 = signedLogLikelihood(a, a + restA, b, b + restB);
        expect(g2).toBeCloseTo(-signedLogLikelihood(b, b + restB, a, a + restA), 8);
        expect(Math.sign(g2)).toBe(Math.sign(a * (b + restB) - b * (a + restA)));
      }),
    );
  });
});

describe('terms', () => {
  test('are counted by texts, not occurrences', () => {
    const { first } = candidates(['Kites. Kites. Kites.', 'Kites and kites.'], ['Stones.']);
    expect(first).toMatchObject([{ term: 'kites', texts: 2, others: 0, g2: signedLogLikelihood(2, 2, 0, 1) }]);
  });

  test.each<[string, string[], Partial<SuggestOptions>, string[]]>([
    ['neither begin nor end with function words, which may stand inside', ['the transfer of kites', 'a transfer of kites'], {}, ['transfer of kites']],
    ['spellings fold together, and the first is shown', ['we organise kites', 'they organize kites'], {}, ['organise kites']],
    ['no non-word of the folding is shown', ['prices rise', 'prices rise'], {}, ['prices rise']],
    ['the state is not the pronoun', ['the US kites', 'the U.S. kites'], {}, ['u.s. kites']],
    ['do not cross sentences', ['Kites fly. Stones fall.', 'Kites fly. Stones fall.'], {}, ['kites fly', 'stones fall']],
    ['of nested terms in the same texts the longest stays, up to four words', ['red blue green grey pink', 'red blue green grey pink'], {}, ['blue green grey pink', 'red blue green grey']],
    ['a nested term in more texts stays too', ['red kites', 'red kites', 'new kites'], {}, ['kites', 'red kites']],
    ['too few texts', ['red kites', 'new kites', 'old kites'], { least: 3 }, ['kites']],
    ['at most so many', ['Kites. Stones.', 'Kites. Stones.'], { top: 1 }, ['kites']],
    ['only new ones: no entry in them', ['Joint laboratory. Green kites. The bees.', 'Joint laboratory. Green kites. The bees.'], { onlyNew: true }, ['green kites']],
  ])('%s', (_, first, options, expected) => {
    expect(terms(candidates(first, ['Nothing.'], options).first)).toEqual(expected);
  });

  test('stand on the side that has the larger share, strongest first; not on either when equal', () => {
    const { first, second } = candidates(['kites, bees', 'kites, bees', 'bees, ants'], ['ants, mud', 'ants, mud', 'mud, wax'], { least: 1 });
    expect(terms(first)).toContain('bees');
    expect(first[0]).toMatchObject({ term: 'bees', texts: 3, others: 0 });
    expect(second[0]).toMatchObject({ term: 'mud', texts: 3, others: 0 });
    expect(second.map(({ g2 }) => g2)).toEqual(second.map(({ g2 }) => g2).sort((a, b) => a - b));
    expect(terms(candidates(['kites'], ['kites']).first)).toEqual([]);
  });

  test('name the entries of the lexicon in question that match them', () => {
    const texts = ['The joint laboratory keeps bees.', 'A joint laboratory keeps bees.'];
    expect(candidates(texts, ['None.']).first).toMatchObject([{ term: 'joint laboratory keeps bees', entries: ['test/bees', 'test/joint'] }]);
    expect(candidates(texts, ['None.'], { compareWith: ['other'] }).first).toMatchObject([{ entries: [] }]);
    // Half of what an entry asks for is not the entry.
    expect(candidates(['Joint. Laboratory', 'Joint. Laboratory'], ['None.']).first.map(({ entries }) => entries)).toEqual([[], []]);
  });

  test('are what a plain count of every run finds', () => {
    const word = fc.constantFrom('ant', 'bee', 'cat', 'dog');
    const text = fc.array(word, { minLength: 1, maxLength: 8 }).map((words) => words.join(' '));
    fc.assert(
      fc.property(fc.array(text, { minLength: 1, maxLength: 5 }), fc.array(text, { minLength: 1, maxLength: 5 }), fc.integer({ min: 1, max: 4 }), (a, b, least) => {
        const runs = (one: string): string[] => one.split(' ').flatMap((_, i, all) => [1, 2, 3, 4].filter((n) => i + n <= all.length).map((n) => all.slice(i, i + n).join(' ')));
        const holds = (texts: string[], run: string): number => texts.filter((one) => runs(one).includes(run)).length;
        const frequent = [...new Set([...a, ...b].flatMap(runs))].filter((run) => holds(a, run) + holds(b, run) >= least);
        const isNested = (run: string): boolean => frequent.some((other) => other !== run && ` ${other} `.includes(` ${run} `) && holds(a, other) === holds(a, run) && holds(b, other) === holds(b, run));
        const expected = frequent.filter((run) => !isNested(run) && holds(a, run) * b.length > holds(b, run) * a.length);
        expect(terms(candidates(a, b, { least, top: 10_000 }).first)).toEqual(expected.sort());
      }),
    );
  });
});

describe('contexts', () => {
  const first = ['One.\n\nTwo (kites) fly. Kites rest.', 'Kites.', 'Our kites.'];

  test('are bounded by the sentence, one a text, from the side that uses the term', () => {
    const [kites] = candidates(first, ['Kites.', 'Mud.', 'Mud.'], { contexts: 2 }).first;
    expect(kites!.contexts).toEqual([
      { id: 'a0', line: 3, column: 6, before: 'Two (', term: 'kites', after: ') fly' },
      { id: 'a1', line: 1, column: 1, before: '', term: 'Kites', after: '' },
    ]);
    expect(candidates(first, ['Mud.'], { contexts: 0 }).first[0]!.contexts).toEqual([]);
  });

  test('are cut after ten words on each side', () => {
    const words = (from: number): string => Array.from({ length: 12 }, (_, i) => `w${from + i}x`).join(' ');
    const [{ contexts }] = candidates([`${words(0)} kites ${words(50)}`, 'kites'], ['mud']).first as [Candidate];
    expect([contexts[0]!.before, contexts[0]!.after]).toEqual([`…${words(0).split(' ').slice(2).join(' ')} `, ` ${words(50).split(' ').slice(0, 10).join(' ')}…`]);
  });
});

test('texts that cannot be judged are left out and named', () => {
  const { skipped, sides } = suggest([{ name: 'a', texts: [{ id: 'x', text: '漢字 仮名' }, { id: 'y', text: 'kites' }] }, { name: 'b', texts: [{ id: 'z', text: 'mud' }] }], SET, OPTIONS);
  expect({ skipped: skipped.map(({ id }) => id), texts: sides.map(({ texts }) => texts) }).toEqual({ skipped: ['x'], texts: [1, 1] });
});

describe('stdiplo lexicon suggest', () => {
  const folder = mkdtempSync(join(tmpdir(), 'stdiplo-suggest-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const records = [
    ...[1, 2, 3].map((i) => ({ id: `s${i}`, text: `Our kite labs, number ${i}, help the neighbours.`, orientation: 'st-for-diplomacy', relevant: 'yes' })),
    ...[1, 2, 3].map((i) => ({ id: `d${i}`, text: `We want access to technology, plan ${i}.`, orientation: 'diplomacy-for-st', relevant: 'yes' })),
    { id: 'n', text: 'Lunch was late.', orientation: 'none', relevant: 'no' },
  ];
  writeFileSync(join(folder, 'gold.jsonl'), records.map((record) => `${JSON.stringify(record)}\n`).join(''));
  writeFileSync(join(folder, 'untaken.csv'), 'id,text,orientation\nx,We want kites.,mixed\n');
  for (const [name, text] of [['old', 'Paper, "kites"'], ['new', 'Wax candles.']] as const) {
    mkdirSync(join(folder, name));
    for (const i of [1, 2, 3]) writeFileSync(join(folder, name, `${i}.txt`), text);
  }
  const run = (...args: string[]) => stdiplo(['lexicon', 'suggest', ...args], { cwd: folder });

  test('coded texts: the plus pole against the minus pole', () => {
    const { sides, counted } = JSON.parse(run('--gold', 'gold.jsonl', '--variable', 'orientation', '--format', 'json').stdout) as { sides: { name: string; texts: number; terms: Candidate[] }[]; counted: string };
    expect(counted).toBe('texts');
    expect(sides.map(({ name, texts }) => [name, texts])).toEqual([['st-for-diplomacy', 3], ['diplomacy-for-st', 3]]);
    expect(sides[0]!.terms).toMatchObject([{ term: 'help the neighbours', texts: 3, others: 0 }, { term: 'kite labs number' }]);
    expect(sides[0]!.terms.every(({ g2 }) => g2 > 0) && sides[1]!.terms.every(({ g2 }) => g2 < 0)).toBe(true);
    expect(sides[1]!.terms.find(({ term }) => term.includes('access to technology'))!.entries).toContain('orientation/access-to-technology');
  });

  test('relevant: yes against no', () => {
    const { sides } = JSON.parse(run('--gold', 'gold.jsonl', '--variable', 'relevant', '--least', '1', '--format', 'json').stdout) as { sides: { name: string; texts: number }[] };
    expect(sides.map(({ name, texts }) => [name, texts])).toEqual([['yes', 6], ['no', 1]]);
  });

  test('two folders, as CSV', () => {
    const { stdout, code } = run('--folders', 'old', 'new', '--format', 'csv', '--contexts', '1');
    expect(stdout).toBe('side,term,texts,other_texts,g2,entries,context_1\nold,paper kites,3,0,8.3178,,"[Paper, ""kites]"\nnew,wax candles,3,0,-8.3178,,[Wax candles]\n');
    expect(code).toBe(0);
  });

  test('for people', () => {
    const { stdout } = run('--folders', 'old', 'new');
    expect(stdout).toMatch(/texts are counted, not occurrences/);
    expect(stdout).toMatch(/more in old \(3 texts\) than in new \(3 texts\)\n.*\n +\+8\.3 +3 +0 {2}paper kites +new\n/);
  });

  test('a text that cannot be read is left out: exit code 1', () => {
    writeFileSync(join(folder, 'new/4.txt'), Buffer.from([0xc3, 0x28]));
    const { code, stderr } = run('--folders', 'old', 'new');
    rmSync(join(folder, 'new/4.txt'));
    expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringMatching(/4\.txt.*left out/) as string });
  });

  test.each<[string, string[], RegExp]>([
    ['nothing to compare', [], /give --gold FILE --variable NAME, or --folders A B/],
    ['one folder', ['--folders', 'old'], /1 of 2/],
    ['both ways at once', ['--gold', 'gold.jsonl', '--variable', 'role', '--folders', 'old', 'new'], /together/],
    ['no variable', ['--gold', 'gold.jsonl'], /without --variable/],
    ['an unknown variable', ['--gold', 'gold.jsonl', '--variable', 'tone'], /use one of: relevant, orientation/],
    ['a side without texts', ['--gold', 'untaken.csv', '--variable', 'orientation'], /no text with the code "st-for-diplomacy"/],
    ['a missing folder', ['--folders', 'old', 'nowhere'], /nowhere/],
    ['a text on both sides', ['--folders', 'old', 'old/1.txt'], /1\.txt {2}on both sides/],
  ])('%s', (_, args, complaint) => {
    const ran = run(...args);
    expect({ code: ran.code, stderr: ran.stderr }).toEqual({ code: 2, stderr: expect.stringMatching(complaint) as string });
  });
});
