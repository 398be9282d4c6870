/** Only file with write-excel-file, an optional package. */
import type { SheetData } from 'write-excel-file/node';
import { ProblemError } from '../problems.js';
import type { Run } from '../types.js';
import { evidenceTable, tableOf } from './columns.js';
import type { Cell, Table } from './columns.js';
import { optional } from './optional.js';
import type { MakeReporter } from './reporter.js';

/** What a sheet can hold, and a cell: more makes Excel repair the file. */
const MOST_ROWS = 1_048_576;
const MOST_CHARACTERS = 32_767;
const BOLD = { fontWeight: 'bold' } as const;

/**
 * A workbook: sheets `results`, `evidence` and `run`. Cells are typed, so nothing in them can be a formula, and Excel turns
 * no text into a date.
 * @throws {ProblemError} when the package is not installed
 */
export async function loadXlsx(): Promise<MakeReporter> {
  const { default: writeXlsxFile } = await optional('xlsx', 'write-excel-file@4.1.1', () => import('write-excel-file/node'));
  return (run, { layout }) => {
    const tables = [
      { sheet: 'results', ...gathering(tableOf(run, layout)) },
      { sheet: 'evidence', ...gathering(evidenceTable()) },
    ];
    return {
      head: () => '',
      row: (result) => {
        for (const { sheet, table, data } of tables) {
          for (const cells of table.rows(result)) data.push(cells.map(cellOf));
          if (data.length > MOST_ROWS) throw new ProblemError([{ code: 'output', message: `more than ${MOST_ROWS} rows in the sheet ${sheet}`, remedy: 'choose csv or parquet, or leave out --evidence or --layout long' }]);
        }
        return '';
      },
      tail: async () => {
        const sheets = [...tables.map(({ sheet, data, table }) => ({ sheet, data, stickyRowsCount: 1, columns: table.columns.map(({ name }) => ({ width: Math.max(10, name.length + 2) })) })), { sheet: 'run', data: runFacts(run), stickyRowsCount: 1, columns: [{ width: 28 }, { width: 70 }] }];
        return withoutDates(await writeXlsxFile(sheets).toBuffer());
      },
    };
  };
}

function gathering(table: Table): { table: Table; data: SheetData } {
  return { table, data: [header(table.columns.map(({ name }) => name))] };
}

function header(names: readonly string[]): SheetData[number] {
  return names.map((value) => ({ value, type: String, ...BOLD }));
}

/** What the run was made with, a line a fact. */
function runFacts(run: Run): SheetData {
  const facts: [string, Cell][] = [
    ['tool', run.tool],
    ...Object.entries(run.options),
    ...run.lexicons.map(({ id, hash }): [string, Cell] => [`lexicon ${id}`, hash]),
  ];
  return [header(['name', 'value']), ...facts.map((fact) => fact.map(cellOf))];
}

function cellOf(value: Cell): SheetData[number][number] {
  if (value === null || value === '') return null;
  if (typeof value !== 'string') return { value, type: typeof value === 'number' ? Number : Boolean };
  return { value: literal(value), type: String };
}

/** Excel reads `_x000D_` in a text as a character; written like this, the text stays what it is. */
function literal(text: string): string {
  return text.slice(0, MOST_CHARACTERS).replace(/_(?=x[0-9a-f]{4}_)/gi, '_x005F_');
}

/** A workbook is a ZIP archive, which dates its files: set to the first date there is, so that equal results are equal bytes. */
function withoutDates(zip: Uint8Array): Uint8Array {
  const view = new DataView(zip.buffer, zip.byteOffset, zip.byteLength);
  const FIRST_DATE = 0x0021_0000; // 1980-01-01 00:00:00
  const end = zip.length - 22; // of the central directory: the library writes no comment
  let at = view.getUint32(end + 16, true);
  for (let left = view.getUint16(end + 10, true); left > 0; left -= 1) {
    view.setUint32(at + 12, FIRST_DATE, true);
    view.setUint32(view.getUint32(at + 42, true) + 10, FIRST_DATE, true);
    at += 46 + view.getUint16(at + 28, true) + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return zip;
}
