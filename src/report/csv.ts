/** Only file with csv-stringify. */
import { stringify } from 'csv-stringify/sync';
import { guardFormula } from '../formula.js';
import type { Run } from '../types.js';
import { tableOf } from './columns.js';
import type { Cell } from './columns.js';
import type { MakeReporter, Reporter, ReportOptions } from './reporter.js';

/** One row a document, or a document and axis. Missing is an empty cell, never 0. What a spreadsheet would run as a formula gets a `'`. */
export const csv: MakeReporter = (run, options) => tableReporter(run, options, ',');
/** The same, separated by tabs. */
export const tsv: MakeReporter = (run, options) => tableReporter(run, options, '\t');

function tableReporter(run: Run, { layout, bom }: ReportOptions, delimiter: string): Reporter {
  const table = tableOf(run, layout);
  return {
    head: () => (bom ? '\ufeff' : '') + csvLine(table.columns.map(({ name }) => name), delimiter),
    row: (result) => table.rows(result).map((cells) => csvLine(cells, delimiter)).join(''),
    tail: () => '',
  };
}

/**
 * One line of a table. Text is guarded against formulas; numbers are not, since a negative one must stay a number. A NUL,
 * which no CSV can hold, becomes a space.
 */
export function csvLine(cells: readonly Cell[], delimiter = ','): string {
  const texts = cells.map((cell) => (typeof cell === 'string' ? guardFormula(cell.replaceAll('\0', ' ')) : typeof cell === 'boolean' ? String(cell) : cell));
  // Many readers take a carriage return for the end of a line, so it stands in quotes like a line feed.
  return stringify([texts], { delimiter, quoted_match: '\r' });
}
