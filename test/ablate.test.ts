import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { ablate, decidedBy, judgeWithout } from '../src/ablate.js';
import type { AblatedPart, CodedReading, Grain } from '../src/ablate.js';
import { analyze, findHits, judge } from '../src/classify.js';
import type { Reading } from '../src/classify.js';
import { compileLexicons } from '../src/lexicon/compile.js';
import type { LexiconSet } from '../src/lexicon/compile.js';
import { validate } from '../src/validate.js';
import { stdiplo } from './support/cli.js';
import { axis, CONTEXT, DOMAIN, entry } from './support/lexicons.js';

const AXIS = axis([entry('join', 'left', 'join'), entry('lead', 'right', 'lead'), entry('join-lead', 'right', 'join <2> lead'), entry('idle', 'left', 'idle')]);
const SET = compileLexicons([AXIS, DOMAIN, CONTEXT]);
const OPTIONS = { resamples: 0 };

function reading(text: string, set: LexiconSet = SET): Reading {
  const found = findHits(text, set);
  if (!('found' in found)) throw new Error(found.message);
  return found;
}

function coded(text: string, relevant: string, code: string, set: LexiconSet = SET): CodedReading {
  return { codes: new Map([['relevant', relevant], ['test', code]]), reading: reading(text, set) };
}

/** The set as it were if an entry had never been written. */
function rewritten(index: number): LexiconSet {
  const owner = SET.owners[index]!;
  return compileLexicons(SET.lexicons.map((lexicon) => (lexicon === owner ? { ...lexicon, entries: lexicon.entries.filter((one) => one !== SET.entries[index]) } : lexicon) as typeof lexicon));
}

const texts = fc
  .array(fc.constantFrom('join', 'lead', 'the', 'not', 'only', 'from', 'to', 'laboratory', 'abroad', 'tax', '. The', '\n\n'), { minLength: 1, maxLength: 50 })
  .map((words) => words.join(' '))
  .filter((text) => /[a-z]/.test(text));

describe('leaving an entry out', () => {
  test.each(SET.entries.map(({ id }, index) => [id, index] as const))('%s: the same as a lexicon without it', (_, index) => {
    const other = rewritten(index);
    fc.assert(
      fc.property(texts, (text) => {
        const { relevance, axes } = judgeWithout(reading(text), index, SET, OPTIONS);
        const expected = judge(reading(text, other), other, OPTIONS).result;
        const variables = decidedBy(SET.owners[index]!, SET).filter((variable) => variable !== 'relevant');
        expect({ relevance, axes }).toEqual({ relevance: expected.relevance, axes: Object.fromEntries(variables.map((variable) => [variable, expected.axes[variable]])) });
      }),
    );
  });

  test('the two halves of the recipe are the recipe', () => {
    fc.assert(
      fc.property(texts, (text) => {
        expect(judge(reading(text), SET, { resamples: 5 })).toEqual(analyze(text, SET, { resamples: 5 }));
      }),
    );
  });
});

const GOLD = [
  coded('We join a laboratory abroad.', 'yes', 'left'),
  coded('We join what they lead in a laboratory abroad.', 'yes', 'left'),
  coded('We lead a laboratory abroad.', 'yes', 'right'),
  coded('We do not lead a laboratory abroad.', 'yes', 'none'),
  coded('The laboratory abroad tells of a tax on tax and of tax.', 'no', 'none'),
  coded('A tax on bread.', 'no', 'none'),
];

function parts(grain: Grain, gold = GOLD, set = SET): Map<string, AblatedPart> {
  return new Map(ablate(gold, set, grain, OPTIONS).parts.map((part) => [[part.lexicon, part.entry, part.variable].filter((name) => name !== null).join(' '), part]));
}

describe('ablate', () => {
  test('alpha with everything is that of validate', () => {
    const results = GOLD.map(({ codes, reading: one }, i) => ({ id: String(i), codes, coders: new Map(), groups: new Map(), result: judge(one, SET, OPTIONS).result }));
    const alphas = validate(results, new Map([['test', AXIS.poles]]), 0, 1, 0).variables.map(({ variable, alpha }) => [variable, alpha.value]);
    expect(ablate(GOLD, SET, 'entries', OPTIONS).alpha).toEqual(Object.fromEntries(alphas));
  });

  test.each([
    ['a helpful entry', 'test lead test', { texts: 3, changed: 1, harmful: false }],
    ['an entry found nowhere', 'test idle test', { texts: 0, changed: 0, change: 0, harmful: false }],
    ['a domain entry answers for relevance alone', 'domain tax relevant', { texts: 2, changed: 1, harmful: false }],
    ['a domain entry that the gate needs', 'domain lab relevant', { texts: 5, changed: 4, harmful: false }],
  ])('%s', (_, name, expected) => {
    expect(parts('entries').get(name)).toMatchObject(expected);
  });

  test('the harmful come first and are marked; what they shadowed comes back', () => {
    const { parts: all, alpha } = ablate(GOLD, SET, 'entries', OPTIONS);
    // Without "join <2> lead" the second text has join against lead: balanced, so none; it was named right, coded left.
    const worst = parts('entries').get('test join-lead test')!;
    expect(worst).toMatchObject({ texts: 1, changed: 1 });
    expect(worst.change).toBeCloseTo(worst.alpha! - alpha['test']!, 12);
    expect(all.map(({ change }) => change)).toEqual(all.map(({ change }) => change).sort((a, b) => b! - a!));
    for (const { change, harmful } of all) expect(harmful).toBe(change! > 1e-9);
  });

  test('an entry that agreement would be better without', () => {
    const wrong = compileLexicons([axis([entry('join', 'left', 'join'), entry('lead', 'right', 'lead'), entry('the', 'right', 'the', 9)])]);
    const gold = [coded('We join the school.', 'yes', 'left', wrong), coded('We join the fair.', 'yes', 'left', wrong), coded('We lead the fair.', 'yes', 'right', wrong)];
    const [first] = ablate(gold, wrong, 'entries', OPTIONS).parts;
    expect(first).toMatchObject({ entry: 'the', texts: 3, changed: 2, alpha: 1, harmful: true });
  });

  test('cues answer for every axis', () => {
    expect([...parts('cues').keys()].sort()).toEqual(['context from-to test', 'context not test', 'context not-only test']);
    expect(parts('cues').get('context not test')).toMatchObject({ pole: 'negation', texts: 1, changed: 1, harmful: false });
  });

  test('whole lexicons: without the domain every text is relevant', () => {
    const whole = parts('lexicons');
    expect([...whole.keys()].sort()).toEqual(['context test', 'domain relevant', 'domain test']);
    expect(whole.get('domain relevant')).toMatchObject({ entry: null, texts: 6, changed: 2 });
    expect(whole.get('context test')).toMatchObject({ changed: 1 });
  });

  test('only coded variables, and only texts that have their code', () => {
    const [first, ...rest] = GOLD;
    const gold = [{ ...first!, codes: new Map([['test', 'left']]) }, ...rest.map(({ reading: one, codes }) => ({ reading: one, codes: new Map([['test', codes.get('test')!]]) }))];
    expect([...parts('entries', gold).values()].map(({ variable }) => variable)).toEqual(['test', 'test', 'test', 'test']);
    expect(parts('entries', [{ ...first!, codes: new Map() }, ...rest]).get('test join test')!.texts).toBe(1);
  });

  test('where alpha is undefined there is no change', () => {
    const same = [coded('We join a laboratory abroad.', 'yes', 'left'), coded('We join a laboratory abroad.', 'yes', 'left')];
    expect(parts('entries', same).get('test join test')).toMatchObject({ changed: 2, change: null, harmful: false });
  });
});

describe('stdiplo validate --ablate', () => {
  const folder = mkdtempSync(join(tmpdir(), 'stdiplo-ablate-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const gold = join(folder, 'gold.jsonl');
  writeFileSync(
    gold,
    [
      ['Our scientists take part in the laboratory that our neighbours run abroad.', 'yes', 'participatory'],
      ['We launched a joint research programme with universities abroad and we will host it.', 'yes', 'initiator'],
      ['The museum of the town was full of visitors last year.', 'no', 'none'],
    ]
      .map(([text, relevant, role], i) => JSON.stringify({ id: `t${i}`, text, relevant, role }))
      .join('\n'),
  );

  test.each(['entries', 'cues', 'lexicons'])('%s in every format', (grain) => {
    const ran = (format: string) => stdiplo(['validate', gold, '--ablate', grain, '--format', format]);
    const { units, parts: all } = JSON.parse(ran('json').stdout) as { units: number; parts: AblatedPart[] };
    expect(units).toBe(3);
    expect(all.length).toBeGreaterThan(0);
    const [header, ...rows] = ran('csv').stdout.trimEnd().split('\n');
    expect(header).toBe('lexicon,entry,pole,variable,texts,changed,alpha,change,harmful');
    expect(rows.map((row) => row.split(',')[3])).toEqual(all.map(({ variable }) => variable));
    const pretty = ran('pretty');
    expect({ code: pretty.code, stderr: pretty.stderr }).toEqual({ code: 0, stderr: '' });
    for (const { entry: id, changed } of all) if (id !== null && changed > 0) expect(pretty.stdout).toContain(`${id} (`);
  });

  test.each([
    ['an unknown grain', ['--ablate', 'words']],
    ['bounds, which it would not keep', ['--ablate', 'cues', '--min', 'alpha=0.5']],
  ])('refuses %s', (_, args) => {
    expect(stdiplo(['validate', gold, ...args])).toMatchObject({ code: 2, stdout: '' });
  });
});
