import { krippendorffAlpha } from './agree.js';
import { analyze } from './classify.js';
import type { Analysis } from './classify.js';
import { fitAxis } from './fit-axis.js';
import type { FittedAxis } from './fit-axis.js';
import { logistic, passagesOf, TERMS } from './gate.js';
import type { Passage } from './gate.js';
import { compileLexicons } from './lexicon/compile.js';
import type { LexiconSet } from './lexicon/compile.js';
import { fitLogistic, roundCoefficient, scoreRow } from './regress.js';
import type { Row } from './regress.js';
import type { Lexicon } from './types.js';

/** A coded text to learn from. */
export interface FitText {
  text: string;
  /** Codes by variable: `relevant` (yes, no) and axes (a pole, mixed, none). */
  codes: ReadonlyMap<string, string>;
  /** Texts of one document share a group, and are never on both sides of a split. */
  group: string;
}

/** What was learned. */
export interface Fitted {
  relevance: { coefficients: Record<string, number>; threshold: number };
  /** By domain entry id. */
  learned: ReadonlyMap<string, number>;
  axes: ReadonlyMap<string, FittedAxis>;
}

/** Ridge penalties: the summed weights carry the hand-made lexicon and are hardly held back; single entries are. */
const SUM_PENALTY = 2;
const ENTRY_PENALTY = 30;
const FOLDS = 5;
const ROUNDS = 3;

/**
 * Learns from coded texts, in this order: what makes a passage relevant (a ridge logistic regression on the summed
 * weights and on every domain entry), from which score on, the weights of axis entries where other weights do better on
 * unseen texts, when an axis score is a label, and how sure a label is. Thresholds and confidence are learned on scores
 * that come from models which did not see the text.
 * Deterministic.
 * @param texts coded texts, each with a code for `relevant`; without a code for an axis they do not count for it
 * @param lexicons a set with a domain lexicon
 * @param prevalence share of relevant texts where the result will be used, 0 to 1: thresholds and confidence are learned
 *   as if the coded texts had it; null for theirs
 */
export function fit(texts: readonly FitText[], lexicons: LexiconSet, prevalence: number | null = null): Fitted {
  const domain = lexicons.domain!;
  const analyses = texts.map(({ text }) => analysed(text, lexicons));
  const passages = analyses.map(({ domainHits, sentences }) => passagesOf(domainHits, lexicons.entries, sentences, domain.relevance.passage));
  const relevant = texts.map(({ codes }) => codes.get('relevant') === 'yes');
  const columns = new Map(lexicons.entries.flatMap((entry, index) => (lexicons.owners[index] === domain ? [index] : [])).map((index, i) => [index, TERMS.length + i]));
  const rows = passages.map((list) => list.map((passage) => rowOf(passage, columns)));
  const all = texts.map((_, i) => i);

  const coefficients = fitRelevance(rows, relevant, all, columns.size);
  const unseen = new Float64Array(texts.length);
  const parts = folds(texts);
  for (const fold of parts) {
    const others = all.filter((i) => !fold.includes(i));
    const partial = fitRelevance(rows, relevant, others, columns.size);
    for (const i of fold) unseen[i] = bestScore(rows[i]!, partial, domain.relevance.coefficients['passages'] ?? 0);
  }
  const weights = balanced(relevant, prevalence);
  const threshold = bestThreshold(unseen, relevant, weights);
  const learned = new Map([...columns].map(([index, column]) => [lexicons.entries[index]!.id, roundCoefficient(coefficients[column]!)]));
  const fittedTerms = Object.fromEntries(TERMS.map((term, i) => [term, roundCoefficient(coefficients[i]!)]));
  const relevance = { coefficients: { ...domain.relevance.coefficients, ...fittedTerms }, threshold };

  const gatedSet = compileLexicons(withRelevance(lexicons.lexicons, relevance, learned, ''));
  const gated = texts.map(({ text }) => analysed(text, gatedSet));
  const axes = lexicons.axes.map((axis) => [axis.id, fitAxis(axis, { texts, gated, unseen, threshold, weights, parts })] as const);
  return { relevance, learned, axes: new Map(axes) };
}

/**
 * Lexicons with what was learned.
 * @param fittedOn names the coded texts
 */
export function withFitted(lexicons: readonly Lexicon[], fitted: Fitted, fittedOn: string): Lexicon[] {
  return withRelevance(lexicons, fitted.relevance, fitted.learned, fittedOn).map((lexicon) => {
    const found = fitted.axes.get(lexicon.id);
    if (!found || (lexicon.kind !== 'axis' && lexicon.kind !== 'companion')) return lexicon;
    const { label, confidence, learned } = found;
    return { ...lexicon, label, confidence, fittedOn, entries: lexicon.entries.map((entry) => ({ ...entry, learned: learned.get(entry.id) ?? 0 })) };
  });
}

function withRelevance(lexicons: readonly Lexicon[], relevance: Fitted['relevance'], learned: Fitted['learned'], fittedOn: string): Lexicon[] {
  // What was learned before of other entries is forgotten: their weights are learned from the hand-set ones.
  return lexicons.map((lexicon): Lexicon => {
    if (lexicon.kind === 'context') return lexicon;
    const entries = lexicon.entries.map((entry) => ({ ...entry, learned: lexicon.kind === 'domain' ? (learned.get(entry.id) ?? 0) : 0 }));
    return lexicon.kind === 'domain' ? { ...lexicon, entries, relevance: { ...lexicon.relevance, ...relevance, fittedOn } } : { ...lexicon, entries };
  });
}

function analysed(text: string, lexicons: LexiconSet): Analysis {
  const analysis = analyze(text, lexicons, { resamples: 0 });
  if (!('result' in analysis)) throw new Error(`a text to learn from cannot be judged: ${analysis.problem.message}`);
  return analysis;
}

function rowOf(passage: Passage, columns: ReadonlyMap<number, number>): Row {
  return {
    columns: [...TERMS.map((_, i) => i), ...[...passage.entries.keys()].map((entry) => columns.get(entry)!)],
    values: [...TERMS.map((term) => passage.values.get(term)!), ...passage.entries.values()],
  };
}

/** A text is learned from by its best passage; which that is follows from what was learned, so it takes a few rounds. */
function fitRelevance(rows: readonly (readonly Row[])[], relevant: readonly boolean[], indexes: readonly number[], entries: number): number[] {
  const penalties = [...TERMS.map((_, i) => (i === 0 ? 0 : SUM_PENALTY)), ...Array.from({ length: entries }, () => ENTRY_PENALTY)];
  const bySum = TERMS.map((term) => (term === 'science-technology' || term === 'together' ? 1 : 0));
  let coefficients: number[] = [...bySum, ...Array.from({ length: entries }, () => 0)];
  for (let round = 0; round < ROUNDS; round++) {
    const chosen = indexes.map((i) => rows[i]!.reduce((a, b) => (scoreRow(b, coefficients) > scoreRow(a, coefficients) ? b : a)));
    coefficients = fitLogistic(chosen, indexes.map((i) => relevant[i]!), penalties);
  }
  return coefficients;
}

function bestScore(rows: readonly Row[], coefficients: readonly number[], perPassage: number): number {
  return logistic(Math.max(...rows.map((row) => scoreRow(row, coefficients))) + perPassage * Math.log(rows.length));
}

/** Groups in order of their first text, dealt out in turn. */
function folds(texts: readonly FitText[]): number[][] {
  const groups = [...new Set(texts.map(({ group }) => group))].sort();
  const fold = new Map(groups.map((group, i) => [group, i % FOLDS]));
  return Array.from({ length: FOLDS }, (_, f) => texts.flatMap(({ group }, i) => (fold.get(group) === f ? [i] : []))).filter((list) => list.length > 0);
}

/** The threshold in the middle of the best stretch of agreement: the single best point is mostly noise. */
function bestThreshold(scores: Float64Array, relevant: readonly boolean[], weights: readonly number[]): number {
  const grid = Array.from({ length: 41 }, (_, i) => 0.3 + i * 0.01);
  const alphas = grid.map((threshold) => krippendorffAlpha(relevant.map((yes, i) => [yes ? 'yes' : 'no', scores[i]! >= threshold ? 'yes' : 'no']), weights) ?? 0);
  const smooth = alphas.map((_, i) => mean(alphas.slice(Math.max(0, i - 4), i + 5)));
  return roundCoefficient(grid[smooth.indexOf(Math.max(...smooth))]!);
}

/** Weights under which the share of relevant texts is as expected. */
function balanced(relevant: readonly boolean[], prevalence: number | null): number[] {
  const share = relevant.filter(Boolean).length / relevant.length;
  if (prevalence === null || share === 0 || share === 1) return relevant.map(() => 1);
  return relevant.map((yes) => (yes ? prevalence / share : (1 - prevalence) / (1 - share)));
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
