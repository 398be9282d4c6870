import { wordAt } from './language.js';
import type { Tokens } from './types.js';

/** What a character that is not beyond ASCII is to a word. */
const [OTHER, LOWER, UPPER, DIGIT] = [0, 1, 2, 3] as const;
const KINDS = Uint8Array.from({ length: 128 }, (_, code) => (code >= 0x61 && code <= 0x7a ? LOWER : code >= 0x41 && code <= 0x5a ? UPPER : code >= 0x30 && code <= 0x39 ? DIGIT : OTHER));

/** The longest prefix that stays part of a word written with a hyphen, see `language.ts`. */
const LONGEST_PREFIX = 5;

/**
 * Finds the words of a text with their exact spans: those of `words` in `language.ts`, which is natural's tokenizer with
 * our pattern. Plain words are cut here, character by character and without making strings of them, since a corpus
 * consists of them; where a word could be anything else, the pattern decides.
 * @param text the document, untouched
 * @returns half-open UTF-16 spans, and a hash of each word's characters
 */
export function tokenize(text: string): Tokens {
  let starts = new Int32Array(text.length / 5 + 16);
  let ends = new Int32Array(starts.length);
  let hashes = new Int32Array(starts.length);
  let count = 0;
  for (let at = 0; at < text.length; ) {
    const start = at;
    let hash = HASH_SEED;
    let upper = 0;
    let digits = 0;
    let code = text.charCodeAt(at);
    let kind = code < 128 ? KINDS[code]! : OTHER;
    while (kind !== OTHER) {
      hash = Math.imul(hash ^ code, HASH_PRIME);
      if (kind === UPPER) upper += 1;
      else if (kind === DIGIT) digits += 1;
      at += 1;
      code = at < text.length ? text.charCodeAt(at) : 0;
      kind = code < 128 ? KINDS[code]! : OTHER;
    }
    const length = at - start;
    if (length === 0 && code < 128) {
      at += 1;
      continue;
    }
    if (code >= 128 ? !isPlainEnd(code) : goesOn(code, text.charCodeAt(at + 1), length, upper, digits)) {
      at = wordAt(text, start);
      if (at < 0) {
        at = start + ((code & 0xfc00) === 0xd800 ? 2 : 1);
        continue;
      }
      hash = hashOf(text, start, at);
    } else if (length === 0) {
      at += 1;
      continue;
    }
    if (count === starts.length) {
      [starts, ends, hashes] = [grown(starts), grown(ends), grown(hashes)];
    }
    starts[count] = start;
    ends[count] = at;
    hashes[count] = hash;
    count += 1;
  }
  return { text, starts: starts.subarray(0, count), ends: ends.subarray(0, count), hashes: hashes.subarray(0, count) };
}

/** Quotation marks, dashes and the like end a word as a blank does. */
function isPlainEnd(code: number): boolean {
  return code === 0x201c || code === 0x201d || code === 0x2013 || code === 0x2014 || code === 0x2018 || code === 0x2026 || code === 0xa0;
}

/** Could a word go on with this character: `U.S.`, `S&T`, `3.5`, `d'Ivoire`, `co-operation`, or a hyphen at a line end? */
function goesOn(code: number, next: number, length: number, upper: number, digits: number): boolean {
  switch (code) {
    case 0x2e: // .
      return (length === 1 && upper === 1) || digits === length;
    case 0x2c: // ,
      return digits === length;
    case 0x26: // &
      return length === 1 && digits === 0;
    case 0x27: // '
      return next > 0x20;
    case 0x2d: // -
      return length <= LONGEST_PREFIX ? next > 0x20 || next === 0x0a || next === 0x0d : next === 0x0a || next === 0x0d;
    default:
      return false;
  }
}

function grown(array: Int32Array): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(array.length * 2);
  larger.set(array);
  return larger;
}

/** FNV-1a over UTF-16 code units. */
const [HASH_SEED, HASH_PRIME] = [0x811c9dc5 | 0, 0x01000193] as const;

function hashOf(text: string, start: number, end: number): number {
  let hash: number = HASH_SEED;
  for (let at = start; at < end; at++) hash = Math.imul(hash ^ text.charCodeAt(at), HASH_PRIME);
  return hash;
}

/** Word number `i`, as written. */
export function formAt({ text, starts, ends }: Tokens, i: number): string {
  return text.slice(starts[i], ends[i]);
}

/** The words `from` (inclusive) to `to` (exclusive), as written; all without them. */
export function formsOf(tokens: Tokens, from = 0, to = tokens.starts.length): string[] {
  return Array.from({ length: to - from }, (_, i) => formAt(tokens, from + i));
}
