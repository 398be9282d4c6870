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
  return [...collisions(lexicon, file), ...failedExamples(lexicon, file)];
}

function collisions(lexicon: Lexicon, file: string): Problem[] {
  const seen = new Map<string, Entry>();
  const problems: Problem[] = [];
  for (const entry of lexicon.entries)
    for (const sequence of expand(parsePattern(entry.pattern, entry.match), MOST_SEQUENCES)) {
      const key = sequence.join(' ');
      const other = seen.get(key);
      if (other === undefined) seen.set(key, entry);
      else if (other !== entry)
        problems.push({
          code: other.pole === entry.pole ? 'entry_twice' : 'entry_collision',
          message: `"${entry.id}" (${entry.pole}) and "${other.id}" (${other.pole}) both match "${readable(sequence)}"`,
          remedy: other.pole === entry.pole ? 'keep one' : 'match the words exactly (=word), or keep one',
          file,
        });
    }
  return problems;
}

function failedExamples(lexicon: Lexicon, file: string): Problem[] {
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
  const hits = matcher.find(tokens, segment(text, tokens));
  return new Set(settleOverlaps(hits).kept.map((hit) => lexicon.entries[hit.entry]!.id));
}

function readable(sequence: readonly string[]): string {
  return sequence.map((step) => (step.startsWith('g:') ? `<${step.slice(2)}>` : step.startsWith('p:') ? `${step.slice(2)}*` : step.slice(2))).join(' ');
}
