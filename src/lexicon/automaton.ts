import type { Entry, MatchMode, Pattern, Step } from '../types.js';
import { parsePattern } from './pattern.js';

/**
 * Every pattern of a list of entries as one automaton in flat arrays (Glushkov's construction: a state is one word of
 * one pattern). Flat, so that the built-in lexicons are compiled when the package is built and only read at start-up.
 */
export interface Automaton {
  /** Symbols in the order of their numbers, a line each: a compatibility form can hold a blank. */
  symbols: string;
  /** Entry found in a state, or -1. */
  accepts: Int32Array;
  /** Links of state s are `links[outs[s]]` to `links[outs[s + 1]]`: pairs of a gap's width and a set. */
  outs: Int32Array;
  links: Int32Array;
  /** Members of set n are at `sets[n]` to `sets[n + 1]`: a symbol, ascending, and the state it leads to. */
  sets: Int32Array;
  setSymbols: Int32Array;
  setStates: Int32Array;
  /** States in which symbol n begins a pattern are `starts[startOffsets[n]]` to `starts[startOffsets[n + 1]]`. */
  startOffsets: Int32Array;
  starts: Int32Array;
  /** The first state of each pattern: those of entries, then those of conditions. */
  firstStates: Int32Array;
  /**
   * Conditions, three numbers each: the entry, 1 for near or 0 for unless, and the most words between. The pattern of
   * condition c is found as entry `entries + c`.
   */
  conditions: Int32Array;
  entries: number;
}

type Edge = [symbol: number, state: number];

/** What can follow a place of a pattern: edges by the width of the gap before them, and whether it can end there. */
interface Rest {
  edges: Map<number, Edge[]>;
  accept: boolean;
  /** Its links, once a state needed them. */
  links?: number[];
}

/** Builds the automaton; linear in the patterns as written, since alternatives share what follows them. */
export function buildAutomaton(entries: readonly Entry[]): Automaton {
  const symbols = new Map<string, number>();
  const accepts: number[] = [];
  const outs: number[] = [0];
  const links: number[] = [];
  const sets: number[] = [0];
  const setSymbols: number[] = [];
  const setStates: number[] = [];
  const starts: number[][] = [];
  const firstStates: number[] = [];

  const symbolOf = (step: Step): number => {
    let symbol = symbols.get(step);
    if (symbol === undefined) symbols.set(step, (symbol = symbols.size));
    return symbol;
  };
  const linksOf = (rest: Rest): number[] => {
    if (rest.links) return rest.links;
    rest.links = [];
    for (const [gap, edges] of rest.edges) {
      rest.links.push(gap, sets.length - 1);
      for (const [symbol, state] of edges.sort((a, b) => a[0] - b[0])) {
        setSymbols.push(symbol);
        setStates.push(state);
      }
      sets.push(setSymbols.length);
    }
    return rest.links;
  };
  const stateBefore = (rest: Rest, entry: number): number => {
    accepts.push(rest.accept ? entry : -1);
    links.push(...linksOf(rest));
    outs.push(links.length);
    return accepts.length - 1;
  };
  /** From the end of the pattern to its beginning: what can follow the place before an item. */
  const before = (item: Step | Pattern, rest: Rest, entry: number): Rest => {
    if (typeof item !== 'string') return union(item.map((sequence) => sequence.reduceRight<Rest>((after, inner) => before(inner, after, entry), rest)));
    if (item.startsWith('g:')) return { edges: new Map([...rest.edges].map(([gap, edges]) => [gap + Number(item.slice(2)), edges])), accept: rest.accept };
    return { edges: new Map([[0, [[symbolOf(item), stateBefore(rest, entry)]]]]), accept: false };
  };
  const add = (pattern: string, match: MatchMode, entry: number): void => {
    firstStates.push(accepts.length);
    const first = before(parsePattern(pattern, match), { edges: new Map(), accept: true }, entry);
    for (const [symbol, state] of first.edges.get(0) ?? []) (starts[symbol] ??= []).push(state);
  };
  entries.forEach(({ pattern, match }, entry) => add(pattern, match, entry));
  const conditions = entries.flatMap((entry, index) => entry.conditions.map((condition) => ({ ...condition, match: entry.match, index })));
  conditions.forEach(({ pattern, match }, c) => add(pattern, match, entries.length + c));

  return {
    symbols: [...symbols.keys()].join('\n'),
    accepts: Int32Array.from(accepts),
    outs: Int32Array.from(outs),
    links: Int32Array.from(links),
    sets: Int32Array.from(sets),
    setSymbols: Int32Array.from(setSymbols),
    setStates: Int32Array.from(setStates),
    startOffsets: offsetsOf(Array.from({ length: symbols.size }, (_, symbol) => starts[symbol] ?? [])),
    starts: Int32Array.from(starts.flat()),
    firstStates: Int32Array.from(firstStates),
    conditions: Int32Array.from(conditions.flatMap(({ index, kind, within }) => [index, Number(kind === 'near'), within])),
    entries: entries.length,
  };
}

/** Where each list begins when all are joined, and where the last one ends. */
function offsetsOf(lists: readonly (readonly number[])[]): Int32Array {
  const offsets = new Int32Array(lists.length + 1);
  lists.forEach((list, i) => (offsets[i + 1] = offsets[i]! + list.length));
  return offsets;
}

function union(rests: readonly Rest[]): Rest {
  if (rests.length === 1) return rests[0]!;
  const edges = new Map<number, Edge[]>();
  for (const rest of rests) for (const [gap, more] of rest.edges) edges.set(gap, [...(edges.get(gap) ?? []), ...more]);
  return { edges, accept: rests.some(({ accept }) => accept) };
}
