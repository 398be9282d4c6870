import { fold, isFunctionWord, plainForm, unreadable } from './language.js';
import type { LexiconSet } from './lexicon/compile.js';
import { lineStarts, placeOf } from './place.js';
import { segment } from './segment.js';
import { formsOf, tokenize } from './tokenize.js';
import type { Sentence, Tokens } from './types.js';

/** Words of the longest term. */
const LONGEST = 4;
/** Words quoted on each side of a term. */
const QUOTED = 10;

/** Texts on one side of a contrast. */
export interface SideTexts {
  name: string;
  texts: readonly { id: string; text: string }[];
}

/** What to suggest. */
export interface SuggestOptions {
  /** Texts that a term must stand in, both sides together. */
  least: number;
  /** Terms of each side. */
  top: number;
  /** Quotations for each term, each from another text. */
  contexts: number;
  /** Leave out what an entry matches already. */
  onlyNew: boolean;
  /** Ids of the lexicons whose entries count as matching already. */
  compareWith: readonly string[];
}

/** A term in its sentence: the three strings joined are the text. */
export interface Context {
  id: string;
  line: number;
  column: number;
  before: string;
  term: string;
  after: string;
}

/** A term that one side uses more than the other. */
export interface Candidate {
  /** Its words in lower case, spelled as where they were met first. */
  term: string;
  /** Texts with it, on its side and on the other. */
  texts: number;
  others: number;
  /** Signed log-likelihood: above 0 where the first side uses it more. */
  g2: number;
  /** Entries that match it or a part of it already: `lexicon/entry`. */
  entries: string[];
  contexts: Context[];
}

/** Candidates of both sides. */
export interface Suggestions {
  sides: [SideCandidates, SideCandidates];
  least: number;
  /** Terms that were compared. */
  compared: number;
  /** Texts left out, and why. */
  skipped: { id: string; message: string }[];
}

/** Candidates of one side, the strongest first. */
export interface SideCandidates {
  name: string;
  texts: number;
  terms: Candidate[];
}

/** A run of words, counted by the texts that hold it. */
interface Gram {
  id: number;
  /** The run without its last word, and without its first; null when it is a single word. */
  head: Gram | null;
  tail: Gram | null;
  /** Its last word, folded. */
  word: string;
  /** Texts with it, on the first side and on the second. */
  first: number;
  second: number;
  /** The text that was counted last. */
  last: number;
  entries: Set<string> | null;
}

/** A sentence while its runs grow. */
interface Row {
  document: Prepared;
  sentence: Sentence;
  words: string[];
  /** Hits of entries, by word of the sentence. */
  hits: { from: number; to: number; entry: string }[];
  /** Runs of the present length, by their first word; null where they are too rare. */
  grams: (Gram | null)[];
}

interface Prepared {
  number: number;
  side: 0 | 1;
  id: string;
  text: string;
  /** Without the forms: those of a large collection would fill the memory. */
  places: Pick<Tokens, 'starts' | 'ends'>;
}

/**
 * Candidate terms for a lexicon: runs of one to four words of a sentence that stand in more texts of one side than of
 * the other, ranked by signed log-likelihood (Dunning 1993, "Accurate Methods for the Statistics of Surprise and
 * Coincidence"). Counted by texts and not by occurrences, so that one text that repeats itself decides nothing.
 * Terms neither begin nor end with function words; of nested terms in the same texts only the longest stays.
 * @param sides the first is the one for which the sign is positive
 * @param lexicons entries that may match already
 */
export function suggest(sides: readonly [SideTexts, SideTexts], lexicons: LexiconSet, options: SuggestOptions): Suggestions {
  const skipped: Suggestions['skipped'] = [];
  const spellings = new Map<string, string>();
  const rows: Row[] = [];
  const sizes: [number, number] = [0, 0];
  const folded = folder(spellings);
  for (const side of [0, 1] as const)
    for (const { id, text } of sides[side].texts) {
      const tokens = tokenize(text);
      const fault = unreadable(tokens.starts.length, (from, to) => formsOf(tokens, from, to));
      if (fault) skipped.push({ id, message: fault.message });
      else {
        const places = { starts: tokens.starts, ends: tokens.ends };
        for (const row of rowsOf({ number: sizes[0] + sizes[1], side, id, text, places }, tokens, folded, lexicons, options.compareWith)) rows.push(row);
        sizes[side] += 1;
      }
    }

  const grams = longestOf(countGrams(rows, options.least).filter(isTerm));
  const ranked = grams
    .map((gram) => ({ gram, g2: signedLogLikelihood(gram.first, sizes[0], gram.second, sizes[1]) }))
    .filter(({ gram }) => !options.onlyNew || gram.entries === null)
    .sort((a, b) => Math.abs(b.g2) - Math.abs(a.g2) || compare(wordsOf(a.gram).join(' '), wordsOf(b.gram).join(' ')));
  const chosen = ([0, 1] as const).map((side) => ranked.filter(({ g2 }) => (side === 0 ? g2 > 0 : g2 < 0)).slice(0, options.top));
  const contexts = quote(chosen.map((terms) => terms.map(({ gram }) => gram)), rows, options.contexts);
  const candidatesOf = (side: 0 | 1): SideCandidates => ({
    name: sides[side].name,
    texts: sizes[side],
    terms: chosen[side]!.map(({ gram, g2 }) => ({
      term: wordsOf(gram).map((word) => spellings.get(word)!).join(' '),
      texts: side === 0 ? gram.first : gram.second,
      others: side === 0 ? gram.second : gram.first,
      g2,
      entries: [...(gram.entries ?? [])].sort(),
      contexts: contexts.get(gram)!,
    })),
  });
  return { sides: [candidatesOf(0), candidatesOf(1)], least: options.least, compared: grams.length, skipped };
}

/**
 * G2 = 2 sum O ln(O / E) over the four cells of texts with and without a term on two sides (Dunning 1993), with the sign
 * of the difference of the shares.
 * @param a texts with the term on the first side, of `ofA`
 * @param b texts with the term on the second side, of `ofB`
 * @returns above 0 where the first side has the larger share, 0 where they are equal
 */
export function signedLogLikelihood(a: number, ofA: number, b: number, ofB: number): number {
  const all = ofA + ofB;
  const cell = (seen: number, column: number, row: number): number => (seen === 0 ? 0 : seen * Math.log((seen * all) / (column * row)));
  const g2 = 2 * (cell(a, ofA, a + b) + cell(b, ofB, a + b) + cell(ofA - a, ofA, all - a - b) + cell(ofB - b, ofB, all - a - b));
  // Products of whole numbers, so that equal shares are exactly equal.
  return Math.max(0, g2) * Math.sign(a * ofB - b * ofA);
}

/** Folds forms, remembers them, and keeps a spelling for people: folding makes non-words such as "rize". */
function folder(spellings: Map<string, string>): (form: string) => string {
  const known = new Map<string, string>();
  return (form) => {
    const before = known.get(form);
    if (before !== undefined) return before;
    const plain = plainForm(form);
    const word = fold(plain);
    known.set(form, word);
    // "u.s." is the folded form that lower case would turn into the pronoun.
    if (!spellings.has(word)) spellings.set(word, word.includes('.') ? word : plain.toLowerCase());
    return word;
  };
}

function rowsOf(document: Prepared, tokens: Tokens, folded: (form: string) => string, lexicons: LexiconSet, compareWith: readonly string[]): Row[] {
  const sentences = segment(tokens);
  const rows = sentences.map((sentence): Row => ({ document, sentence, words: formsOf(tokens, sentence.from, sentence.to).map(folded), hits: [], grams: [] }));
  for (const hit of lexicons.matcher.read(tokens)(sentences, null, null)) {
    const lexicon = lexicons.owners[hit.entry]!.id;
    const { from } = sentences[hit.sentence]!;
    if (compareWith.includes(lexicon)) rows[hit.sentence]!.hits.push({ from: hit.from - from, to: hit.to - from, entry: `${lexicon}/${lexicons.entries[hit.entry]!.id}` });
  }
  return rows;
}

/**
 * Every run of up to {@link LONGEST} words in at least so many texts. A run is only as frequent as its parts, so that
 * each length is counted among what is left of the one before (Agrawal & Srikant 1994), and memory stays small.
 */
function countGrams(rows: readonly Row[], least: number): Gram[] {
  const frequent: Gram[] = [];
  const singles = new Map<string, Gram>();
  for (const row of rows) row.grams = row.words.map((word, at) => counted(singles, word, { head: null, tail: null, word }, row, at, 1));
  const isFrequent = (gram: Gram | null): boolean => gram !== null && gram.first + gram.second >= least;
  let pairs = new Map<number, Gram>();
  for (let size = 1; ; size++) {
    for (const row of rows) row.grams = row.grams.map((gram) => (isFrequent(gram) ? gram : null));
    for (const gram of (size === 1 ? singles : pairs).values()) if (isFrequent(gram)) frequent.push(gram);
    if (size === LONGEST) return frequent;
    pairs = new Map();
    for (const row of rows)
      row.grams = row.grams.slice(1).map((tail, at) => {
        const head = row.grams[at]!;
        return head && tail && counted(pairs, head.id * 2 ** 26 + tail.id, { head, tail, word: tail.word }, row, at, size + 1);
      });
  }
}

function counted<Key>(known: Map<Key, Gram>, key: Key, parts: Pick<Gram, 'head' | 'tail' | 'word'>, { document, hits }: Row, at: number, size: number): Gram {
  let gram = known.get(key);
  if (gram === undefined) known.set(key, (gram = { id: known.size, ...parts, first: 0, second: 0, last: -1, entries: null }));
  if (gram.last !== document.number) {
    gram.last = document.number;
    if (document.side === 0) gram.first += 1;
    else gram.second += 1;
  }
  for (const hit of hits) if (hit.from >= at && hit.to <= at + size) (gram.entries ??= new Set()).add(hit.entry);
  return gram;
}

function isTerm(gram: Gram): boolean {
  let first = gram;
  while (first.head) first = first.head;
  return !isFunctionWord(first.word) && !isFunctionWord(gram.word);
}

/** Without the terms that a longer one holds and that stand in the same texts: those with the same counts. */
function longestOf(terms: readonly Gram[]): Gram[] {
  const nested = new Set<Gram>();
  const enter = (gram: Gram): void => {
    for (const part of [gram.head, gram.tail]) {
      if (!part || nested.has(part) || part.first !== gram.first || part.second !== gram.second) continue;
      nested.add(part);
      enter(part);
    }
  };
  for (const term of terms) enter(term);
  return terms.filter((term) => !nested.has(term));
}

function wordsOf(gram: Gram): string[] {
  return gram.head ? [...wordsOf(gram.head), gram.word] : [gram.word];
}

/** Where terms stand, in the first texts of their side. */
function quote(chosen: readonly (readonly Gram[])[], rows: readonly Row[], most: number): Map<Gram, Context[]> {
  const contexts = new Map<Gram, Context[]>();
  const searched = new Map<string, { gram: Gram; words: string[]; side: number; last: Prepared | null }[]>();
  for (const [side, grams] of chosen.entries())
    for (const gram of grams) {
      const words = wordsOf(gram);
      contexts.set(gram, []);
      searched.set(words[0]!, [...(searched.get(words[0]!) ?? []), { gram, words, side, last: null }]);
    }
  for (const row of rows)
    for (let at = 0; at < row.words.length; at++)
      for (const search of searched.get(row.words[at]!) ?? []) {
        const found = contexts.get(search.gram)!;
        if (search.side !== row.document.side || search.last === row.document || found.length >= most) continue;
        if (!search.words.every((word, i) => row.words[at + i] === word)) continue;
        search.last = row.document;
        found.push(contextAt(row, row.sentence.from + at, row.sentence.from + at + search.words.length));
      }
  return contexts;
}

function contextAt({ document: { id, text, places }, sentence }: Row, from: number, to: number): Context {
  const left = Math.max(sentence.from, from - QUOTED);
  const right = Math.min(sentence.to, to + QUOTED);
  const [start, end] = [places.starts[from]!, places.ends[to - 1]!];
  const flat = (a: number, b: number): string => text.slice(a, b).replace(/\s+/g, ' ');
  return {
    id,
    ...placeOf(lineStarts(text), start),
    before: `${left > sentence.from ? '…' : ''}${flat(places.starts[left]!, start)}`,
    term: flat(start, end),
    after: `${flat(end, places.ends[right - 1]!)}${right < sentence.to ? '…' : ''}`,
  };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
