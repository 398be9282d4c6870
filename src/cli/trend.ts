import { ProblemError, problemText } from '../problems.js';
import { parseUnit } from '../period.js';
import { TREND_ENDINGS, TREND_REPORTERS } from '../report/trend.js';
import type { TrendReport } from '../report/trend.js';
import { countSentences } from '../report/trend-words.js';
import type { Result, Run } from '../types.js';
import { trend } from '../trend.js';
import type { Counts } from '../trend.js';
import { axesOf, toMark } from '../trend-pool.js';
import type { Mark, TrendAxis } from '../trend-pool.js';
import { version } from '../version.js';
import { lexiconsFor, runOf } from './classify.js';
import { documentPaths, fieldsOf, sources } from './documents.js';
import { earlierResults } from './earlier.js';
import { EXIT } from './exit.js';
import type { TrendFlags } from './flags.js';
import { openWhere } from './gates.js';
import type { Gates } from './gates.js';
import { toResults } from './jobs.js';
import { Outputs, placesOf } from './output.js';
import type { Terminal } from './terminal.js';

/** Longer lines are hard to read, however wide the terminal. */
const MOST_WIDTH = 100;
/** Groups to name that are left out. */
const MOST_NAMES = 10;

/** `stdiplo trend`: how the axes move over time. */
export async function trendCommand(terminal: Terminal, patterns: string[], flags: TrendFlags): Promise<number> {
  terminal.quiet = flags.quiet ?? false;
  const unit = parseUnit(flags.by);
  if (unit === null) throw usage(`--by ${flags.by}`, 'write year, quarter, decade or N-years, e.g. 5-years');
  if (flags.window < 1) throw usage('--window 0', 'give 1 or more periods');
  placesOf(flags, TREND_ENDINGS);

  let missing = 0;
  let axes: TrendAxis[] | null = null;
  let gates: Gates | null = null;
  let report: TrendReport;
  /** Groups of documents that have no place, and of those that have one. */
  const [without, within] = [new Set<string>(), new Set<string>()];
  const marks: Mark[] = [];
  const counts: Counts = { documents: 0, undated: 0, inexact: 0, ungrouped: 0, errors: 0 };
  const take = (result: Result): void => {
    if (gates?.admits(result) === false) return;
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
    if (typeof mark !== 'string') {
      marks.push(mark);
      within.add(mark.group);
      return;
    }
    counts[mark] += 1;
    const group = flags.group === undefined ? null : (result.meta[flags.group] ?? null);
    if (group !== null && group !== '') without.add(String(group));
  };
  const open = (inputs: readonly string[]): Promise<Outputs> =>
    Outputs.open(terminal, flags, [...inputs, ...(flags.lexicon ?? [])], async (format, look) => {
      const render = await TREND_REPORTERS.get(format)!();
      return { head: () => '', row: () => '', tail: () => render(report, { ...look, width: Math.min(look.width, MOST_WIDTH) }) };
    }, TREND_ENDINGS);

  let outputs: Outputs;
  let lexicons: Run['lexicons'] | { id: string; hash: string }[] | null;
  if (flags.results !== undefined) {
    const read = await earlierResults(terminal, flags.results, patterns, flags);
    lexicons = read.lexicons;
    gates = await openWhere(terminal, read.named, flags);
    outputs = await open(flags.results);
    for (const result of read.results) take(result);
  } else {
    const asked = withGroup(flags);
    const named = await documentPaths(terminal, patterns, flags);
    missing = named.missing;
    const set = await lexiconsFor(flags);
    // Documents are resampled, not sentences; only --strict asks for the interval of a document.
    const options = { strict: flags.strict ?? false, minConfidence: 0, evidence: false, seed: flags.seed, resamples: flags.strict ? flags.resamples : 0 };
    ({ lexicons } = runOf(set, options, await fieldsOf(asked, false)));
    gates = await openWhere(terminal, lexicons as Run['lexicons'], flags);
    outputs = await open([...named.paths, ...(flags.filesFrom === undefined ? [] : [flags.filesFrom])]);
    for await (const result of toResults(terminal, sources(terminal, named.paths, asked), set, options, flags)) {
      take(result);
      terminal.progress(`${counts.documents} documents`);
    }
    terminal.clearProgress();
  }
  const summary = { documents: counts.documents, errors: counts.errors };
  if (!terminal.quiet && gates !== null) terminal.say(`${counts.documents} documents${gates.summary()}`);
  gates?.close(summary);

  for (const line of countSentences(counts)) terminal.say(line);
  if (marks.length === 0) throw new ProblemError([{ code: 'nothing', message: 'no document with a date', remedy: remedyFor(counts) }]);
  const gone = [...without].filter((group) => !within.has(group)).sort();
  if (gone.length > 0) terminal.say(`left out: ${gone.length === 1 ? 'the group' : 'the groups'} ${gone.slice(0, MOST_NAMES).join(', ')}${gone.length > MOST_NAMES ? ` and ${gone.length - MOST_NAMES} more` : ''}, of which no document has such a date`);
  report = {
    trend: trend(marks, axes!, { unit, window: flags.window, least: flags.least, resamples: flags.resamples, seed: flags.seed, changePoints: flags.changePoints ?? false }),
    counts,
    run: {
      schema: 'stdiplo/trend/1',
      tool: `stdiplo ${version}`,
      lexicons: lexicons && lexicons.map(({ id, hash }) => ({ id, hash })),
      options: { by: flags.by, group: flags.group ?? null, ...(flags.where && { where: flags.where }), window: flags.window, least: flags.least, seed: flags.seed, resamples: flags.resamples, strict: flags.strict ?? false },
    },
  };
  await outputs.tail(summary);
  await outputs.commit();
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

function usage(message: string, remedy: string): ProblemError {
  return new ProblemError([{ code: 'usage', message, remedy }]);
}
