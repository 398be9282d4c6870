import { ProblemError, problemText } from '../problems.js';
import { parseUnit } from '../period.js';
import { readResults, readStream, readText } from '../read.js';
import { TREND_REPORTERS } from '../report/trend.js';
import type { TrendRun } from '../report/trend.js';
import { countSentences } from '../report/trend-words.js';
import type { Result } from '../types.js';
import { trend } from '../trend.js';
import type { Counts } from '../trend.js';
import { axesOf, toMark } from '../trend-pool.js';
import type { Mark, TrendAxis } from '../trend-pool.js';
import { version } from '../version.js';
import { lexiconsFor } from './classify.js';
import { documentPaths, sources } from './documents.js';
import { EXIT } from './exit.js';
import type { TrendFlags } from './flags.js';
import { toResults } from './jobs.js';
import type { Terminal } from './terminal.js';

/** `stdiplo trend`: how the axes move over time. */
export async function trendCommand(terminal: Terminal, patterns: string[], flags: TrendFlags): Promise<number> {
  terminal.quiet = flags.quiet ?? false;
  const unit = parseUnit(flags.by);
  if (unit === null) throw usage(`--by ${flags.by}`, 'write year, quarter, decade or N-years, e.g. 5-years');
  if (flags.window < 1) throw usage('--window 0', 'give 1 or more periods');
  if (flags.results !== undefined && patterns.length > 0) throw usage('documents beside --results', 'give one or the other');

  let missing = 0;
  let axes: TrendAxis[] | null = null;
  let lexicons: TrendRun['lexicons'] = null;
  const marks: Mark[] = [];
  const counts: Counts = { documents: 0, undated: 0, inexact: 0, ungrouped: 0, errors: 0 };
  const take = (result: Result): void => {
    counts.documents += 1;
    if (result.status === 'error') {
      counts.errors += 1;
      terminal.say(`error: ${problemText({ code: result.problem.code, file: result.id, message: result.problem.message, remedy: 'left out' })}`);
      return;
    }
    const own = axesOf(result);
    axes ??= own;
    if (JSON.stringify(own) !== JSON.stringify(axes))
      throw new ProblemError([{ code: 'axes', message: `${result.id} has other axes or poles than the results before it`, remedy: 'classify all documents with the same lexicons' }]);
    const mark = toMark(result, axes, unit, flags.group);
    if (typeof mark === 'string') counts[mark] += 1;
    else marks.push(mark);
  };

  if (flags.results !== undefined) {
    const read = await earlierResults(terminal, flags.results);
    lexicons = read.lexicons;
    for (const result of read.results) take(result);
  } else {
    const named = await documentPaths(terminal, patterns, flags);
    missing = named.missing;
    const set = await lexiconsFor(flags);
    lexicons = set.lexicons.map(({ id, hash }) => ({ id, hash }));
    // Documents are resampled, not sentences; only --strict asks for the interval of a document.
    const options = { strict: flags.strict ?? false, minConfidence: 0, evidence: false, seed: flags.seed, resamples: flags.strict ? flags.resamples : 0 };
    for await (const result of toResults(terminal, sources(terminal, named.paths, withGroup(flags)), set, options, flags)) {
      take(result);
      terminal.progress(`${counts.documents} documents`);
    }
    terminal.clearProgress();
  }

  for (const line of countSentences(counts)) terminal.say(line);
  if (marks.length === 0) throw new ProblemError([{ code: 'nothing', message: 'no document with a date', remedy: remedyFor(counts) }]);
  const found = trend(marks, axes!, { unit, window: flags.window, least: flags.least, resamples: flags.resamples, seed: flags.seed, changePoints: flags.changePoints ?? false });
  const render = await TREND_REPORTERS.get(flags.format)!();
  const run: TrendRun = {
    schema: 'stdiplo/trend/1',
    tool: `stdiplo ${version}`,
    lexicons,
    options: { by: flags.by, group: flags.group ?? null, window: flags.window, least: flags.least, seed: flags.seed, resamples: flags.resamples, strict: flags.strict ?? false },
  };
  await terminal.print(render({ trend: found, counts, run }, { color: terminal.useColor(flags.color), width: Math.min(terminal.width, 100) }));
  return missing > 0 ? EXIT.usage : counts.errors > 0 ? EXIT.partial : EXIT.ok;
}

/** The field of the groups is kept of records without being named a second time. */
function withGroup(flags: TrendFlags): TrendFlags {
  const { group, keep = [], dateFrom = '' } = flags;
  if (group === undefined || flags.inputFormat === 'text' || keep === 'all' || keep.includes(group) || dateFrom.includes(`{${group}}`)) return flags;
  return { ...flags, keep: [...keep, group] };
}

function remedyFor({ inexact, ungrouped }: Counts): string {
  if (inexact > 0) return 'take longer periods: --by year';
  return ungrouped > 0 ? 'name a metadata field that the documents have with --group' : 'read it from names (--date-from), give records with a date (2018, 2018-04 or 2018-04-09), or results that have one';
}

/**
 * Results of earlier runs.
 * @throws {ProblemError} when a file is none, or the files were made with different lexicons: their scores do not compare
 */
async function earlierResults(terminal: Terminal, files: readonly string[]): Promise<{ results: Result[]; lexicons: TrendRun['lexicons'] }> {
  const results: Result[] = [];
  const hashes = new Map<string, string>();
  for (const file of files) {
    const read = await readResults(file === '-' ? await readStream('-', terminal.process.stdin) : readText(file));
    for (const { id, hash } of read.run?.lexicons ?? []) {
      if ((hashes.get(id) ?? hash) !== hash) throw new ProblemError([{ code: 'lexicons', file, message: `made with another version of the lexicon ${id} than the file before`, remedy: 'classify all documents again' }]);
      hashes.set(id, hash);
    }
    for (const result of read.results) results.push(result);
  }
  return { results, lexicons: hashes.size === 0 ? null : [...hashes].map(([id, hash]) => ({ id, hash })) };
}

function usage(message: string, remedy: string): ProblemError {
  return new ProblemError([{ code: 'usage', message, remedy }]);
}
