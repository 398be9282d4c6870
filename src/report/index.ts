import { csv, tsv } from './csv.js';
import { json } from './json.js';
import { ndjson } from './ndjson.js';
import { pretty } from './pretty.js';
import type { MakeReporter } from './reporter.js';

/** Every output format of `classify`. */
export const REPORTERS: ReadonlyMap<string, MakeReporter> = new Map([
  ['pretty', pretty],
  ['json', json],
  ['ndjson', ndjson],
  ['csv', csv],
  ['tsv', tsv],
]);

export type { MakeReporter, Reporter, ReportOptions, Summary } from './reporter.js';
