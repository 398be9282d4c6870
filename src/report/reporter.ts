import { rounded } from '../rounded.js';
import type { Result, Run } from '../types.js';

/** How a format is to look. */
export interface ReportOptions {
  /** Use colour. */
  color: boolean;
  /** Characters a line, for people's formats. */
  width: number;
  /** Tables: one row a document (`wide`, if absent), or one row a document and axis. */
  layout?: 'wide' | 'long' | undefined;
  /** GitHub: the folder that names are seen from, as seen from the checkout; annotations need names from there. */
  folder?: string | undefined;
  /** CSV and TSV: begin with a byte-order mark, by which Excel knows UTF-8. */
  bom?: boolean | undefined;
}

/** What a finished run amounts to. */
export interface Summary {
  documents: number;
  errors: number;
}

/**
 * Renders results one by one, so that memory does not grow with their number. Pure: strings out, nothing printed. A
 * format that is not text gathers its rows, returns '' for each, and gives the bytes of the whole file at the end.
 * A new format is one file that exports such a function and one line in `index.ts`.
 */
export interface Reporter {
  head(): string;
  /** @param failed gates (`--fail-on`) that the document does not pass, as the user wrote them */
  row(result: Result, failed: readonly string[]): string;
  tail(summary: Summary): string | Promise<Uint8Array>;
}

export type MakeReporter = (run: Run, options: ReportOptions) => Reporter;

/** JSON with at most four decimals: more would only look exact. Numbers that came in with a document stay as they are. */
export function toJson(value: unknown, indent?: number): string {
  let meta: unknown;
  return JSON.stringify(
    value,
    function (this: unknown, key, item: unknown) {
      if (key === 'meta' && typeof item === 'object') meta = item;
      return typeof item === 'number' && this !== meta ? rounded(item) : item;
    },
    indent,
  );
}
