import { isUtf8 } from 'node:buffer';

/** Text, or why there is none. */
export type Decoded = { text: string } | { problem: { code: string; message: string } };

/** First bytes of formats that are not text, with what to do about them. */
const FORMATS: readonly [signature: string, message: string][] = [
  ['%PDF', 'a PDF; save it as text first (pdftotext -layout FILE)'],
  ['PK\x03\x04', 'a zip archive or an office document (docx, odt, xlsx); save it as plain text first'],
  ['\xd0\xcf\x11\xe0', 'an old office document (doc, xls); save it as plain text first'],
  ['{\\rtf', 'an RTF document; save it as plain text first'],
];

/**
 * Decodes a document's bytes strictly: UTF-8, or UTF-16 with a byte-order mark. What is something else is named,
 * never guessed at, since a text read wrongly would score zero and pass for off topic.
 */
export function decode(bytes: Uint8Array): Decoded {
  const head = Buffer.from(bytes.subarray(0, 512)).toString('latin1');
  for (const [signature, message] of FORMATS) if (head.startsWith(signature)) return problem('format', message);
  if (/^\s*<(?:!doctype html|html)[\s>]/i.test(head.replace(/^\xef\xbb\xbf/, ''))) return problem('format', 'an HTML page; save it as plain text first');
  if (head.startsWith('\xff\xfe')) return decodeAs('utf-16le', bytes.subarray(2));
  if (head.startsWith('\xfe\xff')) return decodeAs('utf-16be', bytes.subarray(2));
  if (bytes.includes(0)) return problem('binary', 'has NUL bytes: a binary file, or UTF-16 without a byte-order mark; save it as UTF-8');
  if (!isUtf8(bytes)) return problem('encoding', 'not UTF-8; convert it (iconv -f WINDOWS-1252 -t UTF-8 FILE)');
  return decodeAs('utf-8', bytes);
}

function decodeAs(encoding: string, bytes: Uint8Array): Decoded {
  try {
    return { text: new TextDecoder(encoding, { fatal: true }).decode(bytes) };
  } catch {
    return problem('encoding', `not valid ${encoding.toUpperCase()}, whatever its byte-order mark says; save it as UTF-8`);
  }
}

function problem(code: string, message: string): Decoded {
  return { problem: { code, message } };
}
