/** Records, one document each: a line of NDJSON or a row of CSV. */
import { SEPARATOR_BYTES, cellsOf, separatorOf } from './cells.js';
import { toDate } from './date.js';
import { decode } from './decode.js';
import { ProblemError } from './problems.js';
import { MOST_ROW_BYTES, inUtf8, pieces, rows } from './split.js';
import type { Row } from './split.js';
import type { Meta, Scalar } from './types.js';

/** A document to classify, or why there is none. */
export type Source = { id: string; text: string; meta?: Partial<Meta> } | { id: string; problem: { code: string; message: string } };

/** Where a record has what, by names of its fields. */
export interface RecordOptions {
  /** Without a name: `id`, `text`, `date`, `title`, of which only `text` must be there. */
  fields: { id?: string; text?: string; date?: string; title?: string };
  /** Fields to carry into the metadata. */
  keep: readonly string[] | 'all';
  /** Told of each date that is not ISO 8601, and so is left out. */
  onOddDate(id: string, date: string): void;
  /** A record of more bytes is not kept. Default 64 MiB. */
  most?: number;
}

/** The fields of one record, as they were written. */
interface Fields {
  names: readonly string[];
  value(name: string): unknown;
}

/**
 * Reads NDJSON: one object a line, split at line feeds only (other line separators may stand inside a JSON string). A bad
 * line becomes a problem in its place.
 * @param name names the records that have no id: `name:line`
 */
export async function* readNdjson(name: string, stream: AsyncIterable<Uint8Array>, options: RecordOptions): AsyncGenerator<Source> {
  const most = options.most ?? MOST_ROW_BYTES;
  let number = 0;
  for await (const line of pieces(inUtf8(stream), 0x0a, most)) {
    number += 1;
    const place = `${name}:${number}`;
    const decoded = line === null ? tooLong(`line ${number}`, most) : decode(line);
    if ('problem' in decoded) yield { id: place, problem: decoded.problem };
    else if (decoded.text.trim() !== '') yield readLine(place, decoded.text, options);
  }
}

function readLine(place: string, line: string, options: RecordOptions): Source {
  try {
    const record: unknown = JSON.parse(line);
    if (typeof record !== 'object' || record === null || Array.isArray(record)) return bad(place, 'not a JSON object');
    const names = Object.keys(record);
    return readFields(place, { names, value: (name) => (Object.hasOwn(record, name) ? (record as Record<string, unknown>)[name] : undefined) }, options);
  } catch (error) {
    // Also a value nested too deep to write.
    return bad(place, `not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/**
 * Reads CSV with a header, one document a row; also separated by semicolons or tabs. A bad row becomes a problem in its
 * place. Rows of empty cells are passed over; cells that a row leaves out at its end are empty.
 * @param name names the rows that have no id: `name:row`, counted as in a spreadsheet, the header being row 1
 * @throws {ProblemError} when a column that is asked for is not there, with the names of those that are
 */
export async function* readCsv(name: string, stream: AsyncIterable<Uint8Array>, options: RecordOptions): AsyncGenerator<Source> {
  const most = options.most ?? MOST_ROW_BYTES;
  const separators = { bytes: SEPARATOR_BYTES };
  let separator = ',';
  let columns: Map<string, number> | null = null;
  let isAfterBadQuote = false;
  for await (const row of rows(inUtf8(stream), separators, most)) {
    const place = `${name}:${row.row}`;
    const decoded = textOf(row, most);
    if ('problem' in decoded) {
      yield { id: columns ? place : name, problem: decoded.problem };
      if (!columns) return;
      isAfterBadQuote = true;
      continue;
    }
    if (decoded.text.trim() === '') continue;
    if (!columns) {
      separator = separatorOf(decoded.text);
      separators.bytes = [separator.charCodeAt(0)];
    }
    const read = cellsOf(decoded.text, separator);
    if ('reason' in read) {
      yield bad(columns ? place : name, `${linesOf(row)}: ${read.reason}; double the quotes inside a cell`);
      if (!columns) return;
      isAfterBadQuote = true;
      continue;
    }
    const { cells } = read;
    if (!columns) columns = columnsOf(name, cells, options);
    else if (cells.some((cell) => cell !== '')) {
      const size = columns.size;
      if (cells.length > size) yield bad(place, `${linesOf(row)}: ${cells.length} cells under ${size} columns; put quotes around a cell that has a separator in it`);
      else if (isAfterBadQuote && cells.length < size) yield bad(place, `${linesOf(row)}: ${cells.length} of ${size} cells after a bad row, of which it may be the rest; mend that row`);
      else {
        isAfterBadQuote = false;
        yield readFields(place, fieldsOf(columns, cells), options);
      }
    }
  }
  if (!columns) yield bad(name, 'empty, without a header');
}

function textOf(row: Row, most: number): ReturnType<typeof decode> {
  if (row.bytes === null) return tooLong(linesOf(row), most);
  if (row.isOpen) return { problem: { code: 'record', message: `line ${row.lines[0]}: a quote that is never closed; it took the rest of the file` } };
  const decoded = decode(row.bytes);
  return 'text' in decoded ? decoded : { problem: { code: decoded.problem.code, message: `${linesOf(row)}: ${decoded.problem.message}` } };
}

/** Columns by name; an empty name or a second column of a name has a place, and no name. */
function columnsOf(file: string, cells: readonly string[], { fields, keep }: RecordOptions): Map<string, number> {
  const columns = new Map<string, number>();
  const twice = new Set<string>();
  for (const [i, cell] of cells.entries()) {
    const name = cell.trim();
    if (name !== '' && columns.has(name)) twice.add(name);
    columns.set(name === '' || columns.has(name) ? `\0${i}` : name, i);
  }
  const asked = [fields.text ?? 'text', fields.id, fields.date, fields.title, ...(keep === 'all' ? [] : keep)].filter((name) => name !== undefined);
  const missing = asked.find((name) => !columns.has(name));
  const used = [...asked, ...(keep === 'all' ? twice : ['id', 'date', 'title'])];
  const doubled = used.find((name) => twice.has(name));
  const problem = missing !== undefined ? `no column "${missing}"; there are: ${someOf(namesOf(columns))}` : doubled !== undefined ? `two columns "${doubled}"` : null;
  if (problem === null) return columns;
  const isText = missing !== undefined && missing === (fields.text ?? 'text');
  throw new ProblemError([{ code: 'columns', file, message: problem, remedy: missing === undefined ? 'give each column a name of its own' : isText ? 'name the one that holds the text with --text-field' : 'name one of them' }]);
}

function namesOf(columns: ReadonlyMap<string, number>): string[] {
  return [...columns.keys()].filter((name) => !name.startsWith('\0'));
}

function fieldsOf(columns: ReadonlyMap<string, number>, cells: readonly string[]): Fields {
  // An empty cell is a value that is not known; an empty text is a text.
  const value = (name: string): string | undefined => cells[columns.get(name) ?? -1];
  return { names: namesOf(columns), value };
}

function readFields(place: string, record: Fields, { fields, keep, onOddDate }: RecordOptions): Source {
  const names = { id: 'id', text: 'text', date: 'date', title: 'title', ...fields };
  const given = record.value(names.id);
  // A number that JSON cannot hold exactly would name another document.
  if (typeof given === 'number' && !Number.isSafeInteger(given) && Number.isInteger(given)) return bad(place, `"${names.id}" is too large for a number; write it as a string`);
  const id = typeof given === 'number' || (typeof given === 'string' && given !== '') ? String(given) : place;
  const text = record.value(names.text);
  if (typeof text !== 'string') return bad(id, `no "${names.text}", or not a string; it has: ${someOf(record.names)}`);
  const title = record.value(names.title);
  const taken = new Set<string>(Object.values(names));
  const kept = keep === 'all' ? record.names.filter((name) => !taken.has(name) && name !== 'title' && name !== 'date') : keep;
  // An entry list becomes own properties, so that a field named __proto__ does no harm.
  const meta = Object.fromEntries<Scalar>(kept.map((name) => [name, scalarOf(record.value(name))]));
  return { id, text, meta: { ...meta, title: typeof title === 'string' && title !== '' ? title : null, date: dateOf(id, record.value(names.date), onOddDate) } };
}

function dateOf(id: string, value: unknown, onOddDate: RecordOptions['onOddDate']): string | null {
  if (value === undefined || value === null || value === '') return null;
  const written = typeof value === 'string' || typeof value === 'number' ? String(value) : JSON.stringify(value);
  const date = toDate(written);
  if (date === null) onOddDate(id, written);
  return date;
}

/** Lists and objects are carried as JSON text. */
function scalarOf(value: unknown): Scalar {
  if (typeof value === 'string') return value === '' ? null : value;
  if (typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value))) return value;
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : null;
}

function someOf(names: readonly string[]): string {
  const most = 12;
  return names.length === 0 ? 'none' : names.length > most ? `${names.slice(0, most).join(', ')} and ${names.length - most} more` : names.join(', ');
}

function linesOf({ lines: [first, last] }: Row): string {
  return first === last ? `line ${first}` : `lines ${first} to ${last}`;
}

function tooLong(place: string, most: number): { problem: { code: string; message: string } } {
  return { problem: { code: 'size', message: `${place}: a record of more than ${most} bytes; split it, or close the quote that is open` } };
}

function bad(id: string, message: string): Source {
  return { id, problem: { code: 'record', message } };
}
