import type { RawHit } from './match.js';
import type { DomainLexicon, Entry, Sentence } from './types.js';

/** Is the document about science and technology across borders, and which of its sentences are? */
export interface Gate {
  /** Chance-like score, 0 to 1. */
  score: number;
  relevant: boolean;
  /** Factor of an axis hit, by sentence. */
  factors: Float64Array;
  /** How the score came about: term, value, coefficient. */
  terms: { term: string; value: number; coefficient: number }[];
}

/**
 * The domain gate. A sentence is on topic when it speaks of science or technology and of something across borders;
 * its neighbours stand beside the topic. The document's score is logistic in the logarithms of what was counted.
 * @param hits the domain lexicon's hits that were not shadowed
 * @param words number of words of the document
 */
export function gate(hits: readonly RawHit[], entries: readonly Entry[], sentences: readonly Sentence[], words: number, domain: DomainLexicon): Gate {
  const rule = domain.relevance;
  const science = new Float64Array(sentences.length);
  const border = new Float64Array(sentences.length);
  let elsewhere = 0;
  for (const hit of hits) {
    const entry = entries[hit.entry]!;
    if (entry.pole === 'science-technology') science[hit.sentence]! += entry.weight;
    else if (entry.pole === 'cross-border') border[hit.sentence]! += entry.weight;
    else elsewhere += entry.weight;
  }
  const together = sentences.map((_, s) => Math.min(science[s]!, border[s]!));
  const factors = Float64Array.from(sentences, (_, s) => {
    if (together[s]! > 0) return rule.inside;
    const scienceNear = science[s]! + (science[s - 1] ?? 0) + (science[s + 1] ?? 0);
    const borderNear = border[s]! + (border[s - 1] ?? 0) + (border[s + 1] ?? 0);
    return scienceNear > 0 && borderNear > 0 ? rule.beside : rule.outside;
  });
  const values: Record<string, number> = {
    bias: 1,
    'science-technology': Math.log1p(sum(science)),
    'cross-border': Math.log1p(sum(border)),
    elsewhere: Math.log1p(elsewhere),
    together: Math.log1p(sum(together)),
    length: Math.log1p(words),
  };
  const terms = Object.entries(rule.coefficients).map(([term, coefficient]) => ({ term, coefficient, value: values[term] ?? 0 }));
  const score = sum(science) === 0 ? 0 : 1 / (1 + Math.exp(-terms.reduce((total, { value, coefficient }) => total + value * coefficient, 0)));
  return { score, relevant: score >= rule.threshold, factors, terms };
}

function sum(values: Iterable<number>): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}
