import type { RawHit } from './match.js';
import type { DomainLexicon, Entry, Sentence } from './types.js';

/** A run of sentences, and what it holds of the domain. */
export interface Passage {
  from: number;
  to: number;
  /** What its score adds up from: `ln(1 + x)` of summed weights, by term. */
  values: ReadonlyMap<string, number>;
  /** `ln(1 + hits)` by entry (index). */
  entries: ReadonlyMap<number, number>;
}

/** One addend of a passage's score. */
export interface Term {
  term: string;
  value: number;
  coefficient: number;
}

/** Is the document about science and technology across borders, and which of its sentences are? */
export interface Gate {
  /** Chance-like score by the passage that is most on topic, 0 to 1. */
  score: number;
  relevant: boolean;
  /** Factor of an axis hit, by sentence. */
  factors: Float64Array;
  /** The passage that decided, and how its score came about. */
  passage: { from: number; to: number; terms: Term[] };
}

/** From this weight on, an entry for science names the border too ("joint research with"), and counts as both. */
const NAMES_BOTH = 2;

/** Terms of a passage's score besides the entries, in the order in which they are shown. */
export const TERMS = ['bias', 'science-technology', 'cross-border', 'both', 'together', 'elsewhere', 'elsewhere-beside', 'length'] as const;

/**
 * The domain gate. A document is as relevant as its most relevant passage, so that a long speech is not off topic
 * because it also speaks of other things.
 * @param hits the domain lexicon's hits, overlaps settled
 */
export function gate(hits: readonly RawHit[], entries: readonly Entry[], sentences: readonly Sentence[], domain: DomainLexicon): Gate {
  const rule = domain.relevance;
  const here = bySentence(hits, sentences.length);
  const isScience = here.map((list) => list.some((hit) => entries[hit.entry]!.pole === 'science-technology'));
  const judged = (from: number, to: number): { passage: Passage; terms: Term[]; score: number } => {
    const passage = contents(here.slice(from, to).flat(), entries, sentences, from, to);
    const terms = termsOf(passage, entries, domain);
    return { passage, terms, score: scoreOf(terms) };
  };
  const bounds = boundsOf(sentences, rule.passage);
  // A passage without science or technology scores 0, so it need not be looked at.
  const passages = bounds.filter(([from, to]) => isScience.indexOf(true, from) >= 0 && isScience.indexOf(true, from) < to).map(([from, to]) => judged(from, to));
  const best = passages.length === 0 ? judged(...bounds[0]!) : passages.reduce((a, b) => (b.score > a.score ? b : a));
  // A long document has more chances to hold one passage that looks on topic.
  const terms = [...best.terms, { term: 'passages', value: Math.log(bounds.length), coefficient: rule.coefficients['passages'] ?? 0 }];
  const score = best.score === 0 ? 0 : scoreOf(terms);
  const isOnTopic = sentencesOnTopic(hits, entries, sentences.length);
  const factors = new Float64Array(sentences.length).fill(rule.outside);
  for (const { passage, score } of passages) {
    if (score < rule.threshold) continue;
    for (let s = passage.from; s < passage.to; s++) factors[s] = isOnTopic[s] ? rule.inside : rule.beside;
  }
  const { from, to } = best.passage;
  return { score, relevant: score >= rule.threshold, factors, passage: { from, to, terms } };
}

/**
 * Cuts a document into passages of at least `words` words, each beginning in the middle of the one before.
 * @param hits the domain lexicon's hits, overlaps settled
 */
export function passagesOf(hits: readonly RawHit[], entries: readonly Entry[], sentences: readonly Sentence[], words: number): Passage[] {
  const here = bySentence(hits, sentences.length);
  return boundsOf(sentences, words).map(([from, to]) => contents(here.slice(from, to).flat(), entries, sentences, from, to));
}

function bySentence(hits: readonly RawHit[], sentences: number): RawHit[][] {
  const here: RawHit[][] = Array.from({ length: sentences }, () => []);
  for (const hit of hits) here[hit.sentence]!.push(hit);
  return here;
}

/**
 * Sentences in a passage in which something stands; where nothing of science or technology does, there is nothing else
 * to look for.
 * @returns 1 for each such sentence, else 0
 */
export function sentencesNear(hits: readonly RawHit[], sentences: readonly Sentence[], domain: DomainLexicon): Uint8Array {
  const holds = new Uint8Array(sentences.length);
  for (const hit of hits) holds[hit.sentence] = 1;
  const near = new Uint8Array(sentences.length);
  for (const [from, to] of boundsOf(sentences, domain.relevance.passage)) if (holds.subarray(from, to).includes(1)) near.fill(1, from, to);
  return near;
}

/** First sentence of each passage, and the one behind its last. */
function boundsOf(sentences: readonly Sentence[], words: number): [from: number, to: number][] {
  const bounds: [number, number][] = [];
  for (let from = 0; from < sentences.length; ) {
    const start = sentences[from]!.from;
    const to = passageEnd(sentences, from, words);
    bounds.push([from, to]);
    if (to === sentences.length) break;
    let middle = from + 1;
    while (middle < to && sentences[middle]!.from - start < words / 2) middle += 1;
    from = middle;
  }
  return bounds;
}

/**
 * Where a passage of at least `words` words ends.
 * @param from its first sentence
 * @returns the sentence after its last
 */
export function passageEnd(sentences: readonly Sentence[], from: number, words: number): number {
  const start = sentences[from]!.from;
  const end = sentences.at(-1)!.to;
  let to = from;
  while (to < sentences.length && sentences[to]!.from - start < words) to += 1;
  // What is left would make less than half a passage: it belongs to this one.
  return end - (sentences[to]?.from ?? end) < words / 2 ? sentences.length : to;
}

function contents(hits: readonly RawHit[], entries: readonly Entry[], sentences: readonly Sentence[], from: number, to: number): Passage {
  const science = new Float64Array(to - from);
  const border = new Float64Array(to - from);
  let across = 0;
  const counts = new Map<number, number>();
  const elsewhere = new Float64Array(to - from);
  for (const hit of hits) {
    const { pole, weight } = entries[hit.entry]!;
    if (pole === 'science-technology') science[hit.sentence - from]! += weight;
    else if (pole === 'cross-border') border[hit.sentence - from]! += weight;
    else elsewhere[hit.sentence - from]! += weight;
    if (pole === 'cross-border' || (pole === 'science-technology' && weight >= NAMES_BOTH)) across += weight;
    counts.set(hit.entry, (counts.get(hit.entry) ?? 0) + 1);
  }
  const sum = (values: Float64Array): number => values.reduce((total, value) => total + value, 0);
  return {
    from,
    to,
    values: new Map([
      ['bias', 1],
      ['science-technology', Math.log1p(sum(science))],
      ['cross-border', Math.log1p(sum(border))],
      // The lesser of the two: much science at home is not on topic, and no more are many borders without science.
      ['both', Math.log1p(Math.min(sum(science), across))],
      // What tempts counts differently where its own sentence also speaks of science or technology.
      ['elsewhere', Math.log1p(sum(elsewhere.map((value, s) => (science[s] === 0 ? value : 0))))],
      ['elsewhere-beside', Math.log1p(sum(elsewhere.map((value, s) => (science[s] === 0 ? 0 : value))))],
      ['together', Math.log1p(sum(science.map((value, s) => Math.min(value, border[s]!))))],
      ['length', Math.log1p(sentences[to - 1]!.to - sentences[from]!.from)],
    ]),
    entries: new Map([...counts].map(([entry, count]) => [entry, Math.log1p(count)])),
  };
}

function termsOf(passage: Passage, entries: readonly Entry[], domain: DomainLexicon): Term[] {
  const summed = TERMS.map((term) => ({ term, value: passage.values.get(term)!, coefficient: domain.relevance.coefficients[term] ?? 0 }));
  const single = [...passage.entries].map(([entry, value]) => ({ term: entries[entry]!.id, value, coefficient: entries[entry]!.learned }));
  return [...summed, ...single.filter(({ coefficient }) => coefficient !== 0)];
}

function scoreOf(terms: readonly Term[]): number {
  // Nothing of science or technology: off topic, whatever else.
  if (terms.find(({ term }) => term === 'science-technology')!.value === 0) return 0;
  return logistic(terms.reduce((total, { value, coefficient }) => total + value * coefficient, 0));
}

/** 1 / (1 + e^-x) */
export function logistic(x: number): number {
  return 1 / (1 + Math.exp(-x));
}

/** Sentences that speak of science or technology and of something across borders. */
function sentencesOnTopic(hits: readonly RawHit[], entries: readonly Entry[], sentences: number): boolean[] {
  const speaksOf = (category: string): Set<number> => new Set(hits.filter((hit) => entries[hit.entry]!.pole === category).map((hit) => hit.sentence));
  const science = speaksOf('science-technology');
  const border = speaksOf('cross-border');
  return Array.from({ length: sentences }, (_, s) => science.has(s) && border.has(s));
}
