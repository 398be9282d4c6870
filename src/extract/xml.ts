import { Parser } from 'htmlparser2';
import { dateOf, ExtractError } from './extracted.js';
import type { Extracted } from './extracted.js';
import { MOST_DEPTH } from './limits.js';

/** What happens at the tags and texts of an XML file, in order. */
export interface XmlHandlers {
  open: (name: string, attributes: Record<string, string>) => void;
  close: (name: string) => void;
  text: (text: string) => void;
}

/**
 * Decodes a part of an office document and refuses what no office program writes: document types and entities, by which
 * a file of a few lines grows without end or asks for other files.
 * @throws {ExtractError}
 */
export function xmlText(bytes: Uint8Array, name: string): string {
  const isWide = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff) || bytes[0] === 0 || bytes[1] === 0;
  if (isWide) throw new ExtractError('broken', `${name} in it is not UTF-8; save the document again`);
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
  if (/<!(?:DOCTYPE|ENTITY)/i.test(text)) throw new ExtractError('unsafe', `${name} in it declares a document type or entities, which no office program does; save the document again`);
  return text;
}

/**
 * Reads XML as a stream of tags.
 * @throws {ExtractError} when it is nested too deeply
 */
export function readXml(xml: string, handlers: XmlHandlers): void {
  let depth = 0;
  const parser = new Parser(
    {
      onopentag: (name, attributes) => {
        depth += 1;
        if (depth > MOST_DEPTH) throw new ExtractError('nesting', `elements in more than ${MOST_DEPTH} levels; save the document again`);
        handlers.open(name, attributes);
      },
      onclosetag: (name) => {
        depth -= 1;
        handlers.close(name);
      },
      ontext: handlers.text,
    },
    { xmlMode: true, decodeEntities: true },
  );
  parser.write(xml);
  parser.end();
}

/** Checks that XML is not nested too deeply for the library that will read it. */
export function checkXml(xml: string): void {
  readXml(xml, { open: () => undefined, close: () => undefined, text: () => undefined });
}

const PROPERTIES = new Map([
  ['dc:title', 'title'],
  ['dc:creator', 'author'],
  ['dcterms:created', 'date'],
  ['meta:creation-date', 'date'],
  ['meta:initial-creator', 'author'],
]);

/** Title, author and date of creation from the properties of an office document. */
export function readProperties(xml: string): Extracted['meta'] {
  const found = new Map<string, string>();
  let key: string | undefined;
  readXml(xml, {
    open: (name) => (key = PROPERTIES.get(name)),
    close: () => (key = undefined),
    text: (text) => void (key !== undefined && found.set(key, (found.get(key) ?? '') + text)),
  });
  const title = found.get('title')?.trim();
  const author = found.get('author')?.trim();
  return { ...(title && { title }), date: dateOf(found.get('date')), ...(author && { author }) };
}
