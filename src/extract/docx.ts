import { zipSync } from 'fflate';
import { ExtractError } from './extracted.js';
import type { Extracted } from './extracted.js';
import { extractHtml } from './html.js';
import { checkXml, readProperties, xmlText } from './xml.js';
import { unzip } from './zip.js';

/** Tables of contents repeat the headings. */
const STYLES = [...Array.from({ length: 9 }, (_, level) => `p[style-name='toc ${level + 1}'] => !`), "p[style-name='TOC Heading'] => !"];

/**
 * The text of a Word document as it would be printed: insertions in, deletions and comments out; headings, lists and
 * tables by mammoth; footnotes at the end. Headers and footers of its pages are left out.
 *
 * mammoth gets a new archive with nothing in it but the XML that was counted and checked: no pictures, no embedded files.
 * @throws {ExtractError}
 */
export async function extractDocx(bytes: Uint8Array): Promise<Extracted> {
  const parts = await unzip(bytes, (name) => name === '[Content_Types].xml' || name === 'docProps/core.xml' || /^(?:_rels|word)\/(?:[^/]+|_rels\/[^/]+)?\.(?:xml|rels)$/.test(name));
  for (const [name, part] of parts) checkXml(xmlText(part, name));
  const core = parts.get('docProps/core.xml');
  const { default: mammoth } = await import('mammoth');
  const { value } = await mammoth.convertToHtml(
    { buffer: Buffer.from(zipSync(Object.fromEntries(parts), { level: 0 })) },
    {
      styleMap: STYLES,
      includeEmbeddedStyleMap: false,
      externalFileAccess: false,
      convertImage: mammoth.images.imgElement(() => Promise.resolve({ src: '' })),
    },
  );
  if (!parts.has('word/document.xml') && value === '') throw new ExtractError('broken', 'a Word document without a text; save it again');
  const { text, places } = extractHtml(value);
  return { text, meta: core ? readProperties(xmlText(core, 'docProps/core.xml')) : {}, ...(places && { places }) };
}
