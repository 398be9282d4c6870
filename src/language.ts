/**
 * What the tool knows about English: how to fold a word's spelling, how to stem it, how to cut text into words.
 * The only file that imports `natural`, by sub-path: its root loads database drivers, reads `.env` and prints.
 */
import { PorterStemmer } from 'natural/lib/natural/stemmers/index.js';
import { RegexpTokenizer } from 'natural/lib/natural/tokenizers/index.js';

/** Prefixes that stay part of the word when written with a hyphen: "co-operation" is "cooperation". */
const BOUND_PREFIXES =
  'anti|bi|bio|co|cyber|de|eco|geo|inter|intra|micro|multi|nano|non|pan|post|pre|re|sea|sub|supra|tele|trans|un';

const LETTERS = '[\\p{L}\\p{M}\\p{N}\\u00AD\\u200D]';

/**
 * One word. In order: dotted initials (U.S., U.N.), ampersand pairs (S&T, R&D), a word that may carry a bound
 * prefix, inner apostrophes (Côte d'Ivoire), decimals (3.5) and a hyphenated line end (coop-\neration).
 */
const WORD = new RegExp(
  [
    '\\p{Lu}(?:\\.\\p{Lu}(?!\\p{L}))+\\.?',
    '\\p{L}&\\p{L}(?!\\p{L})',
    '\\p{N}+(?:[.,]\\p{N}+)+',
    `(?:(?:${anyCase(BOUND_PREFIXES)})[-‐‑](?=\\p{L}))?${LETTERS}+(?:['’]${LETTERS}+)*(?:[-‐‑]\\r?\\n[ \\t]*(?=\\p{Ll})${LETTERS}+)*`,
  ].join('|'),
  'gu',
);

function anyCase(words: string): string {
  return words.replace(/\p{L}/gu, (letter) => `[${letter}${letter.toUpperCase()}]`);
}

const tokenizer = new RegexpTokenizer({ pattern: WORD, gaps: false });

/**
 * Cuts text into word strings, in order, each an exact substring of the text.
 * @param text any text; raw, not normalised
 * @returns the words; empty when there are none
 */
export function words(text: string): string[] {
  // natural types the result as string[], but String.match gives null where nothing matches.
  return (tokenizer.tokenize(text) as string[] | null) ?? [];
}

const sticky = new RegExp(WORD.source, 'uy');

/**
 * The word that begins at a place of a text.
 * @returns where it ends, or -1 when none begins there
 */
export function wordAt(text: string, start: number): number {
  sticky.lastIndex = start;
  return sticky.test(text) ? sticky.lastIndex : -1;
}

/**
 * A word as written, less what typography adds: compatibility forms, soft hyphens, curly apostrophes, a possessive,
 * dots between initials, and hyphens of bound prefixes and line ends. Case is kept: WHO is not who.
 */
export function plainForm(word: string): string {
  let form = /^[\x21-\x7e]*$/.test(word) ? word : word.normalize('NFKC').replace(/[\u00AD\u200D]/g, '').replace(/’/g, "'");
  if (form.includes("'")) form = form.replace(/'[sS]$/, '');
  if (/[-‐‑]/.test(form)) form = form.replace(/[-‐‑]\s*/g, '');
  if (/^\p{L}(?:\.\p{L})+\.?$/u.test(form)) form = form.replace(/\./g, '');
  return form;
}

/**
 * The key under which spellings of one word meet: lower case, British spelling folded into American.
 * @param form a word after {@link plainForm}
 */
export function fold(form: string): string {
  // "US" and "U.S." must not meet the pronoun.
  if (form === 'US') return 'u.s.';
  return foldSpelling(form.toLowerCase());
}

/** Applied alike to lexicons and texts, so a fold that is no English word ("rize") does no harm. */
function foldSpelling(word: string): string {
  if (word.length < 5) return word;
  return word
    .replace(/is(e[ds]?|ers?|ing|ations?|ational)$/, 'iz$1')
    .replace(/ys(e[ds]?|ers?|ing)$/, 'yz$1')
    .replace(/our(s|ed|ing|able|ful|al|hood|ites?)?$/, 'or$1')
    .replace(/(cent|met|theat|fib|lit|calib)re(s|d)?$/, '$1er$2')
    .replace(/ogramme(s|d)?$/, 'ogram$1')
    .replace(/logue(s)?$/, 'log$1')
    .replace(/(def|lic|off|pret)ence(s)?$/, '$1ense$2');
}

/**
 * Porter's stem of a folded word (Porter 1980, as implemented by natural). Digits and initials are left alone, and so are
 * strings longer than any word: natural takes quadratic time for them.
 * @param folded a word after {@link fold}
 */
export function stem(folded: string): string {
  return folded.length <= LONGEST_WORD && /^[a-z']+$/.test(folded) ? PorterStemmer.stem(folded) : folded;
}

const LONGEST_WORD = 60;

/** Words that hold English together; about four in ten words of any English prose. */
export const FUNCTION_WORDS: ReadonlySet<string> = new Set('the of and to in that is for be by with this are as it not has have will from which at an or was'.split(' '));
const LONGEST_FUNCTION_WORD = 5;
const LEAST_FUNCTION_WORDS = 0.1;
const ENOUGH_WORDS = 40;
/** Words looked at, in runs spread over the text. */
const ENOUGH_TO_TELL = 500;
const RUN = 50;

/** More of them, and other words of closed classes: what no term begins or ends with. */
const CLOSED_CLASS = new Set(
  (
    'a am any both each either every few many more most much neither no other others own same several some such all another ' +
    'i me my mine you your yours he him his she her hers its we us our ours they them their theirs myself himself itself ourselves themselves one ones ' +
    'these those there here who whom whose what when where why how whether while ' +
    'been being were do does did done doing had having can could may might must shall should would ought ' +
    'but nor so yet if than then because although though unless since until once also too very just only even still again ever never ' +
    'about above across after against along among amongst around before behind below beneath beside besides between beyond despite down during ' +
    'except inside into like near off on onto out outside over past per regarding through throughout toward towards under up upon via within without ' +
    'however therefore thus hence moreover furthermore otherwise'
  ).split(' ').map(fold),
);

/**
 * Is it a word that holds a sentence together and names nothing: article, pronoun, preposition, auxiliary, conjunction?
 * @param folded a word after {@link fold}
 */
export function isFunctionWord(folded: string): boolean {
  return FUNCTION_WORDS.has(folded) || CLOSED_CLASS.has(folded);
}

/**
 * Why a text cannot be judged with English lexicons, if so. A text in another language would score zero everywhere
 * and pass for off topic.
 * @param count the number of its words
 * @param wordsFrom gives the words from one number to before another
 * @returns code and message, or null when it can be judged
 */
export function unreadable(count: number, wordsFrom: (from: number, to: number) => readonly string[]): { code: string; message: string } | null {
  if (count === 0) return { code: 'no_words', message: 'no words in it; is it empty, or a scan without text?' };
  // Runs of words, not single ones: in a text that repeats itself every n-th word may be the same.
  const runs = Math.ceil(Math.min(count, ENOUGH_TO_TELL) / RUN);
  const sample = Array.from({ length: runs }, (_, i) => Math.floor((i * count) / runs)).flatMap((from) => wordsFrom(from, Math.min(from + RUN, count)));
  let [lettered, latin, functional] = [0, 0, 0];
  for (const form of sample) {
    const isPlain = /^[a-z]/i.test(form);
    if (isPlain || /^\p{L}/u.test(form)) lettered += 1;
    if (isPlain || /^\p{Script=Latin}/u.test(form)) latin += 1;
    if (isPlain && form.length <= LONGEST_FUNCTION_WORD && FUNCTION_WORDS.has(form.toLowerCase())) functional += 1;
  }
  if (latin < lettered / 2) return { code: 'language', message: 'not in Latin script; the lexicons are English' };
  if (sample.length >= ENOUGH_WORDS && functional < sample.length * LEAST_FUNCTION_WORDS)
    return { code: 'language', message: 'hardly any English words; the lexicons are English' };
  return null;
}
