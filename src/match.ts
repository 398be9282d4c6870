import { fold, plainForm, stem } from './language.js';
import type { Entry, Pattern, Sentence, Step, Tokens } from './types.js';

/** An entry found at tokens `from` (inclusive) to `to` (exclusive) of sentence number `sentence`. */
export interface RawHit {
  /** Index into the matcher's entries. */
  entry: number;
  sentence: number;
  from: number;
  to: number;
}

/** A state of the automaton: what has been found here, and where each word leads. */
interface State {
  /** Entries whose pattern ends here. */
  outputs: number[];
  /** By symbol; several states where patterns share a beginning, joined into one when first used. */
  next: Map<number, State[]>;
  /** Where a gap leads, by its width. A gap's state has no outputs of its own. */
  gaps: Map<number, State[]>;
}

/** Every pattern of every entry, ready to run in one pass over a text. */
export interface Matcher {
  /** Every entry found in a sentence, nested and overlapping ones too, by start, then end, then entry. */
  find(tokens: Tokens, sentence: Sentence, number: number): RawHit[];
}

/** Word forms remembered between documents. Cleared when full, so that a long-lived process does not grow. */
const MOST_FORMS = 200_000;

/**
 * Builds the matcher: an automaton over small integers. Its size is linear in the patterns as written (alternatives
 * share what follows them). Matching is linear in the text; the work at each word is bounded by the longest pattern
 * and its gaps.
 */
export function compileMatcher(entries: readonly Entry[]): Matcher {
  const symbols = new Map<string, number>();
  const starts = entries.map((entry, index) => build(entry.steps, { outputs: [index], next: new Map(), gaps: new Map() }, symbols));
  const root = join(starts);
  const prefixLengths = [...new Set([...symbols.keys()].filter((key) => key.startsWith('p:')).map((key) => key.length - 2))];
  const known = new Map<string, readonly number[] | null>();

  /** The symbols that a word form satisfies; null when it occurs in no pattern. */
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

  function find(tokens: Tokens, sentence: Sentence, number: number): RawHit[] {
    const hits: RawHit[] = [];
    const { from, to } = sentence;
    const row: (readonly number[] | null)[] = [];
    for (let at = from; at < to; at++) row.push(symbolsOf(tokens.forms[at]!));

    const arrive = (state: State, at: number, start: number): void => {
      for (const entry of state.outputs) hits.push({ entry, sentence: number, from: start, to: at });
      if (at >= to) return;
      read(state, at, start);
      for (const width of state.gaps.keys()) {
        const behind = follow(state.gaps, width)!;
        for (let skip = 0; skip <= width && at + skip < to; skip++) read(behind, at + skip, start);
      }
    };
    const read = (state: State, at: number, start: number): void => {
      const here = row[at - from];
      if (!here) return;
      for (const symbol of here) {
        const next = follow(state.next, symbol);
        if (next) arrive(next, at + 1, start);
      }
    };
    for (let at = from; at < to; at++) read(root, at, at);
    return distinct(hits);
  }

  return { find };
}

/** Builds a pattern from its end: returns the state before it, given the state behind it. */
function build(pattern: Pattern, behind: State, symbols: Map<string, number>): State {
  return join(
    pattern.map((sequence) =>
      sequence.reduceRight<State>((after, item) => (typeof item === 'string' ? before(item, after, symbols) : build(item, after, symbols)), behind),
    ),
  );
}

function before(step: Step, after: State, symbols: Map<string, number>): State {
  if (step.startsWith('g:')) return { outputs: [], next: new Map(), gaps: new Map([[Number(step.slice(2)), [after]]]) };
  let symbol = symbols.get(step);
  if (symbol === undefined) symbols.set(step, (symbol = symbols.size));
  return { outputs: [], next: new Map([[symbol, [after]]]), gaps: new Map() };
}

/** One state that does what all of them do. */
function join(states: readonly State[]): State {
  if (states.length === 1) return states[0]!;
  const joined: State = { outputs: [...new Set(states.flatMap((state) => state.outputs))], next: new Map(), gaps: new Map() };
  for (const state of states) {
    for (const kind of ['next', 'gaps'] as const)
      for (const [label, targets] of state[kind]) {
        const known = joined[kind].get(label);
        if (known === undefined) joined[kind].set(label, [...targets]);
        else known.push(...targets);
      }
  }
  return joined;
}

/** Where an edge leads. States that patterns share are joined at their first use, so that a run pays for what it meets. */
function follow(edges: Map<number, State[]>, label: number): State | undefined {
  const targets = edges.get(label);
  if (targets === undefined) return undefined;
  if (targets.length > 1) {
    const joined = join([...new Set(targets)]);
    edges.set(label, [joined]);
    return joined;
  }
  return targets[0];
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
