/** Text for terminals. Only file with chalk and get-east-asian-width. */
import { Chalk } from 'chalk';
import type { ChalkInstance } from 'chalk';
import { eastAsianWidth } from 'get-east-asian-width';

/** Colours, or none. Chalk alone would ignore NO_COLOR; the caller decides. */
export function painter(color: boolean): ChalkInstance {
  return new Chalk({ level: color ? 1 : 0 });
}

/** Columns that a text takes in a terminal: two for wide characters, none for combining marks. */
function widthOf(text: string): number {
  if (/^[\x20-\x7e]*$/.test(text)) return text.length;
  let width = 0;
  for (const char of text) if (!/\p{M}/u.test(char)) width += eastAsianWidth(char.codePointAt(0)!);
  return width;
}

/** Fits text into a column: padded, or cut in the middle, so that the end of a path stays visible. */
export function column(text: string, width: number): string {
  const missing = width - widthOf(text);
  if (missing >= 0) return text + ' '.repeat(missing);
  const chars = [...text];
  const tail = Math.ceil((width - 1) / 2);
  const cut = `${fit(chars, width - 1 - tail)}…${fit(chars.reverse(), tail, true)}`;
  return cut + ' '.repeat(Math.max(0, width - widthOf(cut)));
}

function fit(chars: readonly string[], width: number, reversed = false): string {
  let used = 0;
  const kept: string[] = [];
  for (const char of chars) {
    used += widthOf(char);
    if (used > width) break;
    kept.push(char);
  }
  return (reversed ? kept.reverse() : kept).join('');
}
