import type { Analysis } from './classify.js';
import { gate } from './gate.js';
import type { LexiconSet } from './lexicon/compile.js';
import type { AxisResult, Cue, DomainLexicon, Entry, Evidence, Hit, Lexicon, OkResult, Reason } from './types.js';

/** As many entries as are worth reading. */
export const MOST_ENTRIES = 5;
/** Differences below this come from adding in another order. */
const NOTHING = 1e-9;

/** The same thing before and after: under two sets of lexicons, or in two runs. */
export interface Pair<Value> {
  before: Value;
  after: Value;
}

/** An entry that counts differently in a document. */
export interface EntryMove extends Pair<number> {
  /** `lexicon/entry` */
  entry: string;
  /** `after` less `before`; above 0 it pushes towards the plus pole, or towards relevance. */
  difference: number;
}

/** The same, under two sets of lexicons. */
export interface EntryEffect extends EntryMove {
  /**
   * What happened to the entry itself. An unchanged one counts differently because of an overlap, a cue, or the
   * relevance of its sentence.
   */
  entryIs: 'added' | 'removed' | 'changed' | 'unchanged';
}

/** What became of an axis of a document. `changed` is from or to `mixed`; `moved` keeps its label. */
export interface AxisChange {
  axis: string;
  kind: 'flipped' | 'gained' | 'lost' | 'changed' | 'moved';
  label: Pair<string | null>;
  reason: Pair<Reason | null>;
  theta: Pair<number | null>;
  /**
   * Contributions to the weights, above 0 on the plus pole and below 0 on the minus pole; largest difference first. Where
   * the document came or went off topic, only entries that were themselves edited.
   */
  entries: EntryEffect[];
}

/** What became of the relevance of a document. */
export interface RelevanceChange {
  label: Pair<string | null>;
  score: Pair<number | null>;
  /** By how much the log-odds of the score would fall without the entry. */
  entries: EntryEffect[];
}

/** A document that comes out differently. */
export interface DocumentChange {
  id: string;
  /** Null when it is as before. */
  relevance: RelevanceChange | null;
  axes: AxisChange[];
}

/** How two sets of lexicons differ. Entries are named `lexicon/entry`. */
export interface LexiconChanges {
  added: string[];
  removed: string[];
  changed: { entry: string; fields: string[] }[];
  /** What is not an entry, such as `label.lean`. */
  settings: { lexicon: string; setting: string; before: string | null; after: string | null }[];
}

/** Everything that `lexicon diff` tells. */
export interface Diff {
  documents: number;
  changed: DocumentChange[];
  lexicons: LexiconChanges;
}

/** What an entry does is decided by these; examples and sources are notes. */
const FIELDS = ['pole', 'pattern', 'match', 'weight', 'learned', 'direction', 'scope'] as const;
/** Keys of a lexicon that are notes, or told elsewhere. */
const NOTES = new Set(['id', 'title', 'hash', 'entries', 'fittedOn']);

/** Entries and settings that are not the same in two sets of lexicons; in the order of the sets. */
export function diffLexicons(before: LexiconSet, after: LexiconSet): LexiconChanges {
  const [old, young] = [entriesByName(before), entriesByName(after)];
  const fieldsOf = (name: string, entry: Entry): string[] => FIELDS.filter((field) => (entry as Cue)[field] !== (young.get(name) as Cue)[field]);
  const changed = [...old].filter(([name]) => young.has(name)).map(([name, entry]) => ({ entry: name, fields: fieldsOf(name, entry) }));
  return {
    added: [...young.keys()].filter((name) => !old.has(name)),
    removed: [...old.keys()].filter((name) => !young.has(name)),
    changed: changed.filter(({ fields }) => fields.length > 0),
    settings: before.lexicons.flatMap((lexicon) => settingsBetween(lexicon, after.lexicons.find(({ id }) => id === lexicon.id))),
  };
}

function entriesByName({ entries, owners }: LexiconSet): Map<string, Entry> {
  return new Map(entries.map((entry, i) => [`${owners[i]!.id}/${entry.id}`, entry]));
}

function settingsBetween(before: Lexicon, after: Lexicon | undefined): LexiconChanges['settings'] {
  if (after === undefined) return [];
  const [old, young] = [leaves(before), leaves(after)];
  return [...new Set([...old.keys(), ...young.keys()])]
    .map((setting) => ({ lexicon: before.id, setting, before: old.get(setting) ?? null, after: young.get(setting) ?? null }))
    .filter((setting) => setting.before !== setting.after);
}

/** Values by path (`label.lean`), so that the order of keys in a file is no difference. */
function leaves(value: object, path = ''): Map<string, string> {
  return new Map(
    Object.entries(value).flatMap(([key, inner]: [string, unknown]): [string, string][] => {
      if (NOTES.has(key)) return [];
      return typeof inner === 'object' && inner !== null && !Array.isArray(inner) ? [...leaves(inner, `${path}${key}.`)] : [[`${path}${key}`, JSON.stringify(inner)]];
    }),
  );
}

/**
 * What became of one document.
 * @param analyses of the same text, with the first set of lexicons and with the second
 * @param sets the two sets; axes that only one of them has are passed over
 * @param lexicons the difference of the sets
 * @param moved how far theta must have moved to be told when the label stays, >= 0
 * @returns null when there is nothing to tell
 */
export function diffDocument(analyses: Pair<Analysis>, sets: Pair<LexiconSet>, lexicons: LexiconChanges, moved: number): DocumentChange | null {
  const { before, after } = analyses;
  const states = statesOf(lexicons);
  const axes = sets.before.axes.flatMap(({ id }): AxisChange[] => {
    const [old, young] = [before.result.axes[id]!, after.result.axes[id]];
    if (young === undefined) return [];
    const kind = changeOf(old, young, moved);
    if (kind === null) return [];
    const all = effects(contributions(before.hits, id, sets.before), contributions(after.hits, id, sets.after), states);
    // A label that is lost or gained with the relevance is the relevance's doing: it damps or lifts every hit.
    const isByRelevance = (old.reason === 'off_topic') !== (young.reason === 'off_topic');
    const entries = all.filter(({ entryIs }) => !isByRelevance || entryIs !== 'unchanged').slice(0, MOST_ENTRIES);
    return [{ ...sidesOf(id, old, young), kind, entries }];
  });
  const relevance = relevanceChange(analyses, sets, states);
  return axes.length === 0 && relevance === null ? null : { id: after.result.id, relevance, axes };
}

/** An axis of a document on both sides. */
export function sidesOf(axis: string, old: AxisResult, young: AxisResult): Pick<AxisChange, 'axis' | 'label' | 'reason' | 'theta'> {
  return { axis, label: { before: old.label, after: young.label }, reason: { before: old.reason, after: young.reason }, theta: { before: old.theta, after: young.theta } };
}

/**
 * What became of an axis.
 * @param moved how far theta must have moved to count when the label stays, >= 0
 * @returns null when nothing that counts
 */
export function changeOf(old: AxisResult, young: AxisResult, moved: number): AxisChange['kind'] | null {
  if (old.label !== young.label) {
    if (old.label === null) return 'gained';
    if (young.label === null) return 'lost';
    return old.label === 'mixed' || young.label === 'mixed' ? 'changed' : 'flipped';
  }
  const [from, to] = [thetaOf(old), thetaOf(young)];
  return from !== null && to !== null && Math.abs(to - from) > moved ? 'moved' : null;
}

/** Without evidence the formula gives 0; off topic it does not apply. */
function thetaOf({ theta, reason }: AxisResult): number | null {
  return reason === 'no_evidence' ? 0 : theta;
}

function statesOf({ added, removed, changed }: LexiconChanges): Map<string, EntryEffect['entryIs']> {
  return new Map([...added.map((name) => [name, 'added'] as const), ...removed.map((name) => [name, 'removed'] as const), ...changed.map(({ entry }) => [entry, 'changed'] as const)]);
}

function contributions(hits: readonly Hit[], axis: string, set: LexiconSet): Map<string, number> {
  const [minus] = set.axes.find(({ id }) => id === axis)!.poles;
  return sumByEntry(hits.filter(({ lexicon }) => lexicon === axis).map(({ entry, pole, contribution }) => ({ axis, entry, pole, weight: contribution })), minus);
}

/**
 * What each entry adds to its axis, by `axis/entry`.
 * @param minus the pole on which weights count below 0
 */
export function sumByEntry(hits: readonly Pick<Evidence, 'axis' | 'entry' | 'pole' | 'weight'>[], minus: string): Map<string, number> {
  const sums = new Map<string, number>();
  for (const { axis, entry, pole, weight } of hits) {
    const name = `${axis}/${entry}`;
    sums.set(name, (sums.get(name) ?? 0) + (pole === minus ? -weight : weight));
  }
  return sums;
}

function effects(before: ReadonlyMap<string, number>, after: ReadonlyMap<string, number>, states: ReadonlyMap<string, EntryEffect['entryIs']>): EntryEffect[] {
  return movesBetween(before, after).map((move) => ({ ...move, entryIs: states.get(move.entry) ?? 'unchanged' }));
}

/** Entries whose values differ, the largest difference first. */
export function movesBetween(before: ReadonlyMap<string, number>, after: ReadonlyMap<string, number>): EntryMove[] {
  return [...new Set([...before.keys(), ...after.keys()])]
    .map((entry) => {
      const [old, young] = [before.get(entry) ?? 0, after.get(entry) ?? 0];
      return { entry, before: old, after: young, difference: young - old };
    })
    .filter(({ difference }) => Math.abs(difference) > NOTHING)
    .sort((a, b) => Math.abs(b.difference) - Math.abs(a.difference) || (a.entry < b.entry ? -1 : 1));
}

function relevanceChange({ before, after }: Pair<Analysis>, sets: Pair<LexiconSet>, states: ReadonlyMap<string, EntryEffect['entryIs']>): RelevanceChange | null {
  const sides = relevanceSides(before.result, after.result);
  if (sides === null) return null;
  const [hadHits, hasHits] = [domainHits(before, sets.before), domainHits(after, sets.after)];
  // The score is a sum of logarithms, so that one new hit makes every other count for less: only entries are told that
  // themselves changed, or that hit other places than before.
  const suspects = new Set([...hadHits.keys(), ...hasHits.keys()].filter((name) => (states.has(name) || hadHits.get(name) !== hasHits.get(name))));
  return { ...sides, entries: effects(shares(before, sets.before, suspects), shares(after, sets.after, suspects), states).slice(0, MOST_ENTRIES) };
}

/** The relevance of a document on both sides; null when its label is the same. */
export function relevanceSides({ relevance: old }: OkResult, { relevance: young }: OkResult): Pick<RelevanceChange, 'label' | 'score'> | null {
  if (old?.label === young?.label) return null;
  return { label: { before: old?.label ?? null, after: young?.label ?? null }, score: { before: old?.score ?? null, after: young?.score ?? null } };
}

/** The places that each domain entry hits, as text. */
function domainHits({ domainHits }: Analysis, set: LexiconSet): Map<string, string> {
  const places = new Map<string, string>();
  for (const { entry, from, to } of domainHits) {
    const name = nameIn(set, entry);
    places.set(name, `${places.get(name) ?? ''} ${from}-${to}`);
  }
  return places;
}

/** What the log-odds of relevance would lose without each entry. */
function shares({ domainHits, sentences, gate: gated }: Analysis, set: LexiconSet, names: ReadonlySet<string>): Map<string, number> {
  if (gated === null) return new Map();
  const without = (name: string): number => gate(domainHits.filter((hit) => nameIn(set, hit.entry) !== name), set.entries, sentences, set.domain as DomainLexicon).score;
  return new Map([...names].map((name) => [name, logOdds(gated.score) - logOdds(without(name))]));
}

function nameIn({ owners, entries }: LexiconSet, entry: number): string {
  return `${owners[entry]!.id}/${entries[entry]!.id}`;
}

/** Bounded, since a passage without a word of science scores 0. */
function logOdds(score: number): number {
  const bounded = Math.min(0.999, Math.max(0.001, score));
  return Math.log(bounded / (1 - bounded));
}
