import { compileLexicons } from '../../src/lexicon/compile.js';
import type { LexiconSet } from '../../src/lexicon/compile.js';
import { readLexicons } from '../../src/read.js';
import type { AxisLexicon, Entry, MatchMode } from '../../src/types.js';

/** An entry for tests: `pole: pattern`, with an optional weight. */
export function entry(id: string, pole: string, pattern: string, weight = 1, mode: MatchMode = 'stem'): Entry {
  return { id, pole, pattern, match: mode, weight, learned: 0, source: 'test', hits: [], misses: [] };
}

/** An axis `left`/`right` for tests. */
export function axis(entries: Entry[], poles: [string, string] = ['left', 'right'], id = 'test'): AxisLexicon {
  return { id, kind: 'axis', title: id, hash: '', poles, label: { least: 0.5, lean: 0.2, each: 2 }, confidence: null, fittedOn: null, entries };
}

export const LEXICON_FILES = ['domain', 'context', 'orientation', 'model', 'role', 'partners', 'channel', 'drivers', 'challenges'].map((name) => `lexicons/${name}.yml`);

/** The lexicons that ship, read from their YAML. */
export async function shipped(): Promise<LexiconSet> {
  return compileLexicons(await readLexicons(LEXICON_FILES));
}
