import { ProblemError } from '../../problems.js';
import { MOST_BYTES } from '../parse.js';
import type { Dictionary, Format, Loss } from './dictionary.js';
import { lexicoder } from './lexicoder.js';
import { liwc } from './liwc.js';
import { quanteda } from './quanteda.js';
import { wordstat } from './wordstat.js';
import { yoshikoder } from './yoshikoder.js';

/** The formats by the name that the user gives. */
export const FORMATS: ReadonlyMap<string, Format> = new Map(Object.entries({ quanteda, liwc, wordstat, yoshikoder, lexicoder }));

/**
 * Reads a dictionary of another program.
 * @param format a key of {@link FORMATS}
 * @param file its name, for the problems
 * @throws {ProblemError} when it is larger than a lexicon may be, or not of that format
 */
export function readDictionary(text: string, format: string, file: string): { dictionary: Dictionary; losses: Loss[] } {
  if (Buffer.byteLength(text) > MOST_BYTES)
    throw new ProblemError([{ code: 'dictionary', message: `larger than ${MOST_BYTES} bytes`, remedy: 'split it into several files', file }]);
  return FORMATS.get(format)!.read(text, file);
}
