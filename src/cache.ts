/** Results of an earlier run: what they are kept under, and whether they may be believed. */
import { createHash } from 'node:crypto';
import { parseResults } from './results.js';
import type { Meta, Result, Run } from './types.js';

/** Raised when entries are written otherwise. */
const EDITION = 1;

/**
 * The names that results are kept under. A name stands for a text and everything that a result depends on beside it:
 * the program, the lexicons and the options, but not what the document is called.
 * @param run what the results are made with
 * @param program what else is in force: a fingerprint of the program, the version of Node
 * @returns the name of a text's entry, 64 hexadecimal digits
 */
export function entryNames(run: Pick<Run, 'tool' | 'lexicons' | 'options'>, program: readonly string[]): (text: string) => string {
  const { seed, resamples, strict, minConfidence, evidence } = run.options;
  const base = createHash('sha256').update(JSON.stringify([EDITION, run.tool, program, run.lexicons, seed, resamples, strict, minConfidence, evidence]));
  // A lone half of a surrogate pair must not become the same bytes as another one: UTF-16, not UTF-8.
  return (text) => base.copy().update('\0').update(text, 'utf16le').digest('hex');
}

/** What is written for a result: a checksum, and the result without what the document is called. */
export function sealed(name: string, result: Result): string {
  const bare = result.status === 'ok' ? { ...result, id: '', meta: { title: null, date: null } } : { ...result, id: '' };
  const json = JSON.stringify(bare);
  return `${checksum(name, json)}\n${json}\n`;
}

/**
 * The result in an entry, as if it were computed now.
 * @param name what the entry is kept under
 * @param content what was read; may be anything
 * @param id what the document is called now
 * @param meta what is known of it now
 * @returns null when the entry is damaged, cut off, of another text, or no result
 */
export function unsealed(name: string, content: string, id: string, meta: Partial<Meta> = {}): Result | null {
  const [sum, json, rest, ...more] = content.split('\n');
  if (json === undefined || rest !== '' || more.length > 0 || sum !== checksum(name, json)) return null;
  try {
    parseResults(json, name);
    // Not what the check returns: it orders keys in its own way.
    const result = JSON.parse(json) as Result;
    return result.status === 'ok' ? { ...result, id, meta: { title: null, date: null, ...meta } } : { ...result, id };
  } catch {
    return null;
  }
}

/** Over the name too, so that an entry that was moved is not taken for that of another text. */
function checksum(name: string, json: string): string {
  return createHash('sha256').update(`${name}\n${json}`).digest('hex');
}
