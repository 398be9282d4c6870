import { classify } from '../classify.js';
import { ProblemError, problemText } from '../problems.js';
import { findDocuments, loadLexicons, openFile, readDocument, readList, readNdjson, readStream } from '../read.js';
import type { Source } from '../read.js';
import { REPORTERS } from '../report/index.js';
import type { Result, Run } from '../types.js';
import type { LexiconSet } from '../lexicon/compile.js';
import { version } from '../version.js';
import { EXIT } from './exit.js';
import type { ClassifyFlags, InputFlags, LexiconOptions } from './flags.js';
import type { Terminal } from './terminal.js';

/** `stdiplo classify`: documents in, one record a document out. */
export async function classifyCommand(terminal: Terminal, patterns: string[], flags: ClassifyFlags): Promise<number> {
  terminal.quiet = flags.quiet ?? false;
  const { paths, missing } = await documentPaths(terminal, patterns, flags);
  const lexicons = await lexiconsFor(flags);
  const options = { strict: flags.strict ?? false, minConfidence: flags.minConfidence ?? 0, evidence: flags.evidence ?? false, seed: flags.seed, resamples: flags.resamples };
  const makeReporter = await REPORTERS.get(flags.format)!();
  const report = makeReporter(runOf(lexicons, options), { color: terminal.useColor(flags.color), width: terminal.width });

  const summary = { documents: 0, errors: 0 };
  await terminal.print(report.head());
  for await (const source of sources(terminal, paths, flags)) {
    const result = toResult(source, lexicons, options);
    summary.documents += 1;
    if (result.status === 'error') {
      summary.errors += 1;
      terminal.say(`error: ${problemText({ code: result.problem.code, file: result.id, message: result.problem.message, remedy: 'skipped' })}`);
    }
    await terminal.print(report.row(result, []));
    terminal.progress(`${summary.documents}${flags.inputFormat === 'text' ? ` of ${paths.length}` : ''} documents`);
  }
  terminal.clearProgress();
  await terminal.print(report.tail(summary));
  if (!terminal.quiet) terminal.say(`${summary.documents} ${summary.documents === 1 ? 'document' : 'documents'}${summary.errors > 0 ? `, ${summary.errors} of them not readable` : ''}`);
  if (summary.documents === 0 && !flags.allowEmpty)
    throw new ProblemError([{ code: 'nothing', message: 'no documents', remedy: 'name files, folders, globs or -, or pass --allow-empty' }]);
  return missing > 0 ? EXIT.usage : summary.errors > 0 ? EXIT.partial : EXIT.ok;
}

/** The lexicons that the options ask for. */
export function lexiconsFor(flags: LexiconOptions): Promise<LexiconSet> {
  return loadLexicons({ ...(flags.lexicon && { files: flags.lexicon }), ...(flags.lexicons !== undefined && { folder: flags.lexicons }) });
}

/**
 * The documents that the arguments and options name; `-` is standard input. Names that stand for nothing are said, and
 * counted as missing unless they are allowed; the rest is done all the same.
 * @throws {ProblemError} when nothing is left to do
 */
export async function documentPaths(terminal: Terminal, patterns: string[], flags: InputFlags): Promise<{ paths: string[]; missing: number }> {
  const listed = flags.filesFrom === undefined ? [] : await readList(flags.filesFrom, bytesOf(terminal, flags.filesFrom), flags.null ?? false);
  if (patterns.length + listed.length === 0 && flags.filesFrom === undefined)
    throw new ProblemError([{ code: 'usage', message: 'no documents named', remedy: 'name files, folders or quoted globs, or - for standard input' }]);
  const named = await findDocuments(patterns);
  const fromList = await findDocuments(listed, true);
  const problems = [...named.problems, ...fromList.problems];
  const paths = [...new Set([...named.paths, ...fromList.paths])];
  if (paths.length === 0 && problems.length > 0 && !flags.allowEmpty) throw new ProblemError(problems);
  for (const problem of problems) terminal.say(`${flags.allowEmpty ? 'skipped' : 'error'}: ${problemText(problem)}`);
  return { paths, missing: flags.allowEmpty ? 0 : problems.length };
}

/** The documents at these paths, one after the other. */
export async function* sources(terminal: Terminal, paths: readonly string[], flags: InputFlags): AsyncGenerator<Source> {
  for (const path of paths) {
    if (flags.inputFormat === 'ndjson') yield* records(terminal, path);
    else if (path === '-') yield await readStream('-', bytesOf(terminal, '-'));
    else yield readDocument(path);
  }
}

async function* records(terminal: Terminal, path: string): AsyncGenerator<Source> {
  try {
    yield* readNdjson(path, bytesOf(terminal, path));
  } catch (error) {
    yield { id: path, problem: { code: 'unreadable', message: error instanceof Error ? error.message : String(error) } };
  }
}

function bytesOf(terminal: Terminal, path: string): AsyncIterable<Uint8Array> {
  return path === '-' ? terminal.process.stdin : openFile(path);
}

/** What the tool says of a document; an error record where there is none. */
export function toResult(source: Source, lexicons: LexiconSet, options: Run['options']): Result {
  if ('problem' in source) return { schema: 'stdiplo/result/1', id: source.id, status: 'error', problem: source.problem };
  return classify(source.text, lexicons, { ...options, id: source.id, ...(source.meta && { meta: source.meta }) });
}

/** What a run is made with. */
export function runOf(set: LexiconSet, options: Run['options']): Run {
  const lexicons = set.lexicons.map((lexicon) => ({
    id: lexicon.id,
    kind: lexicon.kind,
    hash: lexicon.hash,
    poles: 'poles' in lexicon ? [...lexicon.poles] : 'effects' in lexicon ? Object.keys(lexicon.effects) : lexicon.categories,
  }));
  return { schema: 'stdiplo/run/1', tool: `stdiplo ${version}`, lexicons, fields: [], options };
}
