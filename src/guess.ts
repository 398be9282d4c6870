/** Texts that are neither UTF-8 nor UTF-16. Loaded only for them: the tables are large. */
import { analyse } from 'chardet';
import iconv from 'iconv-lite';
import type { Decoded } from './decode.js';

/** Encodings that are believed, by chardet's names, and what they are read as. */
const BELIEVED = new Map([
  ['windows-1252', 'windows-1252'],
  // What calls itself Latin-1 has Windows quotation marks; where it has none, both read alike.
  ['ISO-8859-1', 'windows-1252'],
  ['GB18030', 'gb18030'],
  ['Big5', 'big5'],
  ['Shift_JIS', 'shift_jis'],
  ['EUC-JP', 'euc-jp'],
  ['EUC-KR', 'euc-kr'],
  ['windows-1250', 'windows-1250'],
  ['ISO-8859-2', 'iso-8859-2'],
  ['windows-1251', 'windows-1251'],
  ['KOI8-R', 'koi8-r'],
]);

/** Bytes that the encoding is judged by. */
const SAMPLE = 64 * 1024;
/** Below it chardet has nothing to go by, 0 to 100. */
const LEAST_CONFIDENCE = 20;
const UNKNOWN = 'not UTF-8, and its encoding cannot be told; name it with --encoding (windows-1252, gb18030, ...) or save it as UTF-8';

/** Whether a label names an encoding that can be read, e.g. `gbk` or `latin1`. */
export function isEncoding(label: string): boolean {
  return iconv.encodingExists(label) && !/^(?:base64|hex|binary|internal|cesu-?8|utf-?7.*)$/i.test(label);
}

/**
 * Decodes bytes in the encoding that was told.
 * @param label as {@link isEncoding} takes it
 * @returns text; a problem where the bytes are not valid in it
 */
export function decodeTold(bytes: Uint8Array, label: string): Decoded {
  const text = iconv.decode(bytes, label);
  if (text.includes('\0')) return problem('binary', `has NUL characters when read as ${label}: a binary file, or another encoding`);
  return text.includes('\ufffd') ? problem('encoding', `not valid ${label}; name another --encoding`) : { text };
}

/**
 * Decodes bytes that are not Unicode, in the likeliest encoding that makes a text of them.
 * @returns text; a problem where no encoding does, or where several could
 */
export function decodeOther(bytes: Uint8Array): Decoded {
  const sample = sampleOf(bytes);
  const likely = analyse(sample).filter(({ confidence }) => confidence >= LEAST_CONFIDENCE);
  const labels = likely.map(({ name }) => BELIEVED.get(name)).filter((label) => label !== undefined);
  // Chinese names in an English text: chardet goes by the English.
  if (isMixedChinese(sample)) labels.unshift('gb18030');
  for (const label of labels) {
    const text = iconv.decode(bytes, label);
    if (looksLikeText(text, label)) return { text };
  }
  return problem('encoding', UNKNOWN);
}

/** The part of a text that has the bytes that tell. */
function sampleOf(bytes: Uint8Array): Uint8Array {
  const first = bytes.findIndex((byte) => byte > 0x7f);
  const from = Math.max(0, bytes.lastIndexOf(0x0a, Math.max(0, first - 1024)));
  return bytes.subarray(from, from + SAMPLE);
}

/** Latin letters, and beside them nothing but pairs of bytes that are common Chinese characters and punctuation in GB 2312. */
function isMixedChinese(bytes: Uint8Array): boolean {
  let [letters, pairs, others] = [0, 0, 0];
  for (let at = 0; at < bytes.length; at++) {
    const [lead, trail] = [bytes[at]!, bytes[at + 1] ?? 0];
    if (/[a-z]/i.test(String.fromCharCode(lead))) letters += 1;
    if (lead < 0x80) continue;
    const isCommon = trail >= 0xa1 && ((lead >= 0xb0 && lead <= 0xd7) || lead === 0xa1 || lead === 0xa3);
    if (isCommon) pairs += 1;
    else others += 1;
    at += 1;
  }
  return letters > 0 && pairs > 2 && others <= 0.05 * pairs;
}

/**
 * Does it read like text? No control characters, nothing undecodable, mostly letters; few foreign letters in words of
 * Latin ones. Windows quotation marks read as Chinese put one Chinese character into an English word.
 */
function looksLikeText(text: string, label: string): boolean {
  if (/[\0-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f\ufffd\ue000-\uf8ff]/.test(text)) return false;
  const letters = count(text, /\p{L}/gu);
  const foreign = count(text, /[^\p{ASCII}\p{P}\p{Z}\p{N}]/gu);
  if (letters < 0.5 * count(text, /\S/g)) return false;
  if (label === 'windows-1252') return foreign <= 0.3 * letters && !/[¡-¿×÷]{3}|\p{Ll}[À-ÖØ-Þ]{2}\p{Ll}/u.test(text);
  const inside = count(text, /\p{Script=Latin}[\p{Script=Han}\p{Script=Cyrillic}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}]/gu);
  return inside <= 0.05 * foreign;
}

function count(text: string, pattern: RegExp): number {
  let found = 0;
  for (const _ of text.matchAll(pattern)) found += 1;
  return found;
}

function problem(code: string, message: string): Decoded {
  return { problem: { code, message } };
}
