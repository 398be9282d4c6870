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

/** Word forms remembered between documents. Cleared when full, so that a long-lived process does not grow. */
const MOST_FORMS = 200_000;

/**
 * Makes a matcher of an automaton. A word form is looked up once and remembered as the symbols it satisfies; from
 * there on only integers are compared. Matching is linear in the text: the work at each word is bounded by the
 * longest pattern and its gaps.
 */
export function makeMatcher(automaton: Automaton): Matcher {
  const { accepts, outs, links, sets, setSymbols, setStates, startOffsets, starts } = automaton;
  const symbols = new Map(automaton.symbols === '' ? [] : automaton.symbols.split(' ').map((symbol, number) => [symbol, number]));
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

  function find(tokens: Tokens, sentences: readonly Sentence[]): RawHit[] {
    const hits: RawHit[] = [];
    const words = tokens.forms.map(symbolsOf);
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
    for (; sentence < sentences.length; sentence++) {
      to = sentences[sentence]!.to;
      for (let at = sentences[sentence]!.from; at < to; at++) {
        const word = words[at];
        if (!word) continue;
        for (const symbol of word) for (let i = startOffsets[symbol]!; i < startOffsets[symbol + 1]!; i++) arrive(starts[i]!, at + 1, at);
      }
    }
    return distinct(hits);
  }

  return { find };
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
