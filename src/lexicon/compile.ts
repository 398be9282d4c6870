import { makeMatcher } from '../match.js';
import type { Matcher } from '../match.js';
import { ProblemError } from '../problems.js';
import { buildAutomaton } from './automaton.js';
import type { Automaton } from './automaton.js';
import type { AxisLexicon, ContextLexicon, DomainLexicon, Entry, Lexicon, ThemeLexicon } from '../types.js';

/** Lexicons made ready: what `classify` takes. */
export interface LexiconSet {
  lexicons: readonly Lexicon[];
  axes: readonly AxisLexicon[];
  themes: readonly ThemeLexicon[];
  domain: DomainLexicon | null;
  context: ContextLexicon | null;
  /** Every entry of every lexicon; a matcher's hit names an index here. */
  entries: readonly Entry[];
  /** The lexicon of each entry. */
  owners: readonly Lexicon[];
  matcher: Matcher;
}

/** Lexicons with the automaton of all their entries, as the build leaves them. */
export interface Compiled {
  lexicons: Lexicon[];
  automaton: Automaton;
}

/**
 * Joins lexicons into one matcher.
 * @param added with distinct ids; at most one domain and one context lexicon; at least one axis
 * @param ready lexicons that are already compiled; they come first
 * @throws {ProblemError} when they do not go together
 */
export function compileLexicons(added: readonly Lexicon[], ready?: Compiled): LexiconSet {
  const lexicons = [...(ready?.lexicons ?? []), ...added];
  const axes = lexicons.filter((lexicon): lexicon is AxisLexicon => lexicon.kind === 'axis' || lexicon.kind === 'companion');
  const domains = lexicons.filter((lexicon) => lexicon.kind === 'domain');
  const contexts = lexicons.filter((lexicon) => lexicon.kind === 'context');
  const ids = lexicons.map((lexicon) => lexicon.id);
  const twice = ids.filter((id, i) => ids.indexOf(id) !== i);
  const faults: string[] = [
    ...twice.map((id) => `two lexicons have the id "${id}"`),
    ...(axes.length === 0 ? ['no lexicon of kind axis'] : []),
    ...(domains.length > 1 ? ['more than one lexicon of kind domain'] : []),
    ...(contexts.length > 1 ? ['more than one lexicon of kind context'] : []),
  ];
  if (faults.length > 0)
    throw new ProblemError(
      faults.map((message) => ({ code: 'lexicon_set', message, remedy: 'use --lexicons DIR to replace the built-in set, or change the id' })),
    );
  const entries = lexicons.flatMap((lexicon) => lexicon.entries);
  return {
    lexicons,
    axes,
    themes: lexicons.filter((lexicon) => lexicon.kind === 'themes'),
    domain: domains[0] ?? null,
    context: contexts[0] ?? null,
    entries,
    owners: lexicons.flatMap((lexicon) => lexicon.entries.map(() => lexicon)),
    matcher: matcherOf(added, ready),
  };
}

/** Stages of matching: what makes a text relevant, what else the domain knows, and everything that is only weighed on topic. */
export const STAGES = { science: 0, domain: 1, rest: 2 } as const;

function matcherOf(added: readonly Lexicon[], ready?: Compiled): Matcher {
  const own = added.some(({ entries }) => entries.length > 0) || !ready ? makeMatcher(buildAutomaton(added.flatMap(({ entries }) => entries)), stagesOf(added)) : null;
  if (!ready) return own!;
  const first = makeMatcher(ready.automaton, stagesOf(ready.lexicons));
  if (!own) return first;
  const offset = ready.lexicons.reduce((sum, lexicon) => sum + lexicon.entries.length, 0);
  return {
    read(tokens) {
      const [findFirst, findOwn] = [first.read(tokens), own.read(tokens)];
      // Each lexicon's hits are settled by themselves, so the order between the two does not matter.
      return (...wanted) => [...findFirst(...wanted), ...findOwn(...wanted).map((hit) => ({ ...hit, entry: hit.entry + offset }))];
    },
  };
}

function stagesOf(lexicons: readonly Lexicon[]): (entry: number) => number {
  const stages = lexicons.flatMap(({ kind, entries }) => entries.map(({ pole }) => (kind !== 'domain' ? STAGES.rest : pole === 'science-technology' ? STAGES.science : STAGES.domain)));
  return (entry) => stages[entry]!;
}
