import { fold, plainForm, stem } from './language.js';
import type { Automaton } from './lexicon/automaton.js';
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
  /** Every entry found in a document, nested and overlapping ones too, by start, then end, then entry. */
  find(tokens: Tokens, sentences: readonly Sentence[]): RawHit[];
}

/** All patterns that begin with one symbol, joined: a look-up a word ahead instead of one a pattern. */
interface Start {
  /** Patterns of this one word. */
  entries: number[];
  /** By words skipped: the states that a symbol there leads to. */
  ahead: Map<number, number[]>[];
  /** Which of those maps may hold a symbol: a bit a map, by the symbol's last bits. Spares most look-ups. */
  sieve: Uint16Array;
}

const SIEVE = 1024;

/** Occurrences after which a symbol's patterns are joined: a single document should not pay for it. */
const OFTEN = 24;

/** Word forms remembered between documents. Cleared when full, so that a long-lived process does not grow. */
const MOST_FORMS = 200_000;

/**
 * Makes a matcher of an automaton. A word form is looked up once and remembered as the symbols it satisfies; from
 * there on only integers are compared. Matching is linear in the text: the work at each word is bounded by the
 * longest pattern and its gaps.
 */
export function makeMatcher(automaton: Automaton): Matcher {
  const { accepts, outs, links, sets, setSymbols, setStates, startOffsets, starts } = automaton;
  const symbols = new Map(automaton.symbols === '' ? [] : automaton.symbols.split('\n').map((symbol, number) => [symbol, number]));
  const prefixLengths = [...new Set([...symbols.keys()].filter((key) => key.startsWith('p:')).map((key) => key.length - 2))];
  const known = new Map<string, readonly number[] | null>();

  /** The symbols that a form satisfies; null when it occurs in no pattern. */
  function symbolsOf(form: string): readonly number[] | null {
    const cached = known.get(form);
    if (cached !== undefined) return cached;
    const plain = plainForm(form);
    const folded = fold(plain);
    const keys = [`f:${plain}`, `n:${folded}`, `s:${stem(folded)}`];
    for (const length of prefixLengths) if (folded.length >= length) keys.push(`p:${folded.slice(0, length)}`);
    const found = keys.map((key) => symbols.get(key)).filter((symbol) => symbol !== undefined);
    const result = found.length > 0 ? found : null;
    if (known.size >= MOST_FORMS) known.clear();
    known.set(form, result);
    return result;
  }

  const uses = new Uint8Array(startOffsets.length);
  const joinedStarts: (Start | undefined)[] = [];
  /** The joined form of a symbol's starts, once it has been met often enough to be worth building; else null. */
  function joinedStart(symbol: number): Start | null {
    const known = joinedStarts[symbol];
    if (known) return known;
    if (uses[symbol]! < OFTEN) {
      uses[symbol]! += 1;
      return null;
    }
    const joined: Start = { entries: [], ahead: [], sieve: new Uint16Array(SIEVE) };
    for (const state of starts.subarray(startOffsets[symbol]!, startOffsets[symbol + 1]!)) {
      if (accepts[state]! >= 0) joined.entries.push(accepts[state]!);
      for (let link = outs[state]!; link < outs[state + 1]!; link += 2)
        for (let skip = 0; skip <= links[link]!; skip++) {
          const ahead = (joined.ahead[skip] ??= new Map());
          const set = links[link + 1]!;
          for (let i = sets[set]!; i < sets[set + 1]!; i++) {
            const next = setSymbols[i]!;
            ahead.set(next, [...(ahead.get(next) ?? []), setStates[i]!]);
            joined.sieve[next & (SIEVE - 1)]! |= 1 << skip;
          }
        }
    }
    joinedStarts[symbol] = joined;
    return joined;
  }

  function find(tokens: Tokens, sentences: readonly Sentence[]): RawHit[] {
    const hits: RawHit[] = [];
    const words = tokens.forms.map(symbolsOf);
    const { symbols: flat, offsets } = flatten(words);
    let sentence = 0;
    let to = 0;

    /** Goes on from a state with the word at `at`. */
    const arrive = (state: number, at: number, start: number): void => {
      if (accepts[state]! >= 0) hits.push({ entry: accepts[state]!, sentence, from: start, to: at });
      for (let link = outs[state]!; link < outs[state + 1]!; link += 2) {
        const last = Math.min(at + links[link]!, to - 1);
        for (let next = at; next <= last; next++) {
          const word = words[next];
          if (word) for (const symbol of word) enter(links[link + 1]!, symbol, next + 1, start);
        }
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
    /** Begins every pattern that can begin with a symbol. */
    const begin = (symbol: number, at: number): void => {
      const first = startOffsets[symbol]!;
      const end = startOffsets[symbol + 1]!;
      if (first === end) return;
      const joined = joinedStart(symbol);
      if (joined === null) {
        for (let i = first; i < end; i++) arrive(starts[i]!, at + 1, at);
        return;
      }
      for (const entry of joined.entries) hits.push({ entry, sentence, from: at, to: at + 1 });
      const { sieve, ahead } = joined;
      const words = Math.min(ahead.length, to - at - 1);
      for (let i = offsets[at + 1]!, skip = 0; skip < words; skip++) {
        const behind = offsets[at + 2 + skip]!;
        for (; i < behind; i++) {
          const next = flat[i]!;
          if ((sieve[next & (SIEVE - 1)]! & (1 << skip)) === 0) continue;
          const states = ahead[skip]!.get(next);
          if (states) for (const state of states) arrive(state, at + 2 + skip, at);
        }
      }
    };
    for (; sentence < sentences.length; sentence++) {
      to = sentences[sentence]!.to;
      for (let at = sentences[sentence]!.from; at < to; at++) {
        const word = words[at];
        if (!word) continue;
        for (const symbol of word) begin(symbol, at);
      }
    }
    return meetConditions(distinct(hits), automaton);
  }

  return { find };
}

/** Takes out the hits of conditions, and the hits of entries whose conditions do not hold. */
function meetConditions(hits: RawHit[], { conditions, entries }: Automaton): RawHit[] {
  if (conditions.length === 0) return hits;
  /** Hits of conditions, by condition and sentence. */
  const found = new Map<string, RawHit[]>();
  for (const hit of hits) {
    if (hit.entry < entries) continue;
    const key = `${hit.entry - entries} ${hit.sentence}`;
    found.set(key, [...(found.get(key) ?? []), hit]);
  }
  const byEntry = new Map<number, number[]>();
  for (let c = 0; c * 3 < conditions.length; c++) byEntry.set(conditions[c * 3]!, [...(byEntry.get(conditions[c * 3]!) ?? []), c]);
  const holds = (hit: RawHit, c: number): boolean => {
    const isNear = (found.get(`${c} ${hit.sentence}`) ?? []).some((other) => {
      const between = other.to <= hit.from ? hit.from - other.to : other.from >= hit.to ? other.from - hit.to : -1;
      return between >= 0 && between <= conditions[c * 3 + 2]!;
    });
    return isNear === (conditions[c * 3 + 1] === 1);
  };
  return hits.filter((hit) => hit.entry < entries && (byEntry.get(hit.entry) ?? []).every((c) => holds(hit, c)));
}

/** The symbols of all words in one array; those of word i are at `offsets[i]` to `offsets[i + 1]`. */
function flatten(words: readonly (readonly number[] | null)[]): { symbols: Int32Array; offsets: Int32Array } {
  const offsets = new Int32Array(words.length + 1);
  for (let i = 0; i < words.length; i++) offsets[i + 1] = offsets[i]! + (words[i]?.length ?? 0);
  const symbols = new Int32Array(offsets[words.length]!);
  let at = 0;
  for (const word of words) if (word !== null) for (const symbol of word) symbols[at++] = symbol;
  return { symbols, offsets };
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
