import { escapeMarkup } from '../markup.js';

/** HTML that is safe to put into a page. Only {@link html} makes it. */
export class Html {
  constructor(readonly text: string) {}
}

/** What a template may hold. Anything but {@link Html} is escaped. */
export type Part = Html | string | number | readonly Part[];

/**
 * The one way to write HTML: a template tag that escapes what is put in, for text and for quoted attributes alike, and
 * makes control characters visible.
 * Put no value into an attribute without quotes, a script or a style.
 */
export function html(strings: TemplateStringsArray, ...parts: Part[]): Html {
  return new Html(strings.map((string, i) => (i === 0 ? string : rendered(parts[i - 1]!) + string)).join(''));
}

/**
 * JSON as a data block, which the browser does not run. `<` is written as an escape, so that no value can end it.
 * @param json what JSON.stringify made
 */
export function dataBlock(id: string, json: string): Html {
  return html`<script type="application/json" id="${id}">${new Html(json.replaceAll('<', '\\u003c'))}</script>`;
}

function rendered(part: Part): string {
  if (part instanceof Html) return part.text;
  if (typeof part === 'object') return part.map(rendered).join('');
  return escapeMarkup(String(part));
}
