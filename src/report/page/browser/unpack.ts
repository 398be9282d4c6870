import { fromColumns } from '../columns.js';
import type { PackedText, PageText } from '../data.js';

/** Are all texts in the page yet? They stand at its end. */
const loaded = new Promise<void>((resolve) => {
  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', () => resolve());
  else resolve();
});

/**
 * Unpacks the text and the hits of a document.
 * @param number its place in the data
 * @throws where the browser cannot, or the page was cut short
 */
export async function unpack(number: number): Promise<PageText> {
  let element = document.getElementById(`text-${number}`);
  if (element === null || element.nextSibling === null) {
    await loaded;
    element = document.getElementById(`text-${number}`);
  }
  if (element === null) throw new Error('its text is not in the page: was the file cut short?');
  if (!('DecompressionStream' in window)) throw new Error('this browser cannot unpack texts: use a newer one');
  const bytes = Uint8Array.from(atob(element.textContent ?? ''), (char) => char.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
  const packed = JSON.parse(await new Response(stream).text()) as PackedText;
  return { ...packed, hits: fromColumns(packed.hits) };
}
