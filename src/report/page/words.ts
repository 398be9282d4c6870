/** What the page says in words, in the browser and in what is written beforehand. */
import type { Hit, Reason } from '../../types.js';

/** Why there is no label. */
export const REASONS: Record<Reason, string> = {
  off_topic: 'off topic',
  no_evidence: 'no evidence',
  thin: 'too little evidence',
  balanced: 'balanced',
};

/** Why a hit adds nothing. */
export const DROPPED: Record<NonNullable<Hit['dropped']>, string> = {
  shadowed: 'a longer hit of the same lexicon covers it',
  heading: 'it stands in a heading',
  reference: 'it stands in a reference or a note',
  furniture: 'it stands in a salutation or a page line',
  outside: 'its passage is not about science or technology across borders',
  context: 'the words around it take it back',
};

/** A number of things. */
export function count(n: number, one: string, many = `${one}s`): string {
  return `${grouped(n)} ${n === 1 ? one : many}`;
}

/** A whole number with its thousands set apart, the same in every locale. */
export function grouped(n: number): string {
  return String(n).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** A number to two decimals, with a true minus sign, as people write it. */
export function decimal(n: number, signed = false): string {
  const text = Math.abs(n).toFixed(2);
  if (/^0\.00$/.test(text)) return text;
  return `${n < 0 ? '\u2212' : signed ? '+' : ''}${text}`;
}

/** A share of a whole as a percentage. */
export function percent(part: number, whole: number): string {
  return whole === 0 ? '\u2013' : `${Math.round((100 * part) / whole)} %`;
}

/** The folder that all names stand in, with its last slash; empty where there is none, or one name only. */
export function commonFolder(names: readonly string[]): string {
  const [first = '', ...others] = names;
  if (others.length === 0) return '';
  let length = first.lastIndexOf('/') + 1;
  while (length > 0 && !others.every((name) => name.startsWith(first.slice(0, length)))) length = first.lastIndexOf('/', length - 2) + 1;
  return first.slice(0, length);
}
