import { isoDate } from '../date.js';
import type { Meta, Places } from '../types.js';

/** What a document has become. Spans point into `text`. */
export interface Extracted {
  text: string;
  meta: Partial<Meta>;
  places?: Places;
}

/** Formats that are more than plain text, and are read. */
export type Format = 'markdown' | 'html' | 'docx' | 'odt' | 'pdf' | 'rtf';

/** Why a document cannot be read: a code, and a message that ends with what to do. */
export class ExtractError extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
    this.name = 'ExtractError';
  }
}

/**
 * The date of a document property, as exact as it is known.
 * @param value ISO 8601 with or without a time, or PDF's `D:20240318...`
 * @returns `YYYY-MM-DD` as written, whatever its time zone; null where it is no date
 */
export function dateOf(value: unknown): string | null {
  if (typeof value !== 'string') return null;
  const [, year, month, day] = /^(?:D:)?(\d{4})-?(\d\d)-?(\d\d)/.exec(value.trim()) ?? [];
  return year === undefined ? null : isoDate(year, month, day);
}
