import { makeMatcher } from '../match.js';
import type { Matcher } from '../match.js';
import { segment } from '../segment.js';
import { tokenize } from '../tokenize.js';
import type { Entry, Lexicon, Problem } from '../types.js';
import { settleOverlaps } from '../weigh.js';
import { buildAutomaton } from './automaton.js';
import { expand, parsePattern } from './pattern.js';

/** Sequences of one entry that are compared with those of the others. */
const MOST_SEQUENCES = 5000;

/**
 * Checks what a lexicon means, beyond its shape: two entries with the same key (in particular words that only
 * stemming makes equal, on opposite poles) and examples that do not do what they should.
 * @param lexicon a lexicon that parses
 * @param file its name, for the problems
 */
export function lintLexicon(lexicon: Lexicon, file: string): Problem[] {
  const collided = collisions(lexicon).map(({ entry, other, words }) => ({
    code: other.pole === entry.pole ? 'entry_twice' : 'entry_collision',
    message: `"${entry.id}" (${entry.pole}) and "${other.id}" (${other.pole}) both match "${words}"`,
    remedy: other.pole === entry.pole ? 'keep one' : 'match the words exactly (=word), or keep one',
    file,
  }));
  return [...collided, ...failedExamples(lexicon, file)];
}

/** Two entries of one lexicon that match the same words. */
export interface Collision {
  entry: Entry;
  /** The one that comes first in the lexicon. */
  other: Entry;
  /** The first words that both match, as a pattern. */
  words: string;
}

/**
 * Pairs of entries that match the same words. On opposite poles of an axis any common sequence is one too many;
 * elsewhere (one pole, themes, the domain, where categories are not opposites) only an entry that has none of its own.
 */
export function collisions(lexicon: Lexicon): Collision[] {
  const isOpposite = (a: Entry, b: Entry): boolean => 'poles' in lexicon && a.pole !== b.pole;
  const seen = new Map<string, Entry>();
  const found: Collision[] = [];
  for (const entry of lexicon.entries) {
    // The same words under different conditions may mean different things.
    if (entry.conditions.length > 0) continue;
    const shared = new Map<Entry, string[]>();
    let own = 0;
    for (const sequence of expand(parsePattern(entry.pattern, entry.match), MOST_SEQUENCES)) {
      const key = sequence.join(' ');
      const other = seen.get(key);
      if (other === undefined) seen.set(key, entry);
      if (other === undefined || other === entry) own += 1;
      else if (!shared.has(other)) shared.set(other, sequence);
    }
    for (const [other, sequence] of shared) if (isOpposite(other, entry) || own === 0) found.push({ entry, other, words: readable(sequence) });
  }
  return found;
}

/**
 * Runs a lexicon's own examples: each entry must stand in its `hits`, and in none of its `misses`, overlaps settled.
 * @param file its name, for the problems
 * @returns a problem for each example that does not do what it should
 */
export function failedExamples(lexicon: Lexicon, file: string): Problem[] {
  const matcher = makeMatcher(buildAutomaton(lexicon.entries));
  const problems: Problem[] = [];
  for (const entry of lexicon.entries) {
    const report = (verb: string, text: string): void => {
      problems.push({ code: 'entry_example', message: `"${entry.id}" ${verb}: ${text}`, remedy: 'correct the pattern or the example', file });
    };
    for (const text of entry.hits) if (!entriesIn(text, lexicon, matcher).has(entry.id)) report('does not hit', text);
    for (const text of entry.misses) if (entriesIn(text, lexicon, matcher).has(entry.id)) report('must not hit', text);
  }
  return problems;
}

/**
 * Ids of the entries of one lexicon that stand in a text, overlaps settled.
 * @param matcher made of that lexicon's entries
 */
export function entriesIn(text: string, lexicon: Pick<Lexicon, 'entries'>, matcher: Matcher): Set<string> {
  const tokens = tokenize(text);
  const hits = matcher.read(tokens)(segment(tokens), null, null);
  return new Set(settleOverlaps(hits).kept.map((hit) => lexicon.entries[hit.entry]!.id));
}

function readable(sequence: readonly string[]): string {
  return sequence.map((step) => (step.startsWith('g:') ? `<${step.slice(2)}>` : step.startsWith('p:') ? `${step.slice(2)}*` : step.slice(2))).join(' ');
}
