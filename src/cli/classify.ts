import { ProblemError, problemText } from '../problems.js';
import { loadLexicons } from '../lexicon/load.js';
import type { Source } from '../read.js';
import { REPORTERS, TABLES } from '../report/index.js';
import type { Result, Run } from '../types.js';
import type { LexiconSet } from '../lexicon/compile.js';
import { version } from '../version.js';
import { begun, checkColumns, documentPaths, fieldsOf, sources } from './documents.js';
import { EXIT } from './exit.js';
import type { ClassifyFlags, LexiconOptions } from './flags.js';
import { toResult, toResults } from './jobs.js';
import { Outputs, placesOf } from './output.js';
import type { Terminal } from './terminal.js';

/** `stdiplo classify`: documents in, one record a document out. */
export async function classifyCommand(terminal: Terminal, patterns: string[], flags: ClassifyFlags): Promise<number> {
  terminal.quiet = flags.quiet ?? false;
  // What is wrong with the outputs is said before anything is read.
  const isTable = placesOf(flags).some(({ format }) => TABLES.has(format));
  const fields = await fieldsOf(flags, isTable);
  const { paths, missing } = await documentPaths(terminal, patterns, flags);
  const lexicons = await lexiconsFor(flags);
  const options = { strict: flags.strict ?? false, minConfidence: flags.minConfidence ?? 0, evidence: flags.evidence ?? false, seed: flags.seed, resamples: flags.resamples };
  const run = runOf(lexicons, options, fields);
  if (isTable) await checkColumns(run);
  const isGated = flags.where !== undefined || flags.failOn !== undefined || flags.baseline !== undefined || flags.maxErrors > 0;
  const gates = isGated ? await (await import('./gates.js')).openGates(terminal, run.lexicons, flags, run) : null;
  const part = flags.shard ? await (await import('./shard.js')).partOf(terminal, flags.shard, paths, flags) : { documents: sources(terminal, paths, flags), paths, total: 0 };
  const cached = flags.cache === undefined ? null : (await import('./cache.js')).withCache(terminal, flags.cache, run, (source) => toResult(source, lexicons, options));
  const documents = await begun(part.documents);
  const outputs = await Outputs.open(terminal, flags, [...paths, ...(flags.filesFrom === undefined ? [] : [flags.filesFrom]), ...(flags.lexicon ?? [])], async (format, look) => (await REPORTERS.get(format)!())(run, look));

  const summary = { documents: 0, errors: 0 };
  for await (const result of cached ? inline(documents, cached.toResult) : toResults(terminal, documents, lexicons, options, flags)) {
    if (gates?.admits(result) === false) continue;
    summary.documents += 1;
    if (result.status === 'error') {
      summary.errors += 1;
      terminal.say(`error: ${problemText({ code: result.problem.code, file: result.id, message: result.problem.message, remedy: 'skipped' })}`);
    }
    await outputs.row(result, gates?.failuresOf(result) ?? []);
    terminal.progress(`${summary.documents}${flags.inputFormat === 'text' ? ` of ${part.paths.length}` : ''} documents`);
  }
  cached?.close();
  terminal.clearProgress();
  await outputs.tail(summary);
  if (!terminal.quiet) terminal.say(`${summary.documents} ${summary.documents === 1 ? 'document' : 'documents'}${summary.errors > 0 ? `, ${summary.errors} of them not readable` : ''}${gates?.summary() ?? ''}`);
  gates?.close(summary);
  // Of few documents, a part may be empty.
  if (summary.documents === 0 && part.total === 0 && !flags.allowEmpty)
    throw new ProblemError([{ code: 'nothing', message: 'no documents', remedy: 'name files, folders, globs or -, or pass --allow-empty' }]);
  await outputs.commit();
  return missing > 0 ? EXIT.usage : (gates?.failed ?? 0) > 0 || summary.errors > flags.maxErrors ? EXIT.partial : EXIT.ok;
}

/** The lexicons that the options ask for. */
export function lexiconsFor(flags: LexiconOptions): Promise<LexiconSet> {
  return loadLexicons({ ...(flags.lexicon && { files: flags.lexicon }), ...(flags.lexicons !== undefined && { folder: flags.lexicons }) });
}

/** What a run is made with. */
export function runOf(set: LexiconSet, options: Run['options'], fields: Run['fields']): Run {
  const lexicons = set.lexicons.map((lexicon) => ({
    id: lexicon.id,
    kind: lexicon.kind,
    hash: lexicon.hash,
    poles: 'poles' in lexicon ? [...lexicon.poles] : 'effects' in lexicon ? Object.keys(lexicon.effects) : lexicon.categories,
  }));
  return { schema: 'stdiplo/run/1', tool: `stdiplo ${version}`, lexicons, fields, options };
}

async function* inline(documents: AsyncIterable<Source>, compute: (source: Source) => Result): AsyncGenerator<Result> {
  for await (const source of documents) yield compute(source);
}
