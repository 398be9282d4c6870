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

/** On opposite poles any common sequence is one too many; on one pole, only an entry that has none of its own. */
function collisions(lexicon: Lexicon, file: string): Problem[] {
  const seen = new Map<string, Entry>();
  const problems: Problem[] = [];
  for (const entry of lexicon.entries) {
    const shared = new Map<Entry, string[][]>();
    let own = 0;
    for (const sequence of expand(parsePattern(entry.pattern, entry.match), MOST_SEQUENCES)) {
      const key = sequence.join(' ');
      const other = seen.get(key);
      if (other === undefined) seen.set(key, entry);
      if (other === undefined || other === entry) own += 1;
      else shared.set(other, [...(shared.get(other) ?? []), sequence]);
    }
    for (const [other, [sequence]] of shared) {
      const isSamePole = other.pole === entry.pole;
      if (isSamePole && own > 0) continue;
      problems.push({
        code: isSamePole ? 'entry_twice' : 'entry_collision',
        message: `"${entry.id}" (${entry.pole}) and "${other.id}" (${other.pole}) both match "${readable(sequence!)}"`,
        remedy: isSamePole ? 'keep one' : 'match the words exactly (=word), or keep one',
        file,
      });
    }
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

/** Entries of one lexicon that stand in a text, overlaps settled. */
function entriesIn(text: string, lexicon: Lexicon, matcher: Matcher): Set<string> {
  const tokens = tokenize(text);
  const hits = matcher.find(tokens, segment(text, tokens));
  return new Set(settleOverlaps(hits).kept.map((hit) => lexicon.entries[hit.entry]!.id));
}

function readable(sequence: readonly string[]): string {
  return sequence.map((step) => (step.startsWith('g:') ? `<${step.slice(2)}>` : step.startsWith('p:') ? `${step.slice(2)}*` : step.slice(2))).join(' ');
}
