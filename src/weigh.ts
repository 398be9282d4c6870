import { fold, plainForm, words } from './language.js';
import type { LexiconSet } from './lexicon/compile.js';
import type { RawHit } from './match.js';
import { formAt } from './tokenize.js';
import type { ContextLexicon, Cue, CueEffect, Entry, Hit, Sentence, Tokens } from './types.js';

/**
 * Hits of one lexicon that stand after overlaps are settled: the longest wins, then the earliest, then the first in
 * the lexicon.
 */
export function settleOverlaps(hits: readonly RawHit[]): { kept: RawHit[]; shadowed: RawHit[] } {
  const ranked = [...hits].sort((a, b) => b.to - b.from - (a.to - a.from) || a.from - b.from || a.entry - b.entry);
  const taken = new Set<number>();
  const kept: RawHit[] = [];
  const shadowed: RawHit[] = [];
  for (const hit of ranked) {
    let free = true;
    for (let at = hit.from; at < hit.to && free; at++) free = !taken.has(at);
    (free ? kept : shadowed).push(hit);
    if (free) for (let at = hit.from; at < hit.to; at++) taken.add(at);
  }
  const byPlace = (a: RawHit, b: RawHit): number => a.from - b.from || a.to - b.to || a.entry - b.entry;
  return { kept: kept.sort(byPlace), shadowed: shadowed.sort(byPlace) };
}

/** Is a hit of this entry left out when overlaps are settled? So is a cue that works inside its own span. */
export function standsApart(entry: Entry): boolean {
  return 'direction' in entry && entry.direction === 'inside';
}

/** What weighing needs to know of the document. */
export interface Setting {
  tokens: Tokens;
  sentences: readonly Sentence[];
  /** Domain factor by sentence. */
  factors: Float64Array;
  /** Cue hits by sentence, overlaps settled. */
  cues: ReadonlyMap<number, readonly RawHit[]>;
}

/**
 * Decides what each hit adds to its pole: the entry's weight, times the domain factor of its sentence, times the
 * factor of every cue that reaches it. What adds nothing says why.
 * @param kept hits of one lexicon, overlaps settled
 */
export function weigh(kept: readonly RawHit[], shadowed: readonly RawHit[], set: LexiconSet, setting: Setting): Hit[] {
  const hits = [...kept.map((raw) => weighOne(raw, set, setting)), ...shadowed.map((raw) => ({ ...describe(raw, set, setting), dropped: 'shadowed' as const }))];
  return hits.sort((a, b) => a.start - b.start || a.end - b.end || (a.entry < b.entry ? -1 : 1));
}

function weighOne(raw: RawHit, set: LexiconSet, setting: Setting): Hit {
  const hit = describe(raw, set, setting);
  const { kind } = setting.sentences[raw.sentence]!;
  if (kind !== 'prose') return { ...hit, dropped: kind };
  if (hit.domain === 0) return { ...hit, dropped: 'outside' };
  const cues = set.context ? reaching(raw, set.context, set, setting) : [];
  const contribution = cues.reduce((value, cue) => value * cue.factor, hit.weight * hit.domain);
  return { ...hit, cues, contribution, dropped: contribution === 0 ? 'context' : null };
}

function describe(raw: RawHit, set: LexiconSet, { tokens, factors }: Setting): Hit {
  const entry = set.entries[raw.entry]!;
  return {
    lexicon: set.owners[raw.entry]!.id,
    pole: entry.pole,
    entry: entry.id,
    start: tokens.starts[raw.from]!,
    end: tokens.ends[raw.to - 1]!,
    sentence: raw.sentence,
    weight: entry.weight + entry.learned,
    contribution: 0,
    domain: factors[raw.sentence]!,
    cues: [],
    dropped: null,
  };
}

/** Cues whose reach covers the hit: same sentence, right side, near enough, and no terminator or clause between. */
function reaching(hit: RawHit, context: ContextLexicon, set: LexiconSet, { tokens, cues }: Setting): CueEffect[] {
  const here = cues.get(hit.sentence) ?? [];
  const stops = here.filter((cue) => set.entries[cue.entry]!.pole === 'terminator');
  const effects: CueEffect[] = [];
  for (const raw of here) {
    const cue = set.entries[raw.entry] as Cue;
    const factor = context.effects[cue.pole]!;
    if (factor === 1 || !reaches(raw, cue, hit, stops, () => isOwnWord(raw, hit, set, tokens))) continue;
    effects.push({ id: cue.id, kind: cue.pole, factor, start: tokens.starts[raw.from]!, end: tokens.ends[raw.to - 1]! });
  }
  return effects;
}

function reaches(raw: RawHit, cue: Cue, hit: RawHit, stops: readonly RawHit[], isOwn: () => boolean): boolean {
  if (cue.direction === 'inside') return hit.from > raw.from && hit.to < raw.to;
  if (raw.from < hit.to && hit.from < raw.to) {
    if (cue.direction !== 'forward') return false;
    // "no plan to lead": the cue begins first. "launched no programme": it stands in a gap of the hit.
    return raw.from < hit.from || (raw.from > hit.from && raw.to < hit.to && !isOwn());
  }
  const isBefore = raw.to <= hit.from;
  if (cue.direction !== 'both' && (cue.direction === 'forward') !== isBefore) return false;
  const [left, right] = isBefore ? [raw.to, hit.from] : [hit.to, raw.from];
  return right - left < cue.scope && !stops.some((stop) => stop.from >= left && stop.to <= right);
}

/** Is the cue's first word one of the hit's pattern? Then it is meant, as in "without discrimination". */
function isOwnWord(cue: RawHit, hit: RawHit, set: LexiconSet, tokens: Tokens): boolean {
  const word = fold(plainForm(formAt(tokens, cue.from)));
  return words(set.entries[hit.entry]!.pattern).some((own) => fold(plainForm(own)) === word);
}
