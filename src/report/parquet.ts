/** Only file with hyparquet-writer, an optional package. */
import { tableOf } from './columns.js';
import type { Cell, ColumnType } from './columns.js';
import { optional } from './optional.js';
import { toJson } from './reporter.js';
import type { MakeReporter } from './reporter.js';

/** Types are said, never guessed from the data: a column that is empty today must be the same type tomorrow. */
const TYPES = { text: 'STRING', any: 'STRING', whole: 'INT32', number: 'DOUBLE', flag: 'BOOLEAN' } as const satisfies Record<ColumnType, string>;

/**
 * A Parquet file; every column may hold null. The run record is in the file's metadata under `stdiplo/run/1`.
 * @throws {ProblemError} when the package is not installed
 */
export async function loadParquet(): Promise<MakeReporter> {
  const { parquetWriteBuffer } = await optional('parquet', 'hyparquet-writer@0.17.0', () => import('hyparquet-writer'));
  return (run, { layout }) => {
    const table = tableOf(run, layout);
    const data = table.columns.map((): Cell[] => []);
    return {
      head: () => '',
      row: (result) => {
        for (const cells of table.rows(result)) cells.forEach((cell, i) => data[i]!.push(table.columns[i]!.type === 'any' && cell !== null ? String(cell) : cell));
        return '';
      },
      tail: async () => {
        const columnData = table.columns.map(({ name, type }, i) => ({ name, data: data[i]!, type: TYPES[type], nullable: true }));
        return new Uint8Array(parquetWriteBuffer({ columnData, createdBy: run.tool, kvMetadata: [{ key: run.schema, value: toJson(run) }] }));
      },
    };
  };
}
