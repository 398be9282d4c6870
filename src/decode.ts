import { isUtf8 } from 'node:buffer';

/** Text, or why there is none. */
export type Decoded = { text: string } | { problem: { code: string; message: string } };

const BINARY = 'has NUL bytes: a binary file; save it as text';
/** How much of a text shows whether it is UTF-16: bytes. */
const HEAD = 4096;

/**
 * Decodes a text's bytes strictly: UTF-8, or UTF-16 with or without a byte-order mark. What is something else is named
 * (code `encoding`), never guessed at, since a text read wrongly would score zero and pass for off topic; see
 * `decodeOther` for what can be found out about it. NUL anywhere means that it is no text (code `binary`).
 */
export function decode(bytes: Uint8Array): Decoded {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return decodeAs('utf-16le', bytes.subarray(2), true);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return decodeAs('utf-16be', bytes.subarray(2), true);
  if (bytes.includes(0)) {
    const encoding = unmarked(bytes);
    const decoded = encoding && decodeAs(encoding, bytes, false);
    return decoded && 'text' in decoded ? decoded : problem('binary', BINARY);
  }
  if (!isUtf8(bytes) && isCutOff(bytes)) return problem('cut_off', 'UTF-8 that ends in the middle of a character: a part is missing; get the whole file');
  if (!isUtf8(bytes)) return problem('encoding', 'not UTF-8; convert it (iconv -f WINDOWS-1252 -t UTF-8 FILE)');
  return decodeAs('utf-8', bytes, false);
}

/**
 * UTF-8 but for a character that lacks its last bytes, as in a download that broke off. One odd byte after plain ASCII may
 * also be an accented letter in another encoding.
 */
function isCutOff(bytes: Uint8Array): boolean {
  const from = bytes.findLastIndex((byte) => byte < 0x80 || byte >= 0xc0);
  const [lead = 0, there] = [bytes[from], bytes.length - from];
  const whole = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc2 ? 2 : 1;
  const before = bytes.subarray(0, from);
  return there < whole && lead <= 0xf4 && isUtf8(before) && (there > 1 || before.some((byte) => byte > 0x7f));
}

/**
 * UTF-16 without a mark, by its NUL bytes: in a text of Latin letters nearly every second byte is one, and hardly any
 * other. Strict UTF-8 would take it.
 */
function unmarked(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  const head = bytes.subarray(0, HEAD);
  const pairs = head.length >> 1;
  if (bytes.length % 2 === 1 || pairs === 0) return null;
  let [high, low] = [0, 0];
  for (let at = 0; at + 1 < head.length; at += 2) {
    if (head[at] === 0) high += 1;
    if (head[at + 1] === 0) low += 1;
  }
  if (low > 0.4 * pairs && high < 0.02 * pairs) return 'utf-16le';
  return high > 0.4 * pairs && low < 0.02 * pairs ? 'utf-16be' : null;
}

function decodeAs(encoding: string, bytes: Uint8Array, marked: boolean): Decoded {
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
    return encoding !== 'utf-8' && text.includes('\0') ? problem('binary', BINARY) : { text };
  } catch {
    return problem('encoding', `not valid ${encoding.toUpperCase()}${marked ? ', whatever its byte-order mark says' : ''}; save it as UTF-8`);
  }
}

function problem(code: string, message: string): Decoded {
  return { problem: { code, message } };
}
