import { compareRuns } from '../compare.js';
import { ProblemError } from '../problems.js';
import { readDocument, readResults, readStream } from '../read.js';
import type { Results } from '../results.js';
import { markdownComparison, prettyComparison } from '../report/compare.js';
import { jsonDiff } from '../report/diff.js';
import { EXIT } from './exit.js';
import type { CompareFlags } from './flags.js';
import type { Terminal } from './terminal.js';

/** `stdiplo diff`: what came out otherwise in a second run. */
export async function compareCommand(terminal: Terminal, before: string, after: string, flags: CompareFlags): Promise<number> {
  if (before === '-' && after === '-') throw new ProblemError([{ code: 'usage', message: 'standard input holds only one of two runs', remedy: 'name a file for the other' }]);
  const comparison = compareRuns(await resultsAt(terminal, before), await resultsAt(terminal, after), flags.moved);
  const render = { pretty: () => prettyComparison(comparison, terminal.useColor(flags.color)), markdown: () => markdownComparison(comparison), json: () => jsonDiff(comparison) };
  await terminal.print(render[flags.format]());
  const isWorse = comparison.unreadable.length > 0 || comparison.changed.some(({ axes }) => axes.some(({ kind }) => kind === 'flipped'));
  return flags.exitCode && isWorse ? EXIT.partial : EXIT.ok;
}

async function resultsAt(terminal: Terminal, place: string): Promise<Results> {
  return readResults(place === '-' ? await readStream('-', terminal.process.stdin) : readDocument(place));
}
