import { ExtractError } from './extracted.js';
import type { Extracted } from './extracted.js';
import { Table } from './table.js';
import { LINE_END, Writer } from './writer.js';
import { readProperties, readXml, xmlText } from './xml.js';
import { unzip } from './zip.js';

/** Deleted text, comments, tables of contents, descriptions of pictures, marks of notes. */
const SKIPPED = new Set(['text:tracked-changes', 'office:annotation', 'text:table-of-content', 'text:note-citation', 'svg:title', 'svg:desc', 'office:forms', 'text:hidden-text', 'text:hidden-paragraph']);

/**
 * The text of an OpenDocument text as it would be printed: insertions in, deletions and comments out; footnotes at the end.
 * @throws {ExtractError}
 */
export async function extractOdt(bytes: Uint8Array): Promise<Extracted> {
  const parts = await unzip(bytes, (name) => name === 'content.xml' || name === 'meta.xml' || name === 'META-INF/manifest.xml');
  const [content, meta, manifest] = [parts.get('content.xml'), parts.get('meta.xml'), parts.get('META-INF/manifest.xml')];
  if (manifest && xmlText(manifest, 'META-INF/manifest.xml').includes('encryption-data')) throw new ExtractError('encrypted', 'an OpenDocument text with a password; take the password off and save it again');
  if (!content) throw new ExtractError('broken', 'an OpenDocument text without content.xml; save it again');
  const writer = new Writer();
  readContent(xmlText(content, 'content.xml'), writer);
  return { text: writer.text(), meta: meta ? readProperties(xmlText(meta, 'meta.xml')) : {}, places: { unit: 'paragraph', starts: writer.starts } };
}

function readContent(xml: string, writer: Writer): void {
  /** Paragraphs that are open: one in a text box stands inside another. */
  const open: string[] = [];
  const tables: Table[] = [];
  const notes: string[] = [];
  let note: string | null = null;
  let [depth, skipFrom, body, items, mark] = [0, 0, false, 0, ''];
  const add = (text: string): void => {
    if (open.length > 0) open[open.length - 1] += text;
  };
  readXml(xml, {
    open: (name, attributes) => {
      depth += 1;
      if (skipFrom > 0) return;
      if (SKIPPED.has(name)) skipFrom = depth;
      else if (name === 'office:text') body = true;
      else if (!body) return;
      else if (name === 'text:p' || name === 'text:h') open.push('');
      else if (name === 'text:s') add(' '.repeat(Math.min(Number(attributes['text:c'] ?? 1) || 1, 8)));
      else if (name === 'text:tab') add(' ');
      else if (name === 'text:line-break') add(LINE_END);
      else if (name === 'text:note') note = '';
      else if (name === 'text:list-item') [items, mark] = [items + 1, '- '];
      else if (name === 'table:table') {
        tables.at(-1)?.isLayout();
        tables.push(new Table());
      } else if (name === 'table:table-row') tables.at(-1)?.beginRow();
      else if (name === 'table:table-cell') tables.at(-1)?.beginCell();
    },
    text: (text) => {
      if (skipFrom === 0) add(text);
    },
    close: (name) => {
      depth -= 1;
      if (skipFrom > 0) {
        if (depth < skipFrom) skipFrom = 0;
      } else if (name === 'office:text') body = false;
      else if ((name === 'text:p' || name === 'text:h') && open.length > 0) {
        const text = open.pop()!;
        if (note !== null) note += ` ${text}`;
        else if (items > 0 && name === 'text:p') (tables.at(-1) ?? writer).line(mark + text);
        else (tables.at(-1) ?? writer).paragraph(text);
        if (note === null) mark = '';
      } else if (name === 'text:note' && note !== null) {
        notes.push(note);
        note = null;
      } else if (name === 'text:list-item') items -= 1;
      else if (name === 'table:table') tables.pop()?.end(tables.at(-1) ?? writer);
    },
  });
  for (const text of notes) writer.paragraph(text);
}
