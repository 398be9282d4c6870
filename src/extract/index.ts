import { decode } from '../decode.js';
import type { Decoded } from '../decode.js';
import { detect } from './detect.js';
import type { Outcome } from './host.js';
import { MOST_FILE_BYTES } from './limits.js';

/**
 * The text of a document in any format.
 * @param bytes the whole file; cannot be used afterwards
 * @param name its name, or `-`
 * @param encoding what a text is in, if that is known; a byte-order mark is believed before it
 */
export async function textOf(bytes: Uint8Array, name: string, encoding?: string): Promise<Outcome> {
  const detected = detect(bytes, name);
  if ('refused' in detected) return { problem: detected.refused };
  const { format } = detected;
  if (format === 'text') {
    const decoded = await decodeText(bytes, encoding);
    return 'text' in decoded ? { extracted: { text: decoded.text, meta: {} } } : decoded;
  }
  if (bytes.length > MOST_FILE_BYTES) return { problem: { code: 'size', message: `larger than ${MOST_FILE_BYTES} bytes; split it, or save it as plain text` } };
  const { extract } = await import('./host.js');
  if (format !== 'markdown' && format !== 'html') return extract({ format, content: owned(bytes) });
  const decoded = await decodeText(bytes, encoding, format === 'html');
  return 'text' in decoded ? extract({ format, content: decoded.text }) : decoded;
}

/** Decodes a text in the encoding that is told, else in the one that it shows. */
async function decodeText(bytes: Uint8Array, encoding: string | undefined, isHtml = false): Promise<Decoded> {
  const isMarked = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff) || (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf);
  if (encoding !== undefined && !isMarked) return (await import('../guess.js')).decodeTold(bytes, encoding);
  const decoded = decode(bytes);
  if ('text' in decoded || decoded.problem.code !== 'encoding' || isMarked) return decoded;
  const { decodeOther, decodeTold, isEncoding } = await import('../guess.js');
  const [, declared] = (isHtml && /<meta[^>]{0,200}charset\s*=\s*["']?([\w-]{2,30})/i.exec(Buffer.from(bytes.subarray(0, 4096)).toString('latin1'))) || [];
  if (declared !== undefined && isEncoding(declared)) {
    const told = decodeTold(bytes, /^(?:iso-8859-1|latin-?1|us-ascii)$/i.test(declared) ? 'windows-1252' : declared);
    if ('text' in told) return told;
  }
  return decodeOther(bytes);
}

/** Bytes in a buffer of their own, which can be handed over. */
function owned(bytes: Uint8Array): Uint8Array {
  return bytes.byteOffset === 0 && bytes.byteLength === bytes.buffer.byteLength && bytes.buffer instanceof ArrayBuffer ? bytes : new Uint8Array(bytes);
}
