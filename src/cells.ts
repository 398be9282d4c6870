/** Rows of CSV as cells. Only file with csv-parse. */
import { CsvError, parse } from 'csv-parse/sync';

/** Spreadsheets write semicolons or tabs in some countries. */
const SEPARATORS = [',', ';', '\t'];

/** The bytes of every separator that there may be. */
export const SEPARATOR_BYTES = SEPARATORS.map((separator) => separator.charCodeAt(0));

const REASONS = new Map([
  ['INVALID_OPENING_QUOTE', 'a quote inside a cell that does not begin with one'],
  ['CSV_INVALID_CLOSING_QUOTE', 'text after the quote that closes a cell'],
  ['CSV_QUOTE_NOT_CLOSED', 'a quote that is never closed'],
]);

/**
 * What separates the cells of a table, by its header: the separator that stands there most often outside quotes.
 * @param header its first line
 */
export function separatorOf(header: string): string {
  const bare = header.replace(/"[^"]*"/g, '');
  const counts = SEPARATORS.map((separator) => bare.split(separator).length);
  return SEPARATORS[counts.indexOf(Math.max(...counts))]!;
}

/**
 * The cells of one row.
 * @param text the row, without its line end
 * @returns the cells, exactly as written, or why there are none
 */
export function cellsOf(text: string, separator: string): { cells: string[] } | { reason: string } {
  try {
    return { cells: (parse(text, { delimiter: separator }) as string[][]).flat() };
  } catch (error) {
    return { reason: reasonOf(error) };
  }
}

/**
 * A whole table as records, for those that are small.
 * @param cast what to make of each cell
 * @throws {Error} when it is no CSV
 */
export function parseTable(text: string, cast: (cell: string) => string): Record<string, unknown>[] {
  // Some spreadsheets leave out separators before empty cells at a line's end.
  return parse(text, { columns: true, delimiter: separatorOf(text.split('\n', 1)[0]!), skip_empty_lines: true, relax_column_count_less: true, cast });
}

function reasonOf(error: unknown): string {
  const known = error instanceof CsvError ? REASONS.get(error.code) : undefined;
  return known ?? (error instanceof Error ? error.message : String(error));
}
