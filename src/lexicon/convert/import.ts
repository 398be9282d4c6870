import { Document } from 'yaml';
import { fold, plainForm, words as wordsOf } from '../../language.js';
import { makeMatcher } from '../../match.js';
import { ProblemError } from '../../problems.js';
import type { Entry } from '../../types.js';
import { buildAutomaton } from '../automaton.js';
import { entriesIn } from '../lint.js';
import { MOST_BYTES } from '../parse.js';
import { PatternError, expand, parsePattern } from '../pattern.js';
import { commonStart, quoted } from './dictionary.js';
import type { Categories, Dictionary, Loss, Term } from './dictionary.js';

/** What the schema of a lexicon allows. */
const MOST_CATEGORIES = 50;
const HEAVIEST = 100;
const DEEPEST = 20;

/** A dictionary as a lexicon file. */
export interface Imported {
  /** The YAML; it passes lint. */
  text: string;
  entries: number;
  /** Poles or categories that have entries. */
  categories: string[];
  losses: Loss[];
}

/** Terms of one category, which may stand inside others. */
interface Shelf {
  /** Names from the top category down. */
  path: string[];
  terms: Term[];
  /** The pole or category of the lexicon. */
  label: string;
}

/** A term as an entry, before it has an example. */
interface Draft {
  label: string;
  /** Names of its category, as {@link Shelf.path}. */
  path: string[];
  pattern: string;
  weight: number;
  /** The words, lower-cased as they will be matched, with their `*`. */
  words: string[];
  term: Term;
}

/**
 * Turns a dictionary into a lexicon file: kind axis with two poles, or kind themes. Words match exactly, `word*` as a
 * prefix, whatever their case, as in the programs that dictionaries come from.
 * @param file name of the dictionary's file: source of every entry, and the lexicon's id
 * @param poles names of two top categories, minus pole first; null for themes
 * @throws {ProblemError} when a pole is not there, or nothing can be carried over
 */
export function importDictionary(dictionary: Dictionary, file: string, poles: readonly [string, string] | null): Imported {
  const losses: Loss[] = [];
  const { title, categories } = unwrap(dictionary);
  const shelves = poles ? onPoles(categories, poles, losses) : onThemes(categories, losses);
  const drafts = draft(shelves, losses);
  const entries = withExamples(drafts, file, losses);
  const present = [...new Set(shelves.map(({ label }) => label))].filter((label) => entries.some((entry) => entry.pole === label));
  const absent = poles ? poles.filter((_, i) => !present.includes(slug(poles[i]!))) : present.length === 0 ? ['any category'] : [];
  if (absent.length > 0)
    throw new ProblemError([
      ...losses.map(({ what, why, line }) => ({ code: 'dictionary', message: `${what}: ${why}`, remedy: 'not carried over', file, ...(line && { line }) })),
      { code: 'dictionary', message: `no term of ${absent.join(' or ')} can be carried over`, remedy: 'is this the right format (--from)?', file },
    ]);
  for (const label of new Set(shelves.map((shelf) => shelf.label))) if (!present.includes(label)) losses.push({ what: `category "${label}"`, why: 'no term of its own is left in it' });
  const text = render({ id: slug(file.replace(/\.\w+$/, '')) || 'imported', title: (title ?? file).slice(0, 2000) }, poles?.map(slug) ?? null, present, entries, file);
  if (Buffer.byteLength(text) > MOST_BYTES)
    throw new ProblemError([{ code: 'dictionary', message: `the lexicon would be larger than ${MOST_BYTES} bytes`, remedy: 'split the dictionary', file }]);
  return { text, entries: entries.length, categories: present, losses };
}

/** One category round everything is the dictionary itself: its name is the title. */
function unwrap({ title, categories }: Dictionary): Dictionary {
  const [[name, only] = [], ...others] = categories;
  return only && others.length === 0 && only.terms.length === 0 && only.categories.size > 0 ? unwrap({ title: name! || title, categories: only.categories }) : { title, categories };
}

function* shelvesOf(categories: Categories, above: readonly string[] = []): Generator<Omit<Shelf, 'label'>> {
  if (above.length > DEEPEST) throw new ProblemError([{ code: 'dictionary', message: `categories nested more than ${DEEPEST} deep`, remedy: 'flatten them' }]);
  for (const [name, { terms, categories: inner }] of categories) {
    const path = [...above, name];
    yield { path, terms };
    yield* shelvesOf(inner, path);
  }
}

function onPoles(categories: Categories, poles: readonly [string, string], losses: Loss[]): Shelf[] {
  const tops = [...categories.keys()];
  const chosen = poles.map((pole) => tops.find((name) => slug(name) === slug(pole)));
  const missing = poles.filter((_, i) => chosen[i] === undefined);
  if (missing.length > 0 || chosen[0] === chosen[1])
    throw new ProblemError([
      { code: 'usage', message: missing.length > 0 ? `no top category "${missing.join('", "')}"` : 'the two poles are the same', remedy: `name two of: ${tops.join(', ')}` },
    ]);
  return [...shelvesOf(categories)].flatMap(({ path, terms }) => {
    if (!chosen.includes(path[0])) {
      if (terms.length > 0) losses.push({ what: `category ${quoted(path.join(' > '))}, ${terms.length} terms`, why: 'not one of the two poles' });
      return [];
    }
    if (path.length > 1) losses.push({ what: `category ${quoted(path.join(' > '))}`, why: `its terms stand under the pole ${slug(path[0]!)}` });
    return [{ path, terms, label: slug(path[0]!) }];
  });
}

function onThemes(categories: Categories, losses: Loss[]): Shelf[] {
  const shelves = [...shelvesOf(categories)].filter(({ terms }) => terms.length > 0);
  const nested = shelves.length <= MOST_CATEGORIES;
  if (!nested) {
    if (categories.size > MOST_CATEGORIES)
      throw new ProblemError([{ code: 'dictionary', message: `${categories.size} top categories`, remedy: `a lexicon has up to ${MOST_CATEGORIES}: split the dictionary` }]);
    losses.push({ what: `${shelves.length} categories`, why: `a lexicon has up to ${MOST_CATEGORIES}: terms stand under the ${categories.size} top ones` });
  }
  const labels = new Map<string, string>();
  const unique = distinct();
  return shelves.map(({ path, terms }) => {
    const shown = nested ? path : path.slice(0, 1);
    const key = JSON.stringify(shown);
    let label = labels.get(key);
    if (label === undefined) {
      labels.set(key, (label = unique(shown.map(slug).filter(Boolean).join('-') || 'category')));
      if (label !== shown.join('-').toLowerCase().replace(/[\s_]+/g, '-')) losses.push({ what: `category ${quoted(shown.join(' > '))}`, why: `is called ${label}` });
    }
    return { path, terms, label };
  });
}

/** Terms that can be patterns, each in one category; those of inner categories first, since they say more. */
function draft(shelves: readonly Shelf[], losses: Loss[]): Draft[] {
  const claimed = new Map<string, Draft>();
  const drafts: Draft[] = [];
  for (const { path, terms, label } of [...shelves].sort((a, b) => b.path.length - a.path.length))
    for (const term of terms) {
      const where = { what: `${quoted(term.text)} in ${quoted(path.join(' > '))}`, ...(term.line > 0 && { line: term.line }) };
      const read = readTerm(term.text);
      if ('why' in read) {
        losses.push({ ...where, why: read.why });
        continue;
      }
      const pattern = read.patterns.find((candidate) => keysOf(candidate).every((key) => !claimed.has(key)));
      if (pattern === undefined) {
        const other = claimed.get(keysOf(read.patterns.at(-1)!)[0]!);
        // Twice in one category, or in the category round it: nothing is lost.
        if (other && !path.every((name, i) => other.path[i] === name)) losses.push({ ...where, why: `it stands in ${quoted(other.path.join(' > '))} too, and counts there; an entry has one category` });
        continue;
      }
      if (read.remark !== null) losses.push({ ...where, why: read.remark });
      const fits = term.weight > 0 && term.weight <= HEAVIEST;
      if (!fits) losses.push({ ...where, why: `a weight of ${term.weight}; it gets 1 (weights are above 0, up to ${HEAVIEST})` });
      const one: Draft = { label, path, pattern, weight: fits ? term.weight : 1, words: read.words, term };
      for (const key of keysOf(pattern)) claimed.set(key, one);
      drafts.push(one);
    }
  // Of two entries with one span the first counts: exact words before prefixes, long prefixes before short ones.
  const stars = ({ words }: Draft): number => words.filter((word) => word.endsWith('*')).length;
  const size = ({ words }: Draft): number => words.join('').length;
  return drafts.sort((a, b) => stars(a) - stars(b) || (stars(a) > 0 ? size(b) - size(a) : 0));
}

function keysOf(pattern: string): string[] {
  return expand(parsePattern(pattern, 'exact'), 100).map((sequence) => sequence.join(' '));
}

const INITIALS = /^(?:\p{L}\.){2,}$/u;

/**
 * A term as patterns, the best first, or why it cannot be one. The programs ignore case; here a capital would demand it,
 * so words become lower case, except initials, which would fall apart ("u.s.").
 */
function readTerm(text: string): { patterns: string[]; words: string[]; remark: string | null } | { why: string } {
  const words = text.trim().split(/\s+/).map((word) => (INITIALS.test(word) ? word.toUpperCase() : word.toLowerCase()));
  if (words.some((word) => word.includes('?'))) return { why: 'a ? for one character has no counterpart' };
  if (words.some((word) => /^\*+$/.test(word))) return { why: 'a * for any word has no counterpart' };
  if (words.some((word) => /\*./.test(word))) return { why: 'only a * at the end of a word has a counterpart' };
  // Some single characters stand for several words, or for a capital (U+FDFA, U+1D69C).
  const isOdd = (word: string): boolean => /[^\p{L}\p{M}\p{N}'’.,&‐‑/*-]|^\/|\/$/u.test(word) || (!INITIALS.test(word) && /[\s\p{Lu}]/u.test(word.normalize('NFKC')));
  if (words.some(isOdd)) return { why: 'more than words: a sign, a rule or a regular expression' };
  const plain = words.join(' ');
  const respelt = words.map((word) => (word.endsWith('*') ? respell(word.slice(0, -1)) : null));
  const full = words.map((word, i) => (respelt[i]?.prefix ? `(${word} | ${respelt[i].prefix}*)` : word)).join(' ');
  try {
    const patterns = [...new Set([full, plain])];
    for (const pattern of patterns) parsePattern(pattern, 'exact');
    return { patterns, words, remark: respelt.find((one) => one?.remark)?.remark ?? null };
  } catch (error) {
    if (!(error instanceof PatternError)) throw error;
    return { why: error.message };
  }
}

const ENDINGS = ['e', 's', 'ed', 'es', 'er', 'ers', 'ing', 'ation', 'ations', 'ational', 'tion', 'tions', 'ion', 'ions'];
/** A shorter beginning would hit words that have nothing to do with it ("tour*", spelt "tors", Toronto). */
const SHORTEST = 5;

/**
 * Words of a text meet patterns in folded spelling (`language.ts`), in which some no longer begin as they are written:
 * "centre" of `centr*` is "center", "organise" of `organis*` is "organize".
 */
function respell(prefix: string): { prefix?: string; remark?: string } {
  // Of "self-determin*", only the last word is a prefix.
  const last = wordsOf(prefix).at(-1) ?? '';
  const word = plainForm(last);
  const folded = fold(word);
  if (folded !== word) return { remark: `texts are read in American spelling: it hits ${folded}*` };
  const hidden = ENDINGS.map((ending) => word + ending).filter((longer) => !fold(longer).startsWith(folded));
  if (hidden.length === 0) return {};
  const common = hidden.map(fold).reduce(commonStart);
  return common.length >= SHORTEST ? { prefix: prefix.slice(0, -last.length) + common } : { remark: `texts are read in American spelling: it does not hit ${hidden.join(', ')}` };
}

/** Gives each draft an id and an example that it hits; what cannot hit even that is left out. */
function withExamples(drafts: readonly Draft[], file: string, losses: Loss[]): Entry[] {
  const unique = distinct();
  const made: Entry[] = drafts.map(({ label, pattern, weight, words }) => ({
    id: unique(slug(words.join(' ')) || 'term'), pole: label, pattern, match: 'exact', conditions: [], weight, learned: 0, source: file, hits: [], misses: [],
  }));
  const matcher = makeMatcher(buildAutomaton(made));
  const kept: Entry[] = [];
  drafts.forEach((one, i) => {
    const entry = made[i]!;
    const texts = ['', 's', 'ing', 'ation'].map((ending) => one.words.map((word) => (word.endsWith('*') ? word.slice(0, -1) + ending : word)).join(' '));
    const example = texts.find((text) => entriesIn(text, { entries: made }, matcher).has(entry.id));
    if (example === undefined) {
      const others = [...entriesIn(texts[0]!, { entries: made }, matcher)];
      losses.push({
        what: `${quoted(one.term.text)} in ${quoted(one.path.join(' > '))}`,
        why: others.length > 0 ? `other terms always come before it (${others.join(', ')})` : 'in a text it is read as other words',
        ...(one.term.line > 0 && { line: one.term.line }),
      });
      return;
    }
    kept.push({ ...entry, hits: [example] });
  });
  return kept;
}

function render(head: { id: string; title: string }, poles: string[] | null, categories: string[], entries: readonly Entry[], file: string): string {
  const document = new Document();
  const flow = (list: string[]) => document.createNode(list, { flow: true });
  document.commentBefore = ` Imported from ${file}; the examples are made from the terms.`;
  document.contents = document.createNode({
    ...head,
    ...(poles ? { kind: 'axis', poles: flow(poles) } : { kind: 'themes', categories: flow(categories) }),
    match: 'exact',
    entries: entries.map(({ id, pole, pattern, weight, source, hits }) => ({ id, [poles ? 'pole' : 'category']: pole, pattern, ...(weight !== 1 && { weight }), source, hits: flow(hits) })),
  }) as Document['contents'];
  return document.toString({ lineWidth: 0, flowCollectionPadding: false });
}

/** A name as an id may be: lower-case letters and digits with single hyphens. */
function slug(name: string): string {
  return name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '');
}

/** Makes names different: the second of a kind gets -2. */
function distinct(): (name: string) => string {
  const times = new Map<string, number>();
  return (name) => {
    let candidate = name;
    while (times.has(candidate)) {
      const time = times.get(name)! + 1;
      times.set(name, time);
      candidate = `${name}-${time}`;
    }
    times.set(candidate, 1);
    return candidate;
  };
}
