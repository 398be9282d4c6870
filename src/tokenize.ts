import { words } from './language.js';
import type { Tokens } from './types.js';

/**
 * Finds the words of a text with their exact spans.
 * @param text the document, untouched
 * @returns forms with half-open UTF-16 spans: `text.slice(starts[i], ends[i]) === forms[i]`
 */
export function tokenize(text: string): Tokens {
  const forms = words(text);
  const starts = new Int32Array(forms.length);
  const ends = new Int32Array(forms.length);
  let from = 0;
  for (let i = 0; i < forms.length; i++) {
    const form = forms[i]!;
    // Between two words there is no letter, so the next occurrence is the word itself.
    const start = text.indexOf(form, from);
    from = start + form.length;
    starts[i] = start;
    ends[i] = from;
  }
  return { forms, starts, ends };
}
