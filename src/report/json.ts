import { toJson } from './reporter.js';
import type { MakeReporter } from './reporter.js';

/** One JSON document: `{"run": ..., "results": [...]}`. */
export const json: MakeReporter = (run) => {
  let separator = '';
  return {
    head: () => `{"run": ${toJson(run)},\n"results": [`,
    row: (result) => {
      const text = `${separator}\n${toJson(result)}`;
      separator = ',';
      return text;
    },
    tail: () => '\n]}\n',
  };
};
