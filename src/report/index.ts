import type { MakeReporter } from './reporter.js';

/** Every output format of `classify`. Loaded when chosen, so that no format pays for the packages of another. */
export const REPORTERS: ReadonlyMap<string, () => Promise<MakeReporter>> = new Map([
  ['pretty', async () => (await import('./pretty.js')).pretty],
  ['json', async () => (await import('./json.js')).json],
  ['ndjson', async () => (await import('./ndjson.js')).ndjson],
  ['csv', async () => (await import('./csv.js')).csv],
  ['tsv', async () => (await import('./csv.js')).tsv],
]);

export type { MakeReporter, Reporter, ReportOptions, Summary } from './reporter.js';
