/** The documents that the arguments and options of a command name. */
import { ProblemError, problemText } from '../problems.js';
import { checkEncoding, findDocuments, openFile, readDocument, readList, readStream } from '../read.js';
import type { RecordOptions, Source } from '../records.js';
import type { Meta, Run } from '../types.js';
import type { InputFlags, RecordFlags } from './flags.js';
import type { Terminal } from './terminal.js';

/** Where standard input is, and where things are said. */
export type Streams = Pick<Terminal, 'process' | 'say'>;

/** What a folder stands for, where its files hold records. */
const RECORD_FILES = { text: undefined, ndjson: '**/*.{ndjson,jsonl}', csv: '**/*.{csv,tsv}' };

/**
 * The documents that the arguments and options name; `-` is standard input. Names that stand for nothing are said, and
 * counted as missing unless they are allowed; the rest is done all the same.
 * @throws {ProblemError} when nothing is left to do
 */
export async function documentPaths(terminal: Terminal, patterns: string[], flags: InputFlags): Promise<{ paths: string[]; missing: number }> {
  const listed = flags.filesFrom === undefined ? [] : await readList(flags.filesFrom, bytesOf(terminal, flags.filesFrom), flags.null ?? false);
  if (patterns.length + listed.length === 0 && flags.filesFrom === undefined)
    throw new ProblemError([{ code: 'usage', message: 'no documents named', remedy: 'name files, folders or quoted globs, or - for standard input' }]);
  const named = await findDocuments(patterns, false, RECORD_FILES[flags.inputFormat]);
  const fromList = await findDocuments(listed, true, RECORD_FILES[flags.inputFormat]);
  const problems = [...named.problems, ...fromList.problems];
  const paths = [...new Set([...named.paths, ...fromList.paths])];
  if (paths.length === 0 && problems.length > 0 && !flags.allowEmpty) throw new ProblemError(problems);
  // A list may be empty; one whose names are all wrong was made in another folder.
  if (flags.allowEmpty && listed.length > 0 && fromList.paths.length === 0)
    throw new ProblemError([{ code: 'list', message: `none of the names in it exists, such as ${listed[0]!}`, remedy: 'list names as seen from this folder (git diff --relative), without deleted files (--diff-filter=d)', file: flags.filesFrom! }]);
  for (const problem of problems) terminal.say(`${flags.allowEmpty ? 'skipped' : 'error'}: ${problemText(problem)}`);
  return { paths, missing: flags.allowEmpty ? 0 : problems.length };
}

/**
 * The documents at these paths, one after the other, with what their names and records say of them.
 * @throws {ProblemError} when an option is wrong; begin before anything is printed (see {@link begun})
 */
export async function* sources(terminal: Streams, paths: readonly string[], flags: RecordFlags): AsyncGenerator<Source> {
  checkRecordFlags(flags);
  await checkEncoding(flags.encoding);
  if (flags.inputFormat === 'text') warnOfRecords(terminal, paths);
  const found = flags.inputFormat === 'text' ? texts(terminal, paths, flags.encoding) : records(terminal, paths, flags);
  yield* flags.dateFrom === undefined ? found : withNames(terminal, found, flags.dateFrom);
}

/**
 * The same documents, the first of them read: what is wrong with the options or the columns is thrown before a command
 * has printed anything.
 */
export async function begun(documents: AsyncGenerator<Source>): Promise<AsyncGenerator<Source>> {
  const first = await documents.next();
  return (async function* () {
    if (first.done) return;
    yield first.value;
    yield* documents;
  })();
}

/**
 * The fields that tables get a column for: those that are kept by name, and those of names.
 * @param isTable the results are a table
 * @throws {ProblemError} when a name stands twice, or tables cannot know the fields
 */
export async function fieldsOf(flags: InputFlags, isTable: boolean): Promise<Run['fields']> {
  checkRecordFlags(flags);
  if (flags.keep === 'all' && isTable) throw new ProblemError([{ code: 'usage', message: '--keep all with a table, whose columns must be known before', remedy: 'name the fields (--keep speaker,party), or write --format ndjson or json' }]);
  const named = flags.dateFrom === undefined ? [] : (await import('../name.js')).parseNamePattern(flags.dateFrom).fields;
  const fields = [...(Array.isArray(flags.keep) ? flags.keep : []), ...named];
  const twice = fields.find((field, i) => fields.indexOf(field) < i);
  if (twice !== undefined) throw new ProblemError([{ code: 'usage', message: `"${twice}" stands twice in --keep and --date-from`, remedy: 'name each field once' }]);
  return fields;
}

/**
 * Refuses fields that are called like a column that is there anyway.
 * @throws {ProblemError} with their names
 */
export async function checkColumns(run: Run): Promise<void> {
  if (run.fields.length === 0) return;
  const { tableOf } = await import('../report/columns.js');
  const bare = { ...run, fields: [] };
  const taken = new Set([...tableOf(bare, 'wide').columns, ...tableOf(bare, 'long').columns].map(({ name }) => name));
  const clash = run.fields.filter((field) => taken.has(field));
  if (clash.length > 0) throw new ProblemError([{ code: 'usage', message: `fields called like a column of the results: ${clash.join(', ')}`, remedy: 'leave them out (id, title and date are carried anyway), or call them something else' }]);
}

function checkRecordFlags(flags: RecordFlags): void {
  if (flags.inputFormat !== 'text') return;
  const given = [['--id-field', flags.idField], ['--text-field', flags.textField], ['--date-field', flags.dateField], ['--title-field', flags.titleField], ['--keep', flags.keep]].filter(([, value]) => value !== undefined);
  if (given.length > 0) throw new ProblemError([{ code: 'usage', message: `${given.map(([name]) => name).join(', ')}: a text has no fields`, remedy: 'say what the files hold: --input-format csv or ndjson' }]);
}

async function* texts(terminal: Streams, paths: readonly string[], encoding: string | undefined): AsyncGenerator<Source> {
  for (const path of paths) {
    const source = path === '-' ? await readStream('-', bytesOf(terminal, '-'), encoding) : await readDocument(path, encoding);
    const bare = 'text' in source ? source.meta?.['pagesWithoutText'] : undefined;
    if (bare !== undefined) terminal.say(`warning: ${path}  ${String(bare)} of ${'places' in source ? source.places?.starts.length : '?'} pages without text, as scans are; what stands there is not scored (ocrmypdf --skip-text FILE OUT)`);
    yield source;
  }
}

async function* records(terminal: Streams, paths: readonly string[], flags: RecordFlags): AsyncGenerator<Source> {
  const { readCsv, readNdjson } = await import('../records.js');
  const read = flags.inputFormat === 'csv' ? readCsv : readNdjson;
  const { idField: id, textField: text, dateField: date, titleField: title, keep = [] } = flags;
  const fields = { ...(id !== undefined && { id }), ...(text !== undefined && { text }), ...(date !== undefined && { date }), ...(title !== undefined && { title }) };
  const oddDates = new Examples();
  const options: RecordOptions = { fields, keep, onOddDate: (record, written) => oddDates.add(`"${written}" in ${record}`) };
  /** Fields that were asked for, by their place in the metadata, as long as no record has a value there. */
  const empty = new Map([...(keep === 'all' ? [] : keep).map((field) => [field, field] as const), ...(date === undefined ? [] : [['date', date] as const]), ...(title === undefined ? [] : [['title', title] as const])]);
  let isFirst = true;
  for (const path of paths) {
    try {
      for await (const source of read(path, bytesOf(terminal, path), options)) {
        isFirst = false;
        if ('text' in source) for (const place of empty.keys()) if (source.meta?.[place] !== null) empty.delete(place);
        yield source;
      }
    } catch (error) {
      // In the first file a missing column is a wrong option; in a later one it is a bad file among good ones.
      if (error instanceof ProblemError && isFirst) throw error;
      const [problem] = error instanceof ProblemError ? error.problems : [];
      yield { id: path, problem: { code: problem?.code ?? 'unreadable', message: problem?.message ?? (error instanceof Error ? error.message : String(error)) } };
    }
  }
  if (oddDates.count > 0) {
    empty.delete('date');
    terminal.say(`${oddDates.count} ${oddDates.count === 1 ? 'date is' : 'dates are'} not ISO 8601 (2018, 2018-04 or 2018-04-09), e.g. ${oddDates.first}: taken as no date`);
  }
  if (empty.size > 0) terminal.say(`no record has a value for: ${[...empty.values()].join(', ')}`);
}

/** Adds what the names of documents say. */
async function* withNames(terminal: Streams, documents: AsyncIterable<Source>, dateFrom: string): AsyncGenerator<Source> {
  const { parseNamePattern, readName } = await import('../name.js');
  const pattern = parseNamePattern(dateFrom);
  // A field is there, whether or not a name fits.
  const nothing = Object.fromEntries(pattern.fields.map((field) => [field, null]));
  const odd = new Examples();
  for await (const source of documents) {
    if ('problem' in source) {
      yield source;
      continue;
    }
    const meta = readName(pattern, source.id);
    if (meta === null) odd.add(source.id);
    yield { ...source, meta: { ...nothing, ...source.meta, ...meta, ...known(source.meta) } };
  }
  if (odd.count > 0) terminal.say(`${odd.count} ${odd.count === 1 ? 'name does' : 'names do'} not fit --date-from ${dateFrom}, e.g. ${odd.first}: no date from the name`);
}

/** What a record says of itself goes before what its name says. */
function known(meta: Partial<Meta> = {}): Partial<Meta> {
  return Object.fromEntries(Object.entries(meta).filter(([, value]) => value !== null));
}

/** A table read as prose would get one label for all of its rows. */
function warnOfRecords(terminal: Streams, paths: readonly string[]): void {
  const found = paths.filter((path) => /\.(?:csv|tsv|ndjson|jsonl)$/i.test(path));
  if (found.length === 0) return;
  const format = /[ct]sv$/i.test(found[0]!) ? 'csv' : 'ndjson';
  terminal.say(`warning: ${found[0]!}${found.length > 1 ? ` and ${found.length - 1} more` : ''} read as one text each; if a file holds records, pass --input-format ${format}`);
}

function bytesOf(terminal: Streams, path: string): AsyncIterable<Uint8Array> {
  return path === '-' ? terminal.process.stdin : openFile(path);
}

/** How many there were, and one of them. */
class Examples {
  count = 0;
  first = '';

  add(example: string): void {
    if (this.count === 0) this.first = example.length > 80 ? `${example.slice(0, 80)}…` : example;
    this.count += 1;
  }
}
