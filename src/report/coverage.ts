import type { Coverage, LexiconCoverage } from '../coverage.js';
import type { Problem } from '../types.js';
import { problemText } from '../problems.js';
import { printable } from './printable.js';
import { toJson } from './reporter.js';
import { painter } from './terminal.js';

/**
 * A lexicon test for people: one line a failure, then the coverage.
 * @param coverage null when it was not asked for
 */
export function prettyTest(failures: readonly Problem[], coverage: Coverage | null, color: boolean): string {
  const { bold } = painter(color);
  const out = failures.map((failure) => printable(problemText(failure)));
  for (const one of coverage?.lexicons ?? []) out.push(bold(`${one.lexicon}: ${one.entries} entries, ${coverage!.documents} ${coverage!.documents === 1 ? 'document' : 'documents'}`), ...findings(one), '');
  return out.map((line) => `${line}\n`).join('');
}

/** The same as JSON. */
export function jsonTest(failures: readonly Problem[], coverage: Coverage | null): string {
  return `${toJson({ failures, coverage }, 2)}\n`;
}

function findings({ withoutMisses, contradictory, neverFired, shadowed, decisive }: LexiconCoverage): string[] {
  const sections: [title: string, count: number, lines: string[]][] = [
    ['never fired', neverFired.length, [neverFired.join(', ')]],
    ['always shadowed', shadowed.length, shadowed.map(({ entry, hits, by }) => `${entry}: ${hits} ${hits === 1 ? 'hit' : 'hits'}, lost to ${by.join(', ')}`)],
    ['contradictory', contradictory.length, contradictory.map(({ entry, pole, other, otherPole, words }) => `${entry} (${pole}) and ${other} (${otherPole}): ${words}`)],
    ['decide a label alone', decisive.length, decisive.map(({ entry, documents }) => `${entry}: ${documents} ${documents === 1 ? 'document' : 'documents'}`)],
    ['without misses', withoutMisses.length, [withoutMisses.join(', ')]],
  ];
  return sections.flatMap(([title, count, lines]) => (count === 0 ? [] : [`  ${title} (${count})`, ...lines.map((line) => `    ${printable(line)}`)]));
}
