/** What each part of the lexicons does to agreement with coded texts: leave one out, judge again, compare. Pure. */
import { krippendorffAlpha } from './agree.js';
import { judge } from './classify.js';
import type { ClassifyOptions, Reading } from './classify.js';
import type { LexiconSet } from './lexicon/compile.js';
import type { Entry, Lexicon, OkResult } from './types.js';
import { given } from './validate.js';

/** What is left out, one at a time: entries of axes and of the domain, context cues, or the whole context and domain. */
export type Grain = 'entries' | 'cues' | 'lexicons';

/** A coded text that was read once. */
export interface CodedReading {
  /** Codes by variable: `relevant` (yes, no) and axes (a pole, mixed, none). */
  codes: ReadonlyMap<string, string>;
  reading: Reading;
}

/** What leaving out one part does to one variable. */
export interface AblatedPart {
  lexicon: string;
  /** Null for a whole lexicon. */
  entry: string | null;
  /** Pole, category or kind of cue of the entry. */
  pole: string | null;
  variable: string;
  /** Coded texts in which the part was found. */
  texts: number;
  /** Coded texts whose label is another without it. */
  changed: number;
  /** Alpha without it; null where it is undefined. */
  alpha: number | null;
  /** Alpha without it, less alpha with it. */
  change: number | null;
  /** Agreement would be better without it. */
  harmful: boolean;
}

/** Everything `validate --ablate` tells. */
export interface Ablation {
  grain: Grain;
  units: number;
  /** Alpha with everything, by variable. */
  alpha: Record<string, number | null>;
  /** The most harmful first. */
  parts: AblatedPart[];
}

/**
 * Leaves out one part at a time and compares the labels with the codes. Each text is judged again only without the
 * parts that were found in it. What was fitted (coefficients, thresholds) stays as it is.
 * @param texts coded texts, read with the whole set
 * @param options how labels are made
 */
export function ablate(texts: readonly CodedReading[], set: LexiconSet, grain: Grain, options: ClassifyOptions = {}): Ablation {
  const variables = ['relevant', ...set.axes.map(({ id }) => id)].filter((variable) => texts.some(({ codes }) => codes.has(variable)));
  const whole = texts.map(({ reading }) => judge(reading, set, options).result);
  const found = texts.map(({ reading }) => new Set(reading.found.map(({ entry }) => entry)));
  const alphaOf = (variable: string, results: readonly OkResult[]): number | null =>
    krippendorffAlpha(texts.flatMap(({ codes }, i) => (codes.has(variable) ? [[codes.get(variable)!, given(variable, results[i]!)]] : [])));
  const alpha = new Map(variables.map((variable) => [variable, alphaOf(variable, whole)]));

  const parts = partsOf(set, grain).flatMap((part): AblatedPart[] => {
    const touched = texts.flatMap((_, i) => (part.indexes.some((index) => found[i]!.has(index)) ? [i] : []));
    // Without the domain lexicon there is no gate, and a text in which it found nothing is judged otherwise too.
    const concerned = part.entry === null ? texts.map((_, i) => i) : touched;
    const again = new Map(concerned.map((i) => [i, part.judge(texts[i]!.reading, options)]));
    const results = whole.map((result, i) => again.get(i) ?? result);
    return part.variables
      .filter((variable) => alpha.has(variable))
      .map((variable) => {
        const isCoded = (i: number): boolean => texts[i]!.codes.has(variable);
        const changed = concerned.filter((i) => isCoded(i) && given(variable, results[i]!) !== given(variable, whole[i]!)).length;
        const [before, after] = [alpha.get(variable)!, changed === 0 ? alpha.get(variable)! : alphaOf(variable, results)];
        const change = before === null || after === null ? null : after - before;
        return {
          lexicon: part.lexicon.id,
          entry: part.entry?.id ?? null,
          pole: part.entry?.pole ?? null,
          variable,
          texts: touched.filter(isCoded).length,
          changed,
          alpha: after,
          change,
          harmful: change !== null && change > ROUNDING,
        };
      });
  });
  // The sort is stable: what does equal harm stays in the order of the lexicons.
  return { grain, units: texts.length, alpha: Object.fromEntries(alpha), parts: parts.sort((a, b) => (b.change ?? 0) - (a.change ?? 0)) };
}

/** A difference of two alphas below it is the arithmetic's. */
const ROUNDING = 1e-9;

/** Something that can be left out. */
interface Part {
  lexicon: Lexicon;
  /** Null for a whole lexicon. */
  entry: Entry | null;
  /** Indexes of its entries. */
  indexes: number[];
  /** What it can change. */
  variables: string[];
  /** Judges a text without it. */
  judge(reading: Reading, options: ClassifyOptions): OkResult;
}

function partsOf(set: LexiconSet, grain: Grain): Part[] {
  if (grain === 'lexicons')
    return [set.domain, set.context].flatMap((lexicon) => {
      if (lexicon === null) return [];
      const rest = { ...set, themes: [], [lexicon.kind]: null };
      const indexes = set.owners.flatMap((owner, index) => (owner === lexicon ? [index] : []));
      const axes = set.axes.map(({ id }) => id);
      return [{ lexicon, entry: null, indexes, variables: lexicon.kind === 'domain' ? ['relevant', ...axes] : axes, judge: (reading, options) => judge(reading, rest, options).result }];
    });
  return set.entries.flatMap((entry, index) => {
    const lexicon = set.owners[index]!;
    if ((lexicon.kind === 'context') !== (grain === 'cues')) return [];
    return [{ lexicon, entry, indexes: [index], variables: decidedBy(lexicon, set), judge: (reading, options) => judgeWithout(reading, index, set, options) }];
  });
}

/** The variables that an entry of a lexicon decides: its axis, relevance, or, for a context cue, every axis; a theme's none. */
export function decidedBy(lexicon: Lexicon, set: LexiconSet): string[] {
  if (lexicon.kind === 'domain') return ['relevant'];
  return set.axes.filter((axis) => axis.id === lexicon.id || lexicon.kind === 'context').map(({ id }) => id);
}

/**
 * Judges a text as if one entry were not in the lexicons: what it shadowed comes back.
 * @param entry index into the set's entries
 * @returns the result, with only those axes that the entry decides
 */
export function judgeWithout(reading: Reading, entry: number, set: LexiconSet, options: ClassifyOptions): OkResult {
  const variables = decidedBy(set.owners[entry]!, set);
  const concerned = { ...set, axes: set.axes.filter(({ id }) => variables.includes(id)), themes: [] };
  return judge({ ...reading, found: reading.found.filter((hit) => hit.entry !== entry) }, concerned, options).result;
}
