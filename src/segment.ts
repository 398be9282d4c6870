import { formAt, formsOf } from './tokenize.js';
import type { Sentence, Tokens } from './types.js';

/** Words whose full stop does not end a sentence. Lower case, without the stop. */
const ABBREVIATIONS = new Set(
  ('mr mrs ms messrs dr prof st gen col capt lt hon rev sen rep gov pres art arts para paras para sec sect ch chap ' +
    'vol vols no nos pp ed eds et al cf vs viz e.g i.e eg ie approx fig figs dept est inc ltd co corp bros jr sr ' +
    'jan feb mar apr jun jul aug sep sept oct nov dec').split(' '),
);

/** A sentence is cut here at the latest, so that text without full stops costs no more than any other. */
const LONGEST_SENTENCE = 400;

/** Words that begin a sentence after dotted initials: "... the U.S. The talks ...". */
const OPENERS = new Set(
  ('the this that these those it we they he she in on at by for from with as to a an and but however our their its ' +
    'if when while since although under during after before all both many no there').split(' '),
);

/**
 * Cuts a document into sentences. Linear in the text, the same on every platform (the platform's own segmenter
 * changes with its ICU version and is superlinear on long paragraphs).
 *
 * A sentence ends at `.`, `!`, `?`, `…` or a CJK stop before something that can begin one, at a blank line, and before a
 * list item; not after an abbreviation, an initial, or the number that numbers the paragraph.
 */
export function segment(tokens: Tokens): Sentence[] {
  const { text, starts, ends } = tokens;
  const count = starts.length;
  const sentences: Sentence[] = [];
  let from = 0;
  let paragraphStart = true;
  let inReferences = false;
  for (let i = 0; i < count; i++) {
    const next = i + 1;
    let gap = next < count ? gapBetween(text, ends[i]!, starts[next]!) : 'paragraph';
    if (next - from >= LONGEST_SENTENCE) gap = gap === 'paragraph' ? gap : 'end';
    if (gap === 'space') continue;
    const isContents = gap === 'stop' && /^\s*(?:\.{4,}|(?:\. ){4,}|…{2,})\s*\d/.test(text.slice(ends[i]!, ends[i]! + 200));
    if (isContents) gap = 'paragraph';
    if (gap === 'line') {
      if (!isHeadingLine(tokens, from, next)) continue;
      gap = 'paragraph';
    }
    if (gap === 'stop' && !endsSentence(tokens, i, from)) continue;
    const isHeading = isContents || (paragraphStart && gap === 'paragraph' && isUnclosed(tokens, from, next));
    if (isHeading) inReferences = opensReferences(formsOf(tokens, from, next));
    const isReference = !isHeading && (inReferences || isCitation(text.slice(starts[from]!, ends[i]!)));
    const isFurniture = next - from <= LONGEST_SALUTATION && FURNITURE.test(text.slice(starts[from]!, ends[i]!));
    sentences.push({ from, to: next, kind: isFurniture ? 'furniture' : isHeading ? 'heading' : isReference ? 'reference' : 'prose' });
    from = next;
    paragraphStart = gap === 'paragraph';
  }
  return sentences;
}

/** What stands between two words: nothing that matters, a line end, a possible full stop, a certain end, or a paragraph break. */
function gapBetween(text: string, start: number, end: number): 'space' | 'line' | 'stop' | 'end' | 'paragraph' {
  let stop = text.charCodeAt(start - 1) === 0x2e; // dotted initials
  if (!stop && end - start === 1 && text.charCodeAt(start) === 0x20) return 'space';
  let lines = 0;
  let certain = false;
  let item = false;
  let space = false;
  for (let at = start; at < end; at++) {
    const char = text.charCodeAt(at);
    switch (char) {
      case 0x0a:
      case 0x2028:
      case 0x2029:
        lines += 1;
        space = true;
        break;
      case 0x0d:
        // A lone carriage return ends a line; one before a line feed is part of it.
        if (text.charCodeAt(at + 1) !== 0x0a) lines += 1;
        space = true;
        break;
      case 0x20:
      case 0x09:
      case 0xa0:
        space = true;
        break;
      case 0x2e: // .
      case 0x2026: // …
        stop = true;
        space = false;
        break;
      case 0x21: // !
      case 0x3f: // ?
        stop = true;
        certain = true;
        space = false;
        break;
      case 0x3002: // 。
      case 0xff01: // ！
      case 0xff1f: // ？
        return 'end';
      case 0x3b: // ; ends a list item at the end of its line
      case 0x3a:
        if (text.charCodeAt(at + 1) === 0x0a) item = true;
        break;
      case 0x2d: // -
      case 0x2a: // *
      case 0x2022: // •
      case 0x25cf: // ●
        if (lines > 0 || char === 0x2022 || char === 0x25cf) item = true;
        break;
    }
  }
  if (lines > 1) return 'paragraph';
  if (item) return 'end';
  if (certain && (space || lines > 0)) return 'end';
  if (stop && (space || lines > 0)) return 'stop';
  return lines > 0 ? 'line' : 'space';
}

function endsSentence(tokens: Tokens, last: number, from: number): boolean {
  const word = formAt(tokens, last);
  const next = formAt(tokens, last + 1);
  if (/^\p{Ll}/u.test(next)) return false;
  if (last === from && /^(?:\p{N}+|\p{L})$/u.test(word)) return false; // "24. Technology ..."
  if (word.endsWith('.')) return OPENERS.has(next.toLowerCase());
  if (/^\p{Lu}$/u.test(word)) return false; // an initial
  if (tokens.text.charCodeAt(tokens.ends[last]!) !== 0x2e) return true; // the stop follows a bracket or a quotation mark
  return !ABBREVIATIONS.has(word.toLowerCase());
}

const LONGEST_HEADING = 14;
const LONGEST_SALUTATION = 12;
/** Forms of address that make a whole sentence, and page lines. */
const FURNITURE = /^(?:(?:mr|mrs|madam|ms)\.? (?:president|chair\w*|speaker|secretary[ -]general|prime minister)|(?:your )?(?:excellenc(?:y|ies)|majest(?:y|ies)|highness(?:es)?)|(?:distinguished|honou?rable) (?:delegates|members|guests|colleagues)|ladies and gentlemen|dear (?:friends|colleagues)|page \d+(?: of \d+)?)(?:,? (?:and )?(?:mr|mrs|madam|ms|your|excellenc(?:y|ies)|distinguished|honou?rable|ladies|gentlemen|delegates|guests|members|colleagues|friends|ministers|dear|of|the|heads|state|government|secretary[ -]general|president|chair\w*)\b\.?)*$/i;

/** Short, and not ended like a sentence: a heading, if it stands alone. */
function isUnclosed(tokens: Tokens, from: number, to: number): boolean {
  if (to - from > LONGEST_HEADING) return false;
  return !'.;!?:'.includes(tokens.text.charAt(tokens.ends[to - 1]!) || '.');
}

/**
 * A numbered heading that is followed by its text on the next line ("3. The fund", "Article IV Data"). A line that a
 * sentence runs over ends in the middle of a phrase, so its last word is no function word and its next one a capital.
 */
function isHeadingLine(tokens: Tokens, from: number, to: number): boolean {
  const { text, starts, ends } = tokens;
  if (to - from > LONGEST_HEADING || !isUnclosed(tokens, from, to)) return false;
  if (text.slice(ends[to - 2] ?? 0, starts[to]!).includes(',')) return false;
  const line = text.slice(starts[from]!, ends[to - 1]!);
  if (/[\r\n]/.test(line) || !/^(?:\d+(?:\.\d+)*[.)]?|[IVXLC]+[.)]|(?:article|chapter|section|part|annex|appendix)\s+[\divxlc]+)\s/i.test(line)) return false;
  const last = formAt(tokens, to - 1).toLowerCase();
  return /^\p{Lu}/u.test(formAt(tokens, to)) && !OPENERS.has(last) && last !== 'of';
}

/** Headings under which only references or notes stand. */
function opensReferences(heading: readonly string[]): boolean {
  return heading.length <= 3 && /^(?:references|bibliography|endnotes|footnotes|notes|sources|literature|works|further)$/i.test(heading.at(heading.length > 1 && /^\d|^[ivx]+$/i.test(heading[0]!) ? 1 : 0)!);
}

/** An entry of a list of references: an address, a DOI, or a year in brackets with volume or pages. */
function isCitation(sentence: string): boolean {
  if (sentence.length > 600) return false;
  return /https?:\/\/|\bdoi\b/i.test(sentence) || (/\((?:19|20)\d\d[a-z]?\)/.test(sentence) && /\d+\s*\(\d+\)|\bpp?\.\s*\d|\bvol\.\s*\d|\d+[-–]\d+/i.test(sentence));
}
