import { analyze } from '../classify.js';
import { ProblemError, problemText } from '../problems.js';
import type { Source } from '../read.js';
import { makePage } from '../report/page/build.js';
import type { PageBuilder } from '../report/page/build.js';
import { Draft, identityOf } from '../write.js';
import { lexiconsFor, runOf } from './classify.js';
import { documentPaths, fieldsOf, sources } from './documents.js';
import { earlierResults } from './earlier.js';
import { EXIT } from './exit.js';
import type { ReportFlags } from './flags.js';
import { openWhere } from './gates.js';
import type { Gates } from './gates.js';
import type { Terminal } from './terminal.js';

/** A page larger than this opens in no browser. */
const MOST_BYTES = 400_000_000;

interface Made {
  page: PageBuilder;
  documents: number;
  errors: number;
  missing: number;
  gates: Gates | null;
}

/** `stdiplo report`: documents, or the results of an earlier run, become one HTML page. */
export async function reportCommand(terminal: Terminal, patterns: string[], flags: ReportFlags): Promise<number> {
  terminal.quiet = flags.quiet ?? false;
  if (flags.output === undefined && terminal.process.stdout.isTTY)
    throw new ProblemError([{ code: 'usage', message: 'a page is no text for a terminal', remedy: 'say where to write it: -o report.html' }]);
  const { page, documents, errors, missing, gates } = flags.results === undefined ? await ofDocuments(terminal, patterns, flags) : await ofResults(terminal, patterns, flags.results, flags);
  terminal.clearProgress();
  gates?.close({ documents, errors });
  if (documents === 0 && !flags.allowEmpty) throw new ProblemError([{ code: 'nothing', message: 'no documents', remedy: 'name files, folders, globs or -, or pass --allow-empty' }]);
  const size = flags.output === undefined ? await print(terminal, page) : await save(page, flags.output);
  if (!terminal.quiet) terminal.say(`${documents} ${documents === 1 ? 'document' : 'documents'}${errors > 0 ? `, ${errors} of them not readable` : ''}${gates?.summary() ?? ''}; ${flags.output ?? 'the page'} is ${(size / 1e6).toFixed(1)} MB`);
  return missing > 0 ? EXIT.usage : errors > 0 ? EXIT.partial : EXIT.ok;
}

async function ofDocuments(terminal: Terminal, patterns: string[], flags: ReportFlags): Promise<Made> {
  const { paths, missing } = await documentPaths(terminal, patterns, flags);
  if (flags.output !== undefined) notAnInput(flags.output, paths);
  const set = await lexiconsFor(flags);
  const options = { strict: flags.strict ?? false, minConfidence: flags.minConfidence ?? 0, evidence: false, seed: flags.seed, resamples: flags.resamples };
  const run = runOf(set, options, await fieldsOf(flags, false));
  const gates = await openWhere(terminal, run.lexicons, flags);
  const page = makePage({ title: flags.title, run, set, texts: flags.texts }, (await import('#page')).default);
  const made: Made = { page, documents: 0, errors: 0, missing, gates };
  for await (const source of sources(terminal, paths, flags)) {
    const item = read(source);
    if (gates?.admits('result' in item ? item.result : item) === false) continue;
    made.documents += 1;
    if ('problem' in item) {
      made.errors += 1;
      terminal.say(`error: ${problemText({ code: item.problem.code, file: item.id, message: item.problem.message, remedy: 'skipped' })}`);
    }
    page.add(item);
    terminal.progress(`${made.documents}${flags.inputFormat === 'text' ? ` of ${paths.length}` : ''} documents`);
  }
  return made;

  function read(source: Source): Parameters<PageBuilder['add']>[0] {
    if ('problem' in source) return { schema: 'stdiplo/result/1', id: source.id, status: 'error', problem: source.problem };
    return analyze(source.text, set, { ...options, id: source.id, ...(source.meta && { meta: source.meta }), ...(source.places && { places: source.places }) });
  }
}

async function ofResults(terminal: Terminal, patterns: readonly string[], file: string, flags: ReportFlags): Promise<Made> {
  if (flags.output !== undefined) notAnInput(flags.output, [file]);
  const { run, results: all, named } = await earlierResults(terminal, [file], patterns, flags);
  const gates = await openWhere(terminal, named, flags);
  const results = gates === null ? all : all.filter((result) => gates.admits(result));
  const page = makePage({ title: flags.title, run, set: null, results, texts: false }, (await import('#page')).default);
  for (const result of results) page.add(result);
  return { page, documents: results.length, errors: results.filter(({ status }) => status === 'error').length, missing: 0, gates };
}

/** A document must not be lost to a slip of the keyboard. */
function notAnInput(output: string, paths: readonly string[]): void {
  if (paths.some((path) => identityOf(path) === identityOf(output) && identityOf(output) !== null)) throw new ProblemError([{ code: 'usage', message: 'is one of the files to read', remedy: 'choose another name for -o', file: output }]);
}

async function print(terminal: Terminal, page: PageBuilder): Promise<number> {
  let size = 0;
  for (const piece of page.pieces()) {
    size += Buffer.byteLength(piece);
    await terminal.print(piece);
  }
  return size;
}

async function save(page: PageBuilder, output: string): Promise<number> {
  const draft = await Draft.begin(output);
  let size = 0;
  try {
    for (const piece of page.pieces()) {
      size += Buffer.byteLength(piece);
      if (size > MOST_BYTES) throw new ProblemError([{ code: 'size', message: 'the page would be larger than browsers can open', remedy: 'pass --no-texts, or make several pages', file: output }]);
      await draft.write(piece);
    }
    await draft.commit();
  } finally {
    draft.discard();
  }
  return size;
}
