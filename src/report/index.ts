import type { MakeReporter } from './reporter.js';

/** Every output format of `classify`. Loaded when chosen, so that no format pays for the packages of another. */
export const REPORTERS: ReadonlyMap<string, () => Promise<MakeReporter>> = new Map([
  ['pretty', async () => (await import('./pretty.js')).pretty],
  ['json', async () => (await import('./json.js')).json],
  ['ndjson', async () => (await import('./ndjson.js')).ndjson],
  ['csv', async () => (await import('./csv.js')).csv],
  ['tsv', async () => (await import('./csv.js')).tsv],
  ['xlsx', async () => (await import('./xlsx.js')).loadXlsx()],
  ['parquet', async () => (await import('./parquet.js')).loadParquet()],
  ['markdown', async () => (await import('./markdown.js')).markdown],
  ['sarif', async () => (await import('./sarif.js')).sarif],
  ['junit', async () => (await import('./junit.js')).junit],
  ['github', async () => (await import('./github.js')).github],
]);

/** The format that the ending of a file's name asks for; of two that fit, the first. */
export const ENDINGS: readonly (readonly [ending: string, format: string])[] = [
  ['.sarif.json', 'sarif'],
  ['.sarif', 'sarif'],
  ['.json', 'json'],
  ['.ndjson', 'ndjson'],
  ['.jsonl', 'ndjson'],
  ['.csv', 'csv'],
  ['.tsv', 'tsv'],
  ['.xlsx', 'xlsx'],
  ['.parquet', 'parquet'],
  ['.md', 'markdown'],
  ['.xml', 'junit'],
];

/** Formats that have rows and columns, and a layout. */
export const TABLES: ReadonlySet<string> = new Set(['csv', 'tsv', 'xlsx', 'parquet']);

/** Formats that are no text, and no sight in a terminal. */
export const BINARY: ReadonlySet<string> = new Set(['xlsx', 'parquet']);

export type { MakeReporter, Reporter, ReportOptions, Summary } from './reporter.js';
