/** Text for terminals. Only file with chalk and string-width. */
import { Chalk } from 'chalk';
import type { ChalkInstance } from 'chalk';
import stringWidth from 'string-width';

/** Colours, or none. Chalk alone would ignore NO_COLOR; the caller decides. */
export function painter(color: boolean): ChalkInstance {
  return new Chalk({ level: color ? 1 : 0 });
}

/** Fits text into a column: padded, or cut in the middle, so that the end of a path stays visible. */
export function column(text: string, width: number): string {
  const missing = width - stringWidth(text);
  if (missing >= 0) return text + ' '.repeat(missing);
  const chars = [...text];
  const tail = Math.ceil((width - 1) / 2);
  const cut = `${fit(chars, width - 1 - tail)}…${fit(chars.reverse(), tail, true)}`;
  return cut + ' '.repeat(Math.max(0, width - stringWidth(cut)));
}

function fit(chars: readonly string[], width: number, reversed = false): string {
  let used = 0;
  const kept: string[] = [];
  for (const char of chars) {
    used += stringWidth(char);
    if (used > width) break;
    kept.push(char);
  }
  return (reversed ? kept.reverse() : kept).join('');
}
