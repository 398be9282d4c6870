import { FUNCTION_WORDS, fold, stem } from '../../language.js';
import type { Entry, Lexicon, Step } from '../../types.js';
import { expand, parsePattern } from '../pattern.js';
import { categoryIn, commonStart } from './dictionary.js';
import type { Categories, Dictionary, Loss } from './dictionary.js';

/** Terms that one entry may become. */
export const MOST_TERMS = 2000;
/**
 * Letters that a stem must share with its word to be written as `stem*`; shorter ones begin too many other words. In a
 * phrase the words beside it keep most of those out.
 */
const LONG_STEM = 7;
const LONG_IN_PHRASE = 4;

/**
 * Turns a lexicon into a dictionary: a category for each pole or category, alternatives written out.
 *
 * A word that matches by its stem becomes `laborator*` where the stem is long, else its inflections that have that stem
 * ("join", "joins", "joined", "joining"): `join*` would be "joint".
 * @param carries can the format say that a term weighs so much?
 * @returns the dictionary, and entry by entry what it lacks
 */
export function exportLexicon(lexicon: Lexicon, carries: (weight: number) => boolean): { dictionary: Dictionary; losses: Loss[] } {
  const categories: Categories = new Map();
  for (const name of polesOf(lexicon)) categoryIn(categories, name);
  const losses: Loss[] = [];
  const seen = new Map<string, Entry>();
  for (const entry of lexicon.entries) {
    const { terms, reasons } = termsOf(entry);
    if (!carries(entry.weight)) reasons.push(`its weight of ${entry.weight} becomes 1`);
    for (const text of terms) {
      const key = `${entry.pole}\t${text}`;
      const other = seen.get(key);
      if (!other) {
        seen.set(key, entry);
        categoryIn(categories, entry.pole).terms.push({ text, weight: carries(entry.weight) ? entry.weight : 1, line: 0 });
      } else if (other !== entry && other.weight !== entry.weight && carries(entry.weight)) {
        reasons.push(`"${text}" has the weight of ${other.id}`);
      }
    }
    for (const { kind, pattern } of entry.conditions) reasons.push(`${kind} ${pattern}: the terms count without it`);
    if ('direction' in entry) reasons.push('a cue becomes a term: where it reaches is lost');
    if (reasons.length > 0) losses.push({ what: entry.id, why: reasons.join('; ') });
  }
  return { dictionary: { title: lexicon.title, categories }, losses: [...losses, ...everywhere(lexicon)] };
}

/** What is true of all entries. */
function everywhere(lexicon: Lexicon): Loss[] {
  const whole = (why: string): Loss => ({ what: 'all entries', why });
  return [
    whole('ids, sources and examples have no place in the format'),
    whole('each word is written in one spelling; here it hits the British and the American one, and hyphens or none'),
    ...(lexicon.entries.some(({ pattern, match }) => match === 'stem' || pattern.includes('~'))
      ? [whole(`stems become word* where ${LONG_STEM} letters or more are left (${LONG_IN_PHRASE} in a phrase), which hits somewhat more, else inflections, which hit somewhat less`)]
      : []),
    ...(lexicon.kind === 'domain' ? [whole('the rule of relevance and what was learned for it')] : []),
    ...(lexicon.kind === 'axis' || lexicon.kind === 'companion' ? [whole('the rules of label and confidence; which pole is minus')] : []),
    ...(lexicon.kind === 'context' ? [whole('the factors of the effects')] : []),
  ];
}

function polesOf(lexicon: Lexicon): readonly string[] {
  return 'poles' in lexicon ? lexicon.poles : 'effects' in lexicon ? Object.keys(lexicon.effects) : lexicon.categories;
}

function termsOf({ pattern, match }: Entry): { terms: Set<string>; reasons: string[] } {
  const terms = new Set<string>();
  const gaps = new Set<string>();
  const cased = new Set<string>();
  let complete = true;
  const sequences = expand(parsePattern(pattern, match, true), MOST_TERMS + 1);
  for (const sequence of sequences) {
    for (const step of sequence) {
      if (step.startsWith('g:')) gaps.add(`<${step.slice(2)}>`);
      if (isCased(step)) cased.add(step.slice(2));
    }
    let written = [''];
    const steps = sequence.filter((each) => !each.startsWith('g:'));
    for (const step of steps) {
      const forms = formsOf(step, steps.length > 1 ? LONG_IN_PHRASE : LONG_STEM);
      written = written.flatMap((start) => forms.map((form) => (start === '' ? form : `${start} ${form}`)));
      if (written.length > MOST_TERMS) complete = false;
      written = written.slice(0, MOST_TERMS);
    }
    for (const term of written) {
      if (terms.size < MOST_TERMS) terms.add(term);
      else if (!terms.has(term)) complete = false;
    }
  }
  return {
    terms,
    reasons: [
      ...(gaps.size > 0 ? [`a gap (${[...gaps].sort().join(', ')}): only without words between`] : []),
      ...(cased.size > 0 ? [`${[...cased].join(', ')}: with this case here, in any case there`] : []),
      ...(complete && sequences.length <= MOST_TERMS ? [] : [`more than ${MOST_TERMS} alternatives: the first are written`]),
    ],
  };
}

/** "US" is never the pronoun here, even where case does not matter otherwise. */
function isCased(step: Step): boolean {
  return step.startsWith('f:') || step.slice(2) === 'US';
}

/** What a step of a pattern as written may look like in a text, with `*` for any ending. */
function formsOf(step: Step, least: number): string[] {
  const word = isCased(step) ? step.slice(2) : step.slice(2).toLowerCase();
  if (step.startsWith('p:')) return [`${word}*`];
  return step.startsWith('s:') && !isCased(step) ? stemForms(word, least) : [word];
}

function stemForms(word: string, least: number): string[] {
  const root = stem(fold(word));
  if (word.length < 3 || FUNCTION_WORDS.has(word)) return [word];
  // "laboratory" and "laboratories" differ in the letter after "laborator".
  const beginning = commonStart(root, word).replace(/[eiy]$/, '');
  if (beginning.length >= least && beginning.length >= root.length - 1) return [`${beginning}*`];
  return [...new Set([word, ...basesOf(word).flatMap(inflections)])].filter((form) => stem(fold(form)) === root);
}

/** What a word may be an inflection of. A form that does not exist does no harm: no text has it. */
function basesOf(word: string): string[] {
  if (word.endsWith('ies')) return [word.replace(/ies$/, 'y')];
  if (/(?:[sxz]|[cs]h)es$/.test(word)) return [word.slice(0, -2)];
  if (/[^s]s$/.test(word)) return [word.slice(0, -1)];
  return /(?:ed|ing)$/.test(word) ? [word.replace(/(?:ed|ing)$/, ''), word.replace(/(?:ed|ing)$/, 'e')] : [word];
}

function inflections(base: string): string[] {
  if (base.endsWith('e')) return [base, `${base}s`, `${base}d`, `${base.slice(0, -1)}ing`];
  if (/[^aeiou]y$/.test(base)) return [base, `${base.slice(0, -1)}ies`, `${base.slice(0, -1)}ied`, `${base}ing`];
  const doubled = /[^aeiou][aeiou][^aeiouwxy]$/.test(base) ? [`${base}${base.at(-1)}ed`, `${base}${base.at(-1)}ing`] : [];
  return [base, /(?:[sxz]|[cs]h)$/.test(base) ? `${base}es` : `${base}s`, `${base}ed`, `${base}ing`, ...doubled];
}
