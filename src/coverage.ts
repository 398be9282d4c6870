/** How lexicons stand up to documents: which entries never work, and which decide alone. Pure. */
import { decidedBy, judgeWithout } from './ablate.js';
import { judge } from './classify.js';
import type { Reading } from './classify.js';
import type { LexiconSet } from './lexicon/compile.js';
import { collisions } from './lexicon/lint.js';
import type { RawHit } from './match.js';
import type { Lexicon } from './types.js';
import { given } from './validate.js';
import { settleOverlaps, standsApart } from './weigh.js';

/** What is to be known of one lexicon's entries. Lists name entries, in the order of the lexicon. */
export interface LexiconCoverage {
  lexicon: string;
  entries: number;
  /** Entries without a text that they must not hit. */
  withoutMisses: string[];
  /** Pairs on two poles that match the same words. */
  contradictory: { entry: string; pole: string; other: string; otherPole: string; words: string }[];
  /** Entries that were found in no document. */
  neverFired: string[];
  /** Entries that lost every hit to others of their lexicon, and to which. */
  shadowed: { entry: string; hits: number; by: string[] }[];
  /** Entries without which some documents have another label, the most documents first. */
  decisive: { entry: string; documents: number }[];
}

/** What `lexicon test --coverage` tells. What only documents show is empty without documents. */
export interface Coverage {
  documents: number;
  lexicons: LexiconCoverage[];
}

/** Takes documents one by one, so that memory does not grow with their number. */
export interface CoverageCounter {
  add(reading: Reading): void;
  coverage(): Coverage;
}

/** What the documents so far show of one entry. */
interface Count {
  hits: number;
  /** Hits that lost to others, and the indexes of those. */
  lost: number;
  winners: Set<number>;
  decided: number;
}

/**
 * Starts to count.
 * @param tested ids of the lexicons to tell of
 * @param set the set in which they are used: it decides relevance and labels
 */
export function countCoverage(tested: ReadonlySet<string>, set: LexiconSet): CoverageCounter {
  const counts = set.entries.map((): Count => ({ hits: 0, lost: 0, winners: new Set(), decided: 0 }));
  const lexicons = set.lexicons.filter(({ id }) => tested.has(id));
  let documents = 0;

  const add = (reading: Reading): void => {
    documents += 1;
    for (const lexicon of lexicons) {
      const hits = reading.found.filter(({ entry }) => set.owners[entry] === lexicon);
      for (const { entry } of hits) counts[entry]!.hits += 1;
      const { kept, shadowed } = settleOverlaps(hits.filter(({ entry }) => !standsApart(set.entries[entry]!)));
      for (const hit of shadowed) {
        counts[hit.entry]!.lost += 1;
        for (const winner of kept) if (overlaps(winner, hit)) counts[hit.entry]!.winners.add(winner.entry);
      }
    }
    for (const entry of decisiveIn(reading, lexicons, set)) counts[entry]!.decided += 1;
  };
  const coverage = (): Coverage => ({ documents, lexicons: lexicons.map((lexicon) => summary(lexicon, set, counts, documents)) });
  return { add, coverage };
}

function overlaps(a: RawHit, b: RawHit): boolean {
  return a.from < b.to && b.from < a.to;
}

/** Entries (indexes) of some lexicons without which a document has another label. */
function decisiveIn(reading: Reading, lexicons: readonly Lexicon[], set: LexiconSet): number[] {
  const whole = judge(reading, set, { resamples: 0 }).result;
  const entries = [...new Set(reading.found.map(({ entry }) => entry))].filter((entry) => lexicons.includes(set.owners[entry]!));
  return entries.filter((entry) => {
    const without = judgeWithout(reading, entry, set, { resamples: 0 });
    return decidedBy(set.owners[entry]!, set).some((variable) => given(variable, without) !== given(variable, whole));
  });
}

function summary(lexicon: Lexicon, set: LexiconSet, counts: readonly Count[], documents: number): LexiconCoverage {
  const counted = set.entries.flatMap((entry, index) => (set.owners[index] === lexicon ? [{ entry: entry.id, ...counts[index]! }] : []));
  return {
    lexicon: lexicon.id,
    entries: lexicon.entries.length,
    withoutMisses: lexicon.entries.filter(({ misses }) => misses.length === 0).map(({ id }) => id),
    contradictory: collisions(lexicon)
      .filter(({ entry, other }) => entry.pole !== other.pole)
      .map(({ entry, other, words }) => ({ entry: entry.id, pole: entry.pole, other: other.id, otherPole: other.pole, words })),
    neverFired: documents === 0 ? [] : counted.filter(({ hits }) => hits === 0).map(({ entry }) => entry),
    shadowed: counted
      .filter(({ hits, lost }) => hits > 0 && lost === hits)
      .map(({ entry, hits, winners }) => ({ entry, hits, by: [...winners].sort((a, b) => a - b).map((index) => set.entries[index]!.id) })),
    decisive: counted
      .filter(({ decided }) => decided > 0)
      .map(({ entry, decided }) => ({ entry, documents: decided }))
      .sort((a, b) => b.documents - a.documents),
  };
}
