import type { Format } from './extracted.js';

/** What a file is: plain text, a format that is read, or one that is refused with what to do about it. */
export type Detected = { format: Format | 'text' } | { refused: { code: string; message: string } };

/** First bytes of formats that cannot be read. */
const REFUSED: readonly [signature: string, message: string][] = [
  ['\x1f\x8b', 'a gzip archive; unpack it first'],
  ['7z\xbc\xaf\x27\x1c', 'a 7-Zip archive; unpack it first'],
  ['\x89PNG', 'a picture; run OCR on it first (ocrmypdf) or type it'],
  ['\xff\xd8\xff', 'a picture; run OCR on it first (ocrmypdf) or type it'],
  ['II*\0', 'a picture; run OCR on it first (ocrmypdf) or type it'],
  ['MM\0*', 'a picture; run OCR on it first (ocrmypdf) or type it'],
  ['%!PS', 'a PostScript file; convert it to PDF first (ps2pdf)'],
];

/**
 * Tells a format by what the file holds. Only where a text could be either is the name asked: Markdown is plain text
 * too, and a piece of HTML need not say so.
 * @param bytes the whole file
 * @param name its name, or `-`
 */
export function detect(bytes: Uint8Array, name: string): Detected {
  const head = latin1(bytes.subarray(0, 1024));
  // Readers of PDF allow for rubbish before it, and so do its writers.
  if (/^(?:\xef\xbb\xbf)?\s*%PDF-/.test(head)) return { format: 'pdf' };
  if (head.startsWith('PK\x03\x04') || head.startsWith('PK\x05\x06')) return zipped(bytes);
  if (head.startsWith('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1')) return refuse(oldOffice(bytes));
  if (/^(?:\xef\xbb\xbf)?\s*\{\\rtf/.test(head)) return { format: 'rtf' };
  for (const [signature, message] of REFUSED) if (head.startsWith(signature)) return refuse(message);
  const text = head.replaceAll('\0', '').replace(/^(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)/, '');
  if (/^\s*(?:<\?xml[^>]*>\s*)?(?:<!--[^]*?-->\s*)*<(?:!doctype html|html|head|body)[\s>]/i.test(text)) return { format: 'html' };
  if (/^\s*(?:From: <Saved by |(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*){0,20}?MIME-Version:)/i.test(text)) return refuse('a saved page or mail (mhtml, eml); save it as a complete page (html) or as PDF');
  if (/\.x?html?$/i.test(name)) return { format: 'html' };
  if (/^\s*<\?xml[\s?]/.test(text)) return refuse('an XML file, whose marks would count as words; save it as docx, odt, HTML or plain text');
  return { format: /\.(?:md|markdown)$/i.test(name) ? 'markdown' : 'text' };
}

/** The directory at the end of a zip archive names its files; only office documents are read. */
function zipped(bytes: Uint8Array): Detected {
  const ends = latin1(bytes.subarray(0, 4096)) + latin1(bytes.subarray(-256 * 1024));
  if (ends.includes('word/document.xml') || (ends.includes('[Content_Types].xml') && ends.includes('word/'))) return { format: 'docx' };
  if (/mimetypeapplication\/vnd\.oasis\.opendocument\.text(?!-)/.test(ends)) return { format: 'odt' };
  if (ends.includes('xl/workbook')) return refuse('a spreadsheet (xlsx); save the texts as CSV');
  if (ends.includes('ppt/presentation')) return refuse('a presentation (pptx); save it as PDF');
  if (ends.includes('mimetypeapplication/epub')) return refuse('an e-book (epub); convert it first (pandoc FILE -o FILE.md)');
  if (ends.includes('mimetypeapplication/vnd.oasis.opendocument')) return refuse('an OpenDocument file that is no text; save it as PDF');
  return refuse('a zip archive, or a broken office document; unpack it, or save the document again');
}

/** Names in an old office file stand in UTF-16. */
function oldOffice(bytes: Uint8Array): string {
  const has = (name: string): boolean => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(Buffer.from(name, 'utf16le'));
  if (has('EncryptedPackage')) return 'an office document with a password; take the password off and save it again';
  if (has('Workbook')) return 'an old spreadsheet (xls); save the texts as CSV';
  if (has('PowerPoint Document')) return 'an old presentation (ppt); save it as PDF';
  return 'an old Word document (doc); save it as docx or PDF (soffice --convert-to docx FILE)';
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
}

function refuse(message: string): Detected {
  return { refused: { code: 'format', message } };
}
