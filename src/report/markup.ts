import { printable } from './printable.js';

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/**
 * Text for the inside of an element or a quoted attribute, in HTML and in XML. What XML cannot hold (most control
 * characters, half surrogates, two non-characters) is written as a visible escape or replaced.
 */
export function escapeMarkup(text: string): string {
  return printable(text)
    .replace(/[\p{Surrogate}\ufffe\uffff]/gu, '\ufffd')
    .replace(/[&<>"']/g, (char) => ENTITIES[char]!);
}
