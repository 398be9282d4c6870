import { passageEnd } from './gate.js';
import { randomBits } from './random.js';
import { segment } from './segment.js';
import { tokenize } from './tokenize.js';
import type { OkResult } from './types.js';

/** A text that may be drawn. */
export interface Candidate {
  id: string;
  text: string;
  /** The document that it is, or is a passage of. */
  document: string;
  stratum: string;
}

/** What was drawn. */
export interface Sample {
  /** In random order. */
  texts: Candidate[];
  /** By name: how many texts there were, and how many of them were drawn. */
  strata: { stratum: string; size: number; drawn: number }[];
}

/**
 * The stratum of a text, by what the tool says of it: off topic, or relevant with, if an axis is given, its label there
 * (a pole, mixed, or none).
 */
export function stratumOf({ relevance, axes }: OkResult, axis: string | null): string {
  if (relevance?.label === 'off_topic') return 'off topic';
  return axis === null ? 'relevant' : `relevant, ${axis} ${axes[axis]!.label ?? 'none'}`;
}

/**
 * Draws texts, stratum by stratum, so that rare ones are not missed: every stratum gives the same number; where one has
 * too few, it gives all, and the others share what is missing. Within a stratum every text has the same chance. The
 * texts of a sample so drawn stand for their strata, not for the whole: figures over all of them count rare strata more.
 * Holds no more than `number` texts a stratum in memory.
 * @param candidates in an order that is the same every time
 * @param number how many texts; fewer where there are not so many
 * @param seed same seed, same sample in the same order
 */
export async function sample(candidates: Iterable<Candidate> | AsyncIterable<Candidate>, number: number, seed: number): Promise<Sample> {
  const random = randomBits(seed);
  const pools = new Map<string, { size: number; texts: Candidate[] }>();
  for await (const candidate of candidates) {
    const pool = pools.get(candidate.stratum) ?? { size: 0, texts: [] };
    pools.set(candidate.stratum, pool);
    pool.size += 1;
    // Algorithm R (Vitter 1985): at every moment a random sample of what has been seen.
    const place = pool.size <= number ? pool.size - 1 : random() % pool.size;
    if (place < number) pool.texts[place] = candidate;
  }
  const strata = [...pools].sort(([a], [b]) => (a < b ? -1 : 1)).map(([stratum, { size, texts }]) => ({ stratum, size, texts: shuffled(texts, random) }));
  const drawn = shares(strata.map(({ size }) => size), number);
  return {
    texts: shuffled(strata.flatMap(({ texts }, i) => texts.slice(0, drawn[i])), random),
    strata: strata.map(({ stratum, size }, i) => ({ stratum, size, drawn: drawn[i]! })),
  };
}

/** Deals one text after the other to the strata in turn, passing over those that have no more. */
function shares(sizes: readonly number[], number: number): number[] {
  const dealt = sizes.map(() => 0);
  let left = Math.min(number, sizes.reduce((sum, size) => sum + size, 0));
  for (let i = 0; left > 0; i = (i + 1) % sizes.length) {
    if (dealt[i] === sizes[i]) continue;
    dealt[i]! += 1;
    left -= 1;
  }
  return dealt;
}

/** Fisher-Yates. */
function shuffled<T>(items: readonly T[], random: () => number): T[] {
  const result = [...items];
  for (let last = result.length - 1; last > 0; last--) {
    const other = random() % (last + 1);
    [result[last], result[other]] = [result[other]!, result[last]!];
  }
  return result;
}

/**
 * Cuts a text into passages of whole sentences that do not overlap and leave nothing out but white space between them.
 * @param words least words of a passage, 1 or more; a last one of less than half of that joins the one before
 * @returns the passages in order; the text itself where it has no words
 */
export function cutPassages(text: string, words: number): string[] {
  const tokens = tokenize(text);
  const sentences = segment(tokens);
  const passages: string[] = [];
  let start = 0;
  for (let from = 0; from < sentences.length; ) {
    const to = passageEnd(sentences, from, words);
    const end = to === sentences.length ? text.length : gapAfter(text, tokens.ends[sentences[to]!.from - 1]!, tokens.starts[sentences[to]!.from]!);
    passages.push(text.slice(start, end).trim());
    [from, start] = [to, end];
  }
  return passages.length > 0 ? passages : [text];
}

/** Where the white space between two words begins: marks before it belong to the first, marks after it to the second. */
function gapAfter(text: string, end: number, next: number): number {
  const space = text.slice(end, next).search(/\s/);
  return space < 0 ? next : end + space;
}
