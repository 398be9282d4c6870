import { toJson } from './reporter.js';
import type { MakeReporter } from './reporter.js';

/** One line a document, in the order of the input; nothing else. */
export const ndjson: MakeReporter = () => ({
  head: () => '',
  row: (result) => `${toJson(result)}\n`,
  tail: () => '',
});
