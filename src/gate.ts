import type { RawHit } from './match.js';
import type { DomainLexicon, Entry, RelevanceRule, Sentence } from './types.js';

/** Is the document about science and technology across borders, and which of its sentences are? */
export interface Gate {
  /** Chance-like score of the passage that is most on topic, 0 to 1. */
  score: number;
  relevant: boolean;
  /** Factor of an axis hit, by sentence. */
  factors: Float64Array;
  /** The passage that decided, and how its score came about. */
  passage: { from: number; to: number; terms: Term[] };
}

/** One addend of a passage's score. */
export interface Term {
  term: string;
  value: number;
  coefficient: number;
}

/** Weights of the domain hits, by sentence. */
interface Counts {
  science: Float64Array;
  border: Float64Array;
  elsewhere: Float64Array;
}

/**
 * The domain gate. A document is as relevant as its most relevant passage, so that a long speech is not off topic
 * because it also speaks of other things. A passage's score is logistic in the logarithms of what it holds.
 * @param hits the domain lexicon's hits, overlaps settled
 */
export function gate(hits: readonly RawHit[], entries: readonly Entry[], sentences: readonly Sentence[], domain: DomainLexicon): Gate {
  const rule = domain.relevance;
  const counts = count(hits, entries, sentences.length);
  const passages = passagesOf(sentences, rule.passage).map(({ from, to }) => {
    const terms = termsOf(counts, sentences, from, to, rule);
    return { from, to, terms, score: scoreOf(terms) };
  });
  const best = passages.reduce((a, b) => (b.score > a.score ? b : a));
  const factors = new Float64Array(sentences.length).fill(rule.outside);
  for (const { from, to, score } of passages) {
    if (score < rule.threshold) continue;
    for (let s = from; s < to; s++) factors[s] = counts.science[s]! > 0 && counts.border[s]! > 0 ? rule.inside : rule.beside;
  }
  return { score: best.score, relevant: best.score >= rule.threshold, factors, passage: best };
}

function count(hits: readonly RawHit[], entries: readonly Entry[], sentences: number): Counts {
  const counts = { science: new Float64Array(sentences), border: new Float64Array(sentences), elsewhere: new Float64Array(sentences) };
  for (const hit of hits) {
    const { pole, weight } = entries[hit.entry]!;
    const kind = pole === 'science-technology' ? 'science' : pole === 'cross-border' ? 'border' : 'elsewhere';
    counts[kind][hit.sentence]! += weight;
  }
  return counts;
}

/** Runs of whole sentences of at least `words` words, each beginning in the middle of the one before. */
function passagesOf(sentences: readonly Sentence[], words: number): { from: number; to: number }[] {
  const passages: { from: number; to: number }[] = [];
  const end = sentences.at(-1)!.to;
  for (let from = 0; from < sentences.length; ) {
    const start = sentences[from]!.from;
    let to = from;
    let middle = from + 1;
    while (to < sentences.length && sentences[to]!.from - start < words) {
      if (sentences[to]!.from - start < words / 2) middle = to + 1;
      to += 1;
    }
    // What is left would make less than half a passage: it belongs to this one.
    if (end - (sentences[to]?.from ?? end) < words / 2) to = sentences.length;
    passages.push({ from, to });
    if (to === sentences.length) break;
    from = middle;
  }
  return passages;
}

function termsOf(counts: Counts, sentences: readonly Sentence[], from: number, to: number, rule: RelevanceRule): Term[] {
  let [science, border, elsewhere, together] = [0, 0, 0, 0];
  for (let s = from; s < to; s++) {
    science += counts.science[s]!;
    border += counts.border[s]!;
    elsewhere += counts.elsewhere[s]!;
    together += Math.min(counts.science[s]!, counts.border[s]!);
  }
  const words = sentences[to - 1]!.to - sentences[from]!.from;
  const values = new Map([
    ['bias', 1],
    ['science-technology', Math.log1p(science)],
    ['cross-border', Math.log1p(border)],
    ['elsewhere', Math.log1p(elsewhere)],
    ['together', Math.log1p(together)],
    ['length', Math.log1p(words)],
  ]);
  return Object.entries(rule.coefficients).map(([term, coefficient]) => ({ term, coefficient, value: values.get(term) ?? 0 }));
}

function scoreOf(terms: readonly Term[]): number {
  const science = terms.find(({ term }) => term === 'science-technology');
  if (science?.value === 0) return 0; // nothing of science or technology: off topic, whatever else
  return 1 / (1 + Math.exp(-terms.reduce((total, { value, coefficient }) => total + value * coefficient, 0)));
}
