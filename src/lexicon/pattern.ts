import { fold, plainForm, stem, words } from '../language.js';
import type { MatchMode, Pattern, Sequence, Step } from '../types.js';

/** Longest pattern, in words. With {@link WIDEST_GAPS} it bounds the matcher's work at each word of a text. */
export const LONGEST_PATTERN = 12;
/** Widest gap, and all gaps of a sequence together, in words. */
export const WIDEST_GAP = 8;
export const WIDEST_GAPS = 12;
const MOST_CHARACTERS = 4000;
const DEEPEST = 5;

/**
 * Reads a pattern: `joint (laboratory | research centre)`, `=WHO`, `bio*`, `share <3> data`.
 *
 * - a bare word matches in the entry's mode (stem unless the entry says otherwise);
 * - `=word` exactly (with case, if it has a capital), `word*` as a prefix, `~word` by its stem;
 * - `(a | b c)` alternatives, which may be nested or empty: `(new |) fund`;
 * - `<3>` a gap of up to three words.
 *
 * @param pattern the pattern as written in the lexicon
 * @param mode how its bare words match
 * @param asWritten leave words as they are written, neither folded nor stemmed: to show, not to match
 * @throws {PatternError} with what is wrong and what to write instead
 */
export function parsePattern(pattern: string, mode: MatchMode, asWritten = false): Pattern {
  if (pattern.length > MOST_CHARACTERS) throw new PatternError(`longer than ${MOST_CHARACTERS} characters`, 'split it into several entries');
  const parser = new Parser(pattern, mode, asWritten);
  const parsed = parser.alternatives(0);
  if (!parser.done) throw new PatternError('")" without "("', 'remove it, or open the group before it');
  check(parsed);
  return parsed;
}

/** What is wrong with a pattern, and the remedy. */
export class PatternError extends Error {
  constructor(
    message: string,
    readonly remedy: string,
  ) {
    super(message);
  }
}

/**
 * Every plain sequence that a pattern stands for, nested alternatives written out.
 * @param most stop after so many
 */
export function expand(pattern: Pattern, most: number): Step[][] {
  const all: Step[][] = [];
  for (const sequence of pattern) {
    let partial: Step[][] = [[]];
    for (const item of sequence) {
      const ends = typeof item === 'string' ? [[item]] : expand(item, most);
      partial = partial.flatMap((start) => ends.map((end) => [...start, ...end])).slice(0, most);
    }
    all.push(...partial);
  }
  return all.slice(0, most);
}

/** What is true of every sequence of a pattern. */
interface Shape {
  longest: number;
  gaps: number;
  empty: boolean;
  gapFirst: boolean;
  gapLast: boolean;
}

function check(pattern: Pattern): void {
  const shape = shapeOf(pattern);
  if (shape.empty) throw new PatternError('it can match nothing', 'give each alternative at least one word');
  if (shape.longest > LONGEST_PATTERN) throw new PatternError(`more than ${LONGEST_PATTERN} words`, 'shorten it to the words that decide');
  if (shape.gaps > WIDEST_GAPS) throw new PatternError(`gaps of more than ${WIDEST_GAPS} words together`, 'narrow them, or split the entry');
  if (shape.gapFirst || shape.gapLast) throw new PatternError('a gap can stand at its edge', 'put a word that is not optional on each side of every <n>');
}

function shapeOf(pattern: Pattern): Shape {
  const shapes = pattern.map((sequence) => {
    const shape: Shape = { longest: 0, gaps: 0, empty: true, gapFirst: false, gapLast: false };
    for (const item of sequence) {
      const isGap = typeof item === 'string' && item.startsWith('g:');
      const next = typeof item === 'string' ? { longest: isGap ? 0 : 1, gaps: isGap ? Number(item.slice(2)) : 0, empty: isGap, gapFirst: isGap, gapLast: isGap } : shapeOf(item);
      shape.gapFirst ||= shape.empty && next.gapFirst;
      shape.gapLast = next.gapLast || (shape.gapLast && next.empty);
      shape.empty &&= next.empty;
      shape.longest += next.longest;
      shape.gaps += next.gaps;
    }
    return shape;
  });
  return {
    longest: Math.max(...shapes.map(({ longest }) => longest)),
    gaps: Math.max(...shapes.map(({ gaps }) => gaps)),
    empty: shapes.some(({ empty }) => empty),
    gapFirst: shapes.some(({ gapFirst }) => gapFirst),
    gapLast: shapes.some(({ gapLast }) => gapLast),
  };
}

class Parser {
  private at = 0;
  constructor(
    private readonly pattern: string,
    private readonly mode: MatchMode,
    private readonly asWritten: boolean,
  ) {}

  get done(): boolean {
    return this.at >= this.pattern.length;
  }

  /** a | b c | ... up to the end or a closing bracket. */
  alternatives(depth: number): Pattern {
    if (depth > DEEPEST) throw new PatternError('groups nested too deep', 'write the alternatives out');
    const all: Pattern = [];
    let current: Sequence = [];
    while (!this.done && this.pattern[this.at] !== ')') {
      const char = this.pattern[this.at]!;
      if (char === '|') {
        this.at += 1;
        all.push(current);
        current = [];
      } else if (char === '(') {
        this.at += 1;
        current.push(this.alternatives(depth + 1));
        if (this.pattern[this.at] !== ')') throw new PatternError('"(" without ")"', 'close the group');
        this.at += 1;
      } else if (/\s/.test(char)) {
        this.at += 1;
      } else {
        current.push(...this.steps());
      }
    }
    return [...all, current];
  }

  /** One blank-delimited word of the pattern. It may be several words of a text ("science-based"). */
  private steps(): Step[] {
    const written = /^[^\s()|]+/.exec(this.pattern.slice(this.at))![0];
    this.at += written.length;
    const gap = /^<(\d+)>$/.exec(written);
    if (gap) {
      const width = Number(gap[1]);
      if (width < 1 || width > WIDEST_GAP) throw new PatternError(`a gap of ${width} words`, `use <1> to <${WIDEST_GAP}>`);
      return [`g:${width}`];
    }
    const { mode, word } = this.modeOf(written);
    const found = words(word);
    if (found.length === 0 || found.join('').length < word.replace(/[-‐‑/]/g, '').length)
      throw new PatternError(`"${written}" is not a word`, 'use letters and digits; =word, ~word, word*, (a | b) or <3>');
    return found.map((form, i) => step(form, mode === 'prefix' && i < found.length - 1 ? 'exact' : mode, this.asWritten));
  }

  private modeOf(written: string): { mode: MatchMode; word: string } {
    if (written.startsWith('=')) return { mode: 'exact', word: written.slice(1) };
    if (written.startsWith('~')) return { mode: 'stem', word: written.slice(1) };
    if (written.endsWith('*')) return { mode: 'prefix', word: written.slice(0, -1) };
    return { mode: this.mode, word: written };
  }
}

function step(written: string, mode: MatchMode, asWritten: boolean): Step {
  const form = plainForm(written);
  if (mode === 'exact' && /\p{Lu}/u.test(form)) return `f:${form}`;
  if (asWritten) return `${mode === 'exact' ? 'n' : mode === 'stem' ? 's' : 'p'}:${form}`;
  const folded = fold(form);
  return mode === 'exact' ? `n:${folded}` : mode === 'stem' ? `s:${stem(folded)}` : `p:${folded}`;
}
