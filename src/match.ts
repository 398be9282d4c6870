import { fold, plainForm, stem } from './language.js';
import type { Automaton } from './lexicon/automaton.js';
import { WordTable } from './wordtable.js';
import type { Sentence, Tokens } from './types.js';

/** An entry found at tokens `from` (inclusive) to `to` (exclusive) of sentence number `sentence`. */
export interface RawHit {
  /** Index into the entries that the automaton was built from. */
  entry: number;
  sentence: number;
  from: number;
  to: number;
}

/** Finds entries in documents. */
export interface Matcher {
  /** Looks up the words of a document. */
  read(tokens: Tokens): Finder;
}

/**
 * Finds the entries of one stage in a document that was read: nested and overlapping ones too, by start, then end, then
 * entry.
 * @param stage as given to {@link makeMatcher}; null for all stages
 * @param wanted 1 for each sentence to look at; null for all
 */
export type Finder = (sentences: readonly Sentence[], stage: number | null, wanted: Uint8Array | null) => RawHit[];

/** All patterns of a stage that begin with a word of one class, joined: a look-up a word ahead instead of one a pattern. */
interface Opening {
  /** Patterns of this one word. */
  entries: number[];
  /** By words skipped: the states that a symbol there leads to. */
  ahead: Map<number, number[]>[];
}

/** Occurrences after which the patterns of a class are joined: a single document should not pay for it. */
const OFTEN = 24;

/** Bits of a stage's sieve, as a power of two: 128 KiB, which stay in the processor's cache. */
const SIEVE_BITS = 20;

/** The place in the sieve of "a word of this class, so many words, this symbol". */
function bitOf(word: number, skip: number, symbol: number): number {
  return Math.imul((word << 16) ^ (skip << 12) ^ symbol, 0x9e3779b1) >>> (32 - SIEVE_BITS);
}

/**
 * Makes a matcher of an automaton. A word form is looked up once and remembered as a class: the symbols it satisfies.
 * From there on only integers are compared. Matching is linear in the text: the work at each word is bounded by the
 * longest pattern and its gaps.
 * @param stageOf the stage of each entry, from 0: stages are found one by one, and later ones only where earlier ones
 *   leave something to find
 */
export function makeMatcher(automaton: Automaton, stageOf: (entry: number) => number = () => 0): Matcher {
  const { accepts, outs, links, sets, setSymbols, setStates } = automaton;
  const symbols = new Map(automaton.symbols === '' ? [] : automaton.symbols.split('\n').map((symbol, number) => [symbol, number]));
  const prefixLengths = [...new Set([...symbols.keys()].filter((key) => key.startsWith('p:')).map((key) => key.length - 2))];
  const stages = stagesOf(automaton, stageOf);
  const conditionsOf = new Map<number, number[]>();
  for (let c = 0; c * 3 < automaton.conditions.length; c++) {
    const entry = automaton.conditions[c * 3]!;
    conditionsOf.set(entry, [...(conditionsOf.get(entry) ?? []), c]);
  }

  /** Symbols by class; class 0 occurs in no pattern. */
  const members: (readonly number[])[] = [[]];
  const classes = new Map<string, number>([['', 0]]);
  /** Those of its symbols that begin a pattern, by stage and class. */
  const beginners: (readonly number[])[][] = stages.map(() => [[]]);
  const table = new WordTable(classOf);

  function classOf(form: string): number {
    const plain = plainForm(form);
    const folded = fold(plain);
    const keys = [`f:${plain}`, `n:${folded}`, `s:${stem(folded)}`];
    for (const length of prefixLengths) if (folded.length >= length) keys.push(`p:${folded.slice(0, length)}`);
    const found = keys.map((key) => symbols.get(key)).filter((symbol) => symbol !== undefined);
    const name = found.join(' ');
    const known = classes.get(name);
    if (known !== undefined) return known;
    classes.set(name, members.length);
    stages.forEach(({ offsets }, stage) => beginners[stage]!.push(found.filter((symbol) => offsets[symbol] !== offsets[symbol + 1])));
    return members.push(found) - 1;
  }

  /** What a class opens, once it has been met often enough for the patterns to be joined; else null. */
  function openingOf({ uses, openings, offsets, starts, sieve }: Stage, word: number, symbolsOf: readonly number[]): Opening | null {
    const known = openings[word];
    if (known) return known;
    uses[word] = (uses[word] ?? 0) + 1;
    if (uses[word]! <= OFTEN) return null;
    const opening: Opening = { entries: [], ahead: [] };
    for (const symbol of symbolsOf)
      for (const state of starts.subarray(offsets[symbol]!, offsets[symbol + 1]!)) {
        if (accepts[state]! >= 0) opening.entries.push(accepts[state]!);
        for (let link = outs[state]!; link < outs[state + 1]!; link += 2)
          for (let skip = 0; skip <= links[link]!; skip++) {
            const ahead = (opening.ahead[skip] ??= new Map());
            const set = links[link + 1]!;
            for (let i = sets[set]!; i < sets[set + 1]!; i++) {
              const next = setSymbols[i]!;
              const states = ahead.get(next);
              if (states) states.push(setStates[i]!);
              else ahead.set(next, [setStates[i]!]);
              const bit = bitOf(word, skip, next);
              sieve[bit >>> 5]! |= 1 << (bit & 31);
            }
          }
      }
    for (let skip = 0; skip < opening.ahead.length; skip++) opening.ahead[skip] ??= new Map();
    openings[word] = opening;
    return opening;
  }

  function read({ text, starts, ends, hashes }: Tokens): Finder {
    const words = new Int32Array(starts.length);
    for (let i = 0; i < words.length; i++) words[i] = table.get(text, starts[i]!, ends[i]!, hashes[i]!);
    return (sentences, stage, wanted) => {
      const hits = stages.flatMap((each, i) => (stage === null || stage === i ? findStage(words, sentences, each, beginners[i]!, wanted) : []));
      return meetConditions(distinct(hits), automaton, conditionsOf);
    };
  }

  function findStage(words: Int32Array, sentences: readonly Sentence[], stage: Stage, beginnersOf: readonly (readonly number[])[], wanted: Uint8Array | null): RawHit[] {
    const hits: RawHit[] = [];
    let sentence = 0;
    let to = 0;

    /** Goes on from a state with the word at `at`. */
    const arrive = (state: number, at: number, start: number): void => {
      if (accepts[state]! >= 0) hits.push({ entry: accepts[state]!, sentence, from: start, to: at });
      for (let link = outs[state]!; link < outs[state + 1]!; link += 2) {
        const last = Math.min(at + links[link]!, to - 1);
        for (let next = at; next <= last; next++) for (const symbol of members[words[next]!]!) enter(links[link + 1]!, symbol, next + 1, start);
      }
    };
    /** Follows a symbol through a set: binary search, then every member with that symbol. */
    const enter = (set: number, symbol: number, at: number, start: number): void => {
      let low = sets[set]!;
      let high = sets[set + 1]!;
      while (low < high) {
        const middle = (low + high) >> 1;
        if (setSymbols[middle]! < symbol) low = middle + 1;
        else high = middle;
      }
      for (const end = sets[set + 1]!; low < end && setSymbols[low] === symbol; low++) arrive(setStates[low]!, at, start);
    };
    /** Begins every pattern that can begin with the word at `at`. */
    const { sieve } = stage;
    const begin = (word: number, at: number): void => {
      const opening = openingOf(stage, word, beginnersOf[word]!);
      if (opening === null) {
        for (const symbol of beginnersOf[word]!) for (let i = stage.offsets[symbol]!; i < stage.offsets[symbol + 1]!; i++) arrive(stage.starts[i]!, at + 1, at);
        return;
      }
      for (const entry of opening.entries) hits.push({ entry, sentence, from: at, to: at + 1 });
      const { ahead } = opening;
      const last = Math.min(ahead.length, to - at - 1);
      for (let skip = 0; skip < last; skip++) {
        const next = members[words[at + 1 + skip]!]!;
        for (let i = 0; i < next.length; i++) {
          const bit = bitOf(word, skip, next[i]!);
          if ((sieve[bit >>> 5]! & (1 << (bit & 31))) === 0) continue;
          for (const state of ahead[skip]!.get(next[i]!) ?? []) arrive(state, at + 2 + skip, at);
        }
      }
    };
    for (; sentence < sentences.length; sentence++) {
      if (wanted !== null && wanted[sentence] === 0) continue;
      to = sentences[sentence]!.to;
      for (let at = sentences[sentence]!.from; at < to; at++) {
        const word = words[at]!;
        if (word !== 0 && beginnersOf[word]!.length > 0) begin(word, at);
      }
    }
    return hits;
  }

  return { read };
}

/** The patterns of one stage by the symbol they begin with. */
interface Stage {
  /** States in which symbol n begins a pattern are `starts[offsets[n]]` to `starts[offsets[n + 1]]`. */
  offsets: Int32Array;
  starts: Int32Array;
  /** How often each class was met, until its patterns were joined. */
  uses: number[];
  openings: (Opening | undefined)[];
  /** A Bloom filter of what openings lead to: nearly all neighbours begin nothing, and need no other look. */
  sieve: Int32Array;
}

function stagesOf({ startOffsets, starts, firstStates, conditions, entries }: Automaton, stageOf: (entry: number) => number): Stage[] {
  const stageOfPattern = Array.from(firstStates, (_, pattern) => stageOf(pattern < entries ? pattern : conditions[(pattern - entries) * 3]!));
  // States are numbered pattern by pattern.
  const stageOfState = new Uint8Array(Math.max(0, ...starts) + 1);
  firstStates.forEach((first, pattern) => stageOfState.fill(stageOfPattern[pattern]!, first, firstStates[pattern + 1]));
  return Array.from({ length: Math.max(0, ...stageOfPattern) + 1 }, (_, stage) => {
    const offsets = new Int32Array(startOffsets.length);
    const own: number[] = [];
    for (let symbol = 0; symbol + 1 < startOffsets.length; symbol++) {
      for (let i = startOffsets[symbol]!; i < startOffsets[symbol + 1]!; i++) if (stageOfState[starts[i]!] === stage) own.push(starts[i]!);
      offsets[symbol + 1] = own.length;
    }
    return { offsets, starts: Int32Array.from(own), uses: [], openings: [], sieve: new Int32Array(1 << (SIEVE_BITS - 5)) };
  });
}

/** Takes out the hits of conditions, and the hits of entries whose conditions do not hold. */
function meetConditions(hits: RawHit[], { conditions, entries }: Automaton, conditionsOf: ReadonlyMap<number, readonly number[]>): RawHit[] {
  if (conditions.length === 0) return hits;
  /** Hits of conditions, by condition and sentence. */
  const found = new Map<string, RawHit[]>();
  for (const hit of hits) {
    if (hit.entry < entries) continue;
    const key = `${hit.entry - entries} ${hit.sentence}`;
    found.set(key, [...(found.get(key) ?? []), hit]);
  }
  const holds = (hit: RawHit, c: number): boolean => {
    const isNear = (found.get(`${c} ${hit.sentence}`) ?? []).some((other) => {
      const between = other.to <= hit.from ? hit.from - other.to : other.from >= hit.to ? other.from - hit.to : -1;
      return between >= 0 && between <= conditions[c * 3 + 2]!;
    });
    return isNear === (conditions[c * 3 + 1] === 1);
  };
  return hits.filter((hit) => hit.entry < entries && (conditionsOf.get(hit.entry) ?? []).every((c) => holds(hit, c)));
}

/** An entry can reach one span by several ways (alternatives, gaps); it counts once. */
function distinct(hits: RawHit[]): RawHit[] {
  if (hits.length < 2) return hits;
  hits.sort((a, b) => a.from - b.from || a.to - b.to || a.entry - b.entry);
  return hits.filter((hit, i) => {
    const before = hits[i - 1];
    return !before || before.entry !== hit.entry || before.from !== hit.from || before.to !== hit.to;
  });
}
