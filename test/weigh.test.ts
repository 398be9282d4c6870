import { describe, expect, test } from 'vitest';
import { compileLexicons } from '../src/lexicon/compile.js';
import { formsOf, tokenize } from '../src/tokenize.js';
import type { ContextLexicon, Cue, Hit } from '../src/types.js';
import { settleOverlaps } from '../src/weigh.js';
import { analysed, axis, entry, shipped } from './support/lexicons.js';

const TEST_AXIS = axis([entry('join', 'left', 'join'), entry('rule-making', 'right', 'join <3> rules'), entry('lead', 'right', 'lead')]);

function cue(id: string, kind: string, pattern: string, direction: Cue['direction'], scope: number): Cue {
  return { ...entry(id, kind, pattern), direction, scope };
}

const CONTEXT: ContextLexicon = {
  id: 'context',
  kind: 'context',
  title: 'test',
  hash: '',
  effects: { negation: 0, attenuation: 0.5, history: 0.25, pseudo: 1, terminator: 1 },
  entries: [
    cue('not', 'negation', 'not', 'forward', 3),
    cue('not-only', 'pseudo', 'not only', 'forward', 1),
    cue('but', 'terminator', 'but', 'forward', 1),
    cue('little', 'attenuation', 'little', 'backward', 3),
    cue('from-to', 'history', 'from <4> to', 'inside', 1),
  ],
};

const SET = compileLexicons([TEST_AXIS, CONTEXT]);

function hitsOf(text: string, set = SET): Hit[] {
  return analysed(text, set).hits;
}

describe('overlaps', () => {
  const at = (entryIndex: number, from: number, to: number) => ({ entry: entryIndex, sentence: 0, from, to });
  test.each([
    ['the longest wins', [at(0, 0, 1), at(1, 0, 3)], [1]],
    ['then the earliest', [at(0, 1, 3), at(1, 0, 2)], [1]],
    ['then the first in the lexicon', [at(1, 0, 2), at(0, 0, 2)], [0]],
    ['apart, all stay', [at(0, 0, 2), at(1, 2, 4)], [0, 1]],
    ['a shadow casts no shadow', [at(0, 0, 3), at(1, 2, 4), at(2, 3, 5)], [0, 2]],
  ])('%s', (_, hits, kept) => {
    expect(settleOverlaps(hits).kept.map((hit) => hit.entry)).toEqual(kept);
    expect(settleOverlaps(hits).shadowed).toHaveLength(hits.length - kept.length);
  });
});

describe('context', () => {
  test.each([
    ['no cue', 'We join it.', [['join', 1, null]]],
    ['negation drops', 'We do not join it.', [['join', 0, 'context']]],
    ['only in its direction', 'We join it, not them.', [['join', 1, null]]],
    ['only in its scope', 'We do not for the time being join it.', [['join', 1, null]]],
    ['up to a terminator', 'We do not stay but join.', [['join', 1, null]]],
    ['pseudo-cues end the matter', 'We not only join but lead.', [['join', 1, null], ['lead', 1, null]]],
    ['a cue that begins before the hit and runs into it', 'We do not join it.', [['join', 0, 'context']]],
    ['a cue in a gap of the hit', 'They join not in their rules.', [['join', 0, 'shadowed'], ['rule-making', 0, 'context']]],
    ['not over sentences', 'We do not. Join us.', [['join', 1, null]]],
    ['backward attenuation damps', 'They lead too little.', [['lead', 0.5, null]]],
    ['inside: the origin only', 'We move from join them to lead them.', [['join', 0.25, null], ['lead', 1, null]]],
    ['two cues multiply', 'We move from lead too little to join.', [['lead', 0.125, null], ['join', 1, null]]],
    ['a shadowed hit adds nothing', 'We join in making rules.', [['join', 0, 'shadowed'], ['rule-making', 1, null]]],
  ])('%s', (_, text, expected) => {
    expect(hitsOf(text).map((hit) => [hit.entry, hit.contribution, hit.dropped])).toEqual(expected);
  });

  test('the cue is recorded on the hit, with its own span', () => {
    const text = 'We do not join it.';
    const [hit] = hitsOf(text);
    expect(hit!.cues.map(({ id, kind, start, end }) => [id, kind, text.slice(start, end)])).toEqual([['not', 'negation', 'not']]);
  });

  test('headings are counted, not scored', () => {
    expect(hitsOf('Join the fund\n\nWe lead it.').map((hit) => [hit.entry, hit.dropped])).toEqual([
      ['join', 'heading'],
      ['lead', null],
    ]);
  });
});

describe('the shipped cues, on hits of a test axis', async () => {
  const { context } = await shipped();
  const words = axis([entry('join', 'left', '(join | joined | joining | joint)'), entry('lead', 'right', '(lead | leading | led | founded | found | establish)')]);
  const set = compileLexicons([words, context!]);
  test.each([
    ['The Republic does not intend to join the observatory.', [0]],
    ['It has no plan to lead the programme.', [0]],
    ['It took part without leading it.', [0]],
    ['We seek not only to join but to lead.', [1, 1]],
    ['There is no doubt that we shall join.', [1]],
    ['A Party shall not lead such work.', [1]],
    ['No country can lead without exchange.', [1]],
    ['It has not joined, but it will lead.', [0, 1]],
    ['Other countries have founded a club.', [0]],
    ['In the past it mainly joined.', [0.5]],
    ['We are moving from joining to leading.', [0.3, 1]],
    ['The ministry withdrew from leading it.', [0]],
    ['We could one day lead it.', [0.5]],
    ['The joint work remains limited.', [0.5]],
  ])('%s', (text, contributions) => {
    expect(hitsOf(text, set).map((hit) => hit.contribution)).toEqual(contributions);
  });
});

describe('every shipped cue changes what it should in its own example, and nothing out of its reach', async () => {
  const { context } = await shipped();
  const cues = context!.entries;

  /** Every word of a text as a hit of its own, with what became of it. */
  const wordHits = (text: string): { at: number; hit: Hit }[] => {
    const words = [...new Set(formsOf(tokenize(text)))];
    const everyWord = axis([...words.map((word, i) => entry(`w${i}`, 'left', `=${word}`)), entry('other', 'right', 'xyzzy')]);
    return hitsOf(text, compileLexicons([everyWord, context!])).map((hit, at) => ({ at, hit }));
  };
  const isWorking = (kind: string): boolean => context!.effects[kind] !== 1;

  test.each(cues.filter((cue) => isWorking(cue.pole)).map((cue) => [cue.id, cue] as const))('%s', (id, cue) => {
    for (const text of cue.hits) {
      const hits = wordHits(text);
      const changed = hits.filter(({ hit }) => hit.cues.some((each) => each.id === id));
      expect(changed.length, text).toBeGreaterThan(0);
      expect(changed.length, text).toBeLessThan(hits.length);
      const own = changed[0]!.hit.cues.find((each) => each.id === id)!;
      for (const { hit } of changed) {
        if (cue.direction === 'forward') expect(hit.end, text).toBeGreaterThan(own.start);
        if (cue.direction === 'backward') expect(hit.end, text).toBeLessThanOrEqual(own.start);
        if (cue.direction === 'inside') expect(hit.start >= own.start && hit.end <= own.end, text).toBe(true);
      }
    }
    for (const text of cue.misses) expect(wordHits(text).some(({ hit }) => hit.cues.some((each) => each.id === id)), text).toBe(false);
  });

  test.each(cues.filter((cue) => cue.pole === 'pseudo').map((cue) => [cue.id, cue] as const))('%s is no negation', (_, cue) => {
    for (const text of cue.hits) for (const { hit } of wordHits(text)) expect(hit.cues.filter(({ kind }) => kind === 'negation'), `${text}: ${hit.entry}`).toEqual([]);
  });
});
