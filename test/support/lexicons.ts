import { analyze } from '../../src/classify.js';
import type { Analysis, ClassifyOptions } from '../../src/classify.js';
import { compileLexicons } from '../../src/lexicon/compile.js';
import type { LexiconSet } from '../../src/lexicon/compile.js';
import { readLexicons } from '../../src/read.js';
import type { AxisLexicon, ContextLexicon, DomainLexicon, Entry, MatchMode } from '../../src/types.js';

/** An entry for tests: `pole: pattern`, with an optional weight. */
export function entry(id: string, pole: string, pattern: string, weight = 1, mode: MatchMode = 'stem'): Entry {
  return { id, pole, pattern, match: mode, conditions: [], weight, learned: 0, source: 'test', hits: [], misses: [] };
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

/** Every step of judging a text, or a failed test where it cannot be judged. */
export function analysed(text: string, set: LexiconSet, options: ClassifyOptions = { resamples: 0 }): Analysis {
  const analysis = analyze(text, set, options);
  if (!('hits' in analysis)) throw new Error(analysis.problem.message);
  return analysis;
}

/** A domain lexicon for tests: one laboratory and something abroad make a text relevant, taxes speak against it. */
export const DOMAIN: DomainLexicon = {
  id: 'domain',
  kind: 'domain',
  title: 'test',
  hash: '',
  categories: ['science-technology', 'cross-border', 'elsewhere'],
  relevance: { coefficients: { bias: -1, 'science-technology': 1, 'cross-border': 1, elsewhere: -1, 'elsewhere-beside': -1 }, threshold: 0.5, passage: 200, fittedOn: 'nothing', inside: 1, beside: 0.7, outside: 0.4 },
  entries: [entry('lab', 'science-technology', 'laboratory'), entry('abroad', 'cross-border', 'abroad'), entry('tax', 'elsewhere', 'tax')],
};

/** A context lexicon for tests. */
export const CONTEXT: ContextLexicon = {
  id: 'context',
  kind: 'context',
  title: 'test',
  hash: '',
  effects: { negation: 0, pseudo: 1, history: 0.25 },
  entries: [
    { ...entry('not', 'negation', 'not'), direction: 'forward', scope: 3 },
    { ...entry('not-only', 'pseudo', 'not only'), direction: 'forward', scope: 1 },
    { ...entry('from-to', 'history', 'from <4> to'), direction: 'inside', scope: 1 },
  ],
};
