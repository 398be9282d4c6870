import { fold, plainForm, stem } from './language.js';
import { readSteps } from './lexicon/pattern.js';
import type { Entry, Sentence, Sequence, Tokens } from './types.js';

/** An entry found at tokens `from` (inclusive) to `to` (exclusive) of sentence number `sentence`. */
export interface RawHit {
  /** Index into the matcher's entries. */
  entry: number;
  sentence: number;
  from: number;
  to: number;
}

/** Every pattern of every entry, ready to run in one pass over a text. */
export interface Matcher {
  /** Every entry found in a document, nested and overlapping ones too, by start, then end, then entry. */
  find(tokens: Tokens, sentences: readonly Sentence[]): RawHit[];
}

/** A place in a pattern: before item `at` of a sequence; behind the sequence comes `then`, or the pattern is found. */
interface Place {
  entry: number;
  sequence: Sequence;
  at: number;
  then: Place | null;
  /** The state of this place alone, once it was needed. */
  state?: State;
}

/** A state of the automaton: a set of places, with what is found there and where each word leads. */
interface State {
  /** Entries whose pattern ends here. */
  outputs: number[];
  /** By symbol: the places it leads to, or their state once it was needed. */
  next: Map<number, Place[] | State>;
  /** The same for gaps, by width. */
  gaps: Map<number, Place[] | State>;
}

/** What a word form means to the automaton. */
interface Word {
  symbols: readonly number[];
  /** States behind it of the patterns that begin with it. */
  starts: readonly State[];
}

/** Word forms remembered between documents. Cleared when full, so that a long-lived process does not grow. */
const MOST_FORMS = 200_000;

/**
 * Builds the matcher: an automaton over small integers whose states come into being when a text first reaches them,
 * so that neither start-up nor memory pays for patterns that no text touches. Matching is linear in the text; the
 * work at each word is bounded by the longest pattern and its gaps.
 */
export function compileMatcher(entries: readonly Entry[]): Matcher {
  const symbols = new Map<string, number>();
  /** Entries by the symbols that they can begin with. */
  const beginners: number[][] = [];
  entries.forEach(({ steps, starts }, index) => {
    for (const [step] of steps.matchAll(/[fnsp]:[^ |()]+/g)) if (!symbols.has(step)) symbols.set(step, symbols.size);
    for (const step of starts) (beginners[symbols.get(step)!] ??= []).push(index);
  });
  const prefixLengths = [...new Set([...symbols.keys()].filter((key) => key.startsWith('p:')).map((key) => key.length - 2))];

  /** The state of a set of places: nested alternatives are opened, and sorted by what comes next. */
  function stateOf(places: readonly Place[]): State {
    const state: State = { outputs: [], next: new Map(), gaps: new Map() };
    const open = [...places];
    for (let place = open.pop(); place !== undefined; place = open.pop()) {
      const { entry, sequence, at } = place;
      const item = sequence[at];
      if (item === undefined) {
        if (!state.outputs.includes(entry)) state.outputs.push(entry);
        continue;
      }
      const behind = placeBehind(place);
      if (typeof item !== 'string') for (const inner of item) open.push(inner.length === 0 ? behind : { entry, sequence: inner, at: 0, then: behind });
      else if (item.startsWith('g:')) add(state.gaps, Number(item.slice(2)), behind);
      else add(state.next, symbols.get(item)!, behind);
    }
    return state;
  }

  function follow(edges: Map<number, Place[] | State>, label: number): State | undefined {
    const target = edges.get(label);
    if (!Array.isArray(target)) return target;
    const [only] = target;
    const state = target.length === 1 ? (only!.state ??= stateOf(target)) : stateOf([...new Set(target)]);
    edges.set(label, state);
    return state;
  }

  const roots: (State | undefined)[] = [];
  const starts: (State | undefined)[] = [];
  /** The state behind a symbol at the beginning of patterns. */
  function startOf(symbol: number): State | undefined {
    const indexes = beginners[symbol];
    if (indexes === undefined) return undefined;
    return (starts[symbol] ??= stateOf(
      indexes.flatMap((entry) => {
        const root = (roots[entry] ??= stateOf(readSteps(entries[entry]!.steps).map((sequence) => ({ entry, sequence, at: 0, then: null }))));
        return root.next.get(symbol) as Place[]; // never followed, so still a list of places
      }),
    ));
  }

  const known = new Map<string, Word | null>();
  /** Null when the form occurs in no pattern. */
  function wordOf(form: string): Word | null {
    const cached = known.get(form);
    if (cached !== undefined) return cached;
    const plain = plainForm(form);
    const folded = fold(plain);
    const keys = [`f:${plain}`, `n:${folded}`, `s:${stem(folded)}`];
    for (const length of prefixLengths) if (folded.length >= length) keys.push(`p:${folded.slice(0, length)}`);
    const found = keys.map((key) => symbols.get(key)).filter((symbol) => symbol !== undefined);
    const word = found.length > 0 ? { symbols: found, starts: found.map(startOf).filter((state) => state !== undefined) } : null;
    if (known.size >= MOST_FORMS) known.clear();
    known.set(form, word);
    return word;
  }

  function find(tokens: Tokens, sentences: readonly Sentence[]): RawHit[] {
    const hits: RawHit[] = [];
    const words = tokens.forms.map(wordOf);
    let sentence = 0;
    let to = 0;

    const arrive = (state: State, at: number, start: number): void => {
      for (const entry of state.outputs) hits.push({ entry, sentence, from: start, to: at });
      if (at >= to) return;
      if (state.next.size > 0) read(state, at, start);
      if (state.gaps.size === 0) return;
      for (const width of state.gaps.keys()) {
        const behind = follow(state.gaps, width)!;
        for (let skip = 0; skip <= width && at + skip < to; skip++) read(behind, at + skip, start);
      }
    };
    const read = (state: State, at: number, start: number): void => {
      const here = words[at];
      if (!here) return;
      for (const symbol of here.symbols) {
        const next = follow(state.next, symbol);
        if (next) arrive(next, at + 1, start);
      }
    };
    for (; sentence < sentences.length; sentence++) {
      to = sentences[sentence]!.to;
      for (let at = sentences[sentence]!.from; at < to; at++) {
        const word = words[at];
        if (word) for (const state of word.starts) arrive(state, at + 1, at);
      }
    }
    return distinct(hits);
  }

  return { find };
}

/** The place behind the item at a place; behind the end of a nested alternative, the place behind its group. */
function placeBehind({ entry, sequence, at, then }: Place): Place {
  return at + 1 === sequence.length && then !== null ? then : { entry, sequence, at: at + 1, then };
}

function add(edges: Map<number, Place[] | State>, label: number, place: Place): void {
  const known = edges.get(label) as Place[] | undefined;
  if (known === undefined) edges.set(label, [place]);
  else known.push(place);
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
