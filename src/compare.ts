/** Two runs over documents, from their results: what came out otherwise. */
import { changeOf, MOST_ENTRIES, movesBetween, relevanceSides, sidesOf, sumByEntry } from './diff.js';
import type { AxisChange, EntryMove, Pair, RelevanceChange } from './diff.js';
import type { Results } from './results.js';
import type { AxisResult, OkResult, Result, Run } from './types.js';

/** What became of an axis of a document. `weaker` keeps its label and its place, and is no longer significant. */
export interface AxisMove extends Omit<AxisChange, 'kind' | 'entries'> {
  kind: AxisChange['kind'] | 'weaker';
  significant: Pair<boolean>;
  /** Largest difference first; null where a run has no evidence to tell by. */
  entries: EntryMove[] | null;
}

/** A document that came out differently. */
export interface DocumentMove {
  id: string;
  /** Null when it is as before. */
  relevance: Pick<RelevanceChange, 'label' | 'score'> | null;
  axes: AxisMove[];
}

/** Something that the runs were made with, and that differs. */
export interface RunDifference extends Pair<string | null> {
  /** `tool`, `lexicon role`, `option strict` */
  what: string;
}

/** Everything that `diff` tells. */
export interface Comparison {
  documents: Pair<number>;
  /** Null when one of them does not say what it was made with, as NDJSON does not. */
  run: RunDifference[] | null;
  added: string[];
  gone: string[];
  unreadable: { id: string; message: string }[];
  /** Read now, not before. */
  readable: string[];
  /** Axes that only one side has; they are not compared. */
  axes: Pair<string[]>;
  changed: DocumentMove[];
}

/**
 * Compares two runs, document by document; the same id several times is taken in order.
 * @param moved how far theta must have moved to be told when the label stays, >= 0
 */
export function compareRuns(before: Results, after: Results, moved: number): Comparison {
  const [old, young] = [byId(before.results), byId(after.results)];
  const pairs = [...young].flatMap(([key, now]) => (old.has(key) ? [{ before: old.get(key)!, after: now }] : []));
  const bothRead = pairs.flatMap((pair) => (pair.before.status === 'ok' && pair.after.status === 'ok' ? [{ before: pair.before, after: pair.after }] : []));
  const [had, has] = [axesOf(before.results), axesOf(after.results)];
  return {
    documents: { before: old.size, after: young.size },
    run: before.run && after.run && diffRuns(before.run, after.run),
    added: [...young].filter(([key]) => !old.has(key)).map(([, { id }]) => id),
    gone: [...old].filter(([key]) => !young.has(key)).map(([, { id }]) => id),
    unreadable: pairs.flatMap((pair) => (pair.before.status === 'ok' && pair.after.status === 'error' ? [{ id: pair.after.id, message: pair.after.problem.message }] : [])),
    readable: pairs.filter((pair) => pair.before.status === 'error' && pair.after.status === 'ok').map((pair) => pair.after.id),
    axes: had.size > 0 && has.size > 0 ? { before: [...had].filter((id) => !has.has(id)), after: [...has].filter((id) => !had.has(id)) } : { before: [], after: [] },
    changed: bothRead.map((pair) => compareDocument(pair, moved)).filter(({ relevance, axes }) => relevance !== null || axes.length > 0),
  };
}

function byId(results: readonly Result[]): Map<string, Result> {
  const times = new Map<string, number>();
  return new Map(
    results.map((result) => {
      const time = (times.get(result.id) ?? 0) + 1;
      times.set(result.id, time);
      return [`${time} ${result.id}`, result];
    }),
  );
}

function axesOf(results: readonly Result[]): Set<string> {
  return new Set(results.flatMap((result) => (result.status === 'ok' ? Object.keys(result.axes) : [])));
}

function compareDocument({ before, after }: Pair<OkResult>, moved: number): DocumentMove {
  const axes = Object.entries(after.axes).flatMap(([id, young]): AxisMove[] => {
    const old = Object.hasOwn(before.axes, id) ? before.axes[id]! : null;
    if (old === null) return [];
    const kind = changeOf(old, young, moved) ?? (old.significant && !young.significant ? 'weaker' : null);
    if (kind === null) return [];
    return [{ ...sidesOf(id, old, young), kind, significant: { before: old.significant, after: young.significant }, entries: responsible(before, after, id) }];
  });
  return { id: after.id, relevance: relevanceSides(before, after), axes };
}

function responsible(before: OkResult, after: OkResult, axis: string): EntryMove[] | null {
  if (![before, after].every((result) => isQuoted(result, axis))) return null;
  const sums = ({ evidence, axes }: OkResult): Map<string, number> => sumByEntry(evidence.filter((hit) => hit.axis === axis), minusPole(axes[axis]!));
  return movesBetween(sums(before), sums(after)).slice(0, MOST_ENTRIES);
}

/** Evidence is written only when it is asked for. */
function isQuoted({ evidence, axes }: OkResult, axis: string): boolean {
  return evidence.some((hit) => hit.axis === axis) || Object.values(axes[axis]!.hits).every((hits) => hits === 0);
}

/** Weights are written minus pole first. */
function minusPole({ weight }: AxisResult): string {
  return Object.keys(weight)[0] ?? '';
}

/** What two runs were made with, as far as it differs: the program, lexicons, options. */
export function diffRuns(before: Run, after: Run): RunDifference[] {
  const [old, young] = [partsOf(before), partsOf(after)];
  return [...new Set([...old.keys(), ...young.keys()])].map((what) => ({ what, before: old.get(what) ?? null, after: young.get(what) ?? null })).filter((part) => part.before !== part.after);
}

function partsOf({ tool, lexicons, options }: Run): Map<string, string> {
  const parts: [string, string][] = Object.entries(options).filter(([name]) => name !== 'evidence').map(([name, value]) => [`option ${name}`, String(value)]);
  return new Map([['tool', tool], ...lexicons.map(({ id, hash }): [string, string] => [`lexicon ${id}`, hash]), ...parts]);
}
