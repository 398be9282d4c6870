import type { Result, Run } from '../types.js';

/** How a format is to look. */
export interface ReportOptions {
  /** Use colour. */
  color: boolean;
  /** Characters a line, for people's formats. */
  width: number;
}

/** What a finished run amounts to. */
export interface Summary {
  documents: number;
  errors: number;
}

/**
 * Renders results one by one, so that memory does not grow with their number. Pure: strings out, nothing printed.
 * A new format is one file that exports such a function and one line in `index.ts`.
 */
export interface Reporter {
  head(): string;
  /** @param failed gates (`--fail-on`) that the document does not pass, as the user wrote them */
  row(result: Result, failed: readonly string[]): string;
  tail(summary: Summary): string;
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

/** A number to four decimals. */
export function rounded(value: number): number {
  const short = Math.round(value * 10_000) / 10_000;
  return short === 0 ? 0 : short; // no -0
}
