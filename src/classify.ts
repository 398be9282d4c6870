import { gate, sentencesNear } from './gate.js';
import type { Gate } from './gate.js';
import { confidence, groundsOf, label } from './label.js';
import { unreadable } from './language.js';
import { STAGES } from './lexicon/compile.js';
import type { LexiconSet } from './lexicon/compile.js';
import { lineStarts, placeOf } from './place.js';
import type { RawHit } from './match.js';
import { score } from './score.js';
import { segment } from './segment.js';
import { formsOf, tokenize } from './tokenize.js';
import { findTransitions } from './transitions.js';
import type { AxisLexicon, AxisResult, ErrorResult, Evidence, Hit, Meta, OkResult, Result, Sentence, Tokens } from './types.js';
import { settleOverlaps, standsApart, weigh } from './weigh.js';

/** How to classify. */
export interface ClassifyOptions {
  /** Echoed as the result's id. */
  id?: string;
  meta?: Partial<Meta>;
  /** Name a pole only where the interval excludes 0. Default false. */
  strict?: boolean;
  /** A label with less confidence, 0 to 1, becomes null. Labels that have no confidence stay. Default 0. */
  minConfidence?: number;
  /** Quote the hits that count. Default false. */
  evidence?: boolean;
  /** Sentence resamples for the interval. Default 1000. */
  resamples?: number;
  /** Seed of the resampling. Default 1. */
  seed?: number;
}

export const DEFAULTS = { strict: false, minConfidence: 0, evidence: false, resamples: 1000, seed: 1 } as const;

/** A text and everything that the lexicons have in it, before any of it is judged. */
export interface Reading {
  text: string;
  tokens: Tokens;
  sentences: Sentence[];
  /** Hits of every lexicon, nested and overlapping ones too. */
  found: readonly RawHit[];
}

/** Everything a result was made from; what `explain` shows. */
export interface Analysis {
  text: string;
  tokens: Tokens;
  sentences: Sentence[];
  gate: Gate | null;
  /** Hits of the domain lexicon, overlaps settled. */
  domainHits: RawHit[];
  /** Hits of every axis and theme lexicon, the dropped ones too, by place. */
  hits: Hit[];
  result: OkResult;
}

/**
 * Classifies one document on every axis.
 * @param text the document
 * @param lexicons from `loadLexicons` or `compileLexicons`
 * @param options see {@link ClassifyOptions}
 * @returns the result; an error record, not an exception, where the text cannot be judged (no words, not English)
 */
export function classify(text: string, lexicons: LexiconSet, options: ClassifyOptions = {}): Result {
  const reading = findHits(text, lexicons, true);
  return 'found' in reading ? judge(reading, lexicons, options).result : errorOf(reading, options);
}

/**
 * The recipe, from a text to its labels, with every step kept.
 * @returns the analysis, or the error record of a text that cannot be judged
 */
export function analyze(text: string, lexicons: LexiconSet, options: ClassifyOptions = {}): Analysis | ErrorResult {
  const reading = findHits(text, lexicons);
  return 'found' in reading ? judge(reading, lexicons, options) : errorOf(reading, options);
}

function errorOf(problem: ErrorResult['problem'], options: ClassifyOptions): ErrorResult {
  return { schema: 'stdiplo/result/1', id: options.id ?? '', status: 'error', problem };
}

/**
 * The first half of the recipe: words, sentences and what the lexicons have in them.
 * @param onlyCounting leave out hits that cannot count, which spares most of the work: the domain's where nothing near
 *   speaks of science or technology, and the axes' outside of passages on topic
 * @returns the reading, or why the text cannot be judged
 */
export function findHits(text: string, lexicons: LexiconSet, onlyCounting = false): Reading | ErrorResult['problem'] {
  const tokens = tokenize(text);
  const fault = unreadable(tokens.starts.length, (from, to) => formsOf(tokens, from, to));
  if (fault) return fault;
  const sentences = segment(tokens);
  const find = lexicons.matcher.read(tokens);
  const { domain } = lexicons;
  if (!onlyCounting || !domain || domain.relevance.outside > 0) return { text, tokens, sentences, found: find(sentences, null, null) };
  const science = find(sentences, STAGES.science, null);
  const hits = [...science, ...find(sentences, STAGES.domain, sentencesNear(science, sentences, domain))];
  const { factors } = gate(settleOverlaps(hits).kept, lexicons.entries, sentences, domain);
  return { text, tokens, sentences, found: [...hits, ...find(sentences, STAGES.rest, Uint8Array.from(factors, (factor) => Number(factor > 0)))] };
}

/**
 * The second half of the recipe: from hits to labels. Takes the hits as they are given, so that a text can be judged
 * again without some of them and need not be read again.
 * @param reading from {@link findHits} with the same lexicons
 * @param lexicons the set, or one with fewer axes and themes, or without its domain or context lexicon
 */
export function judge(reading: Reading, lexicons: LexiconSet, options: ClassifyOptions = {}): Analysis {
  const settings = { ...DEFAULTS, ...options };
  const { text, tokens, sentences } = reading;
  const found = new Map<string, RawHit[]>(lexicons.lexicons.map(({ id }) => [id, []]));
  for (const hit of reading.found) found.get(lexicons.owners[hit.entry]!.id)!.push(hit);

  const { domain, context } = lexicons;
  const domainHits = domain ? settleOverlaps(found.get(domain.id)!).kept : [];
  const gated = domain && gate(domainHits, lexicons.entries, sentences, domain);
  const factors = gated?.factors ?? new Float64Array(sentences.length).fill(1);
  const cues = bySentence(context ? settleCues(found.get(context.id)!, lexicons) : []);
  const setting = { tokens, sentences, factors, cues };
  const weighed = new Map(
    [...lexicons.axes, ...lexicons.themes].map((lexicon) => {
      const { kept, shadowed } = settleOverlaps(found.get(lexicon.id)!);
      return [lexicon.id, weigh(kept, shadowed, lexicons, setting)];
    }),
  );
  const axes = lexicons.axes.map((axis) => [axis.id, scoreAxis(axis, weighed.get(axis.id)!, sentences.length, gated, settings)]);
  const themes = lexicons.themes.map((theme) => [theme.id, tally(theme.categories, weighed.get(theme.id)!, () => 1)]);
  const hits = [...weighed.values()].flat().sort((a, b) => a.start - b.start || a.end - b.end || compare(a.lexicon, b.lexicon) || compare(a.entry, b.entry));
  const result: OkResult = {
    schema: 'stdiplo/result/1',
    id: options.id ?? '',
    status: 'ok',
    meta: { title: null, date: null, ...options.meta },
    sentences: sentences.length,
    words: tokens.starts.length,
    relevance: gated && { label: gated.relevant ? 'relevant' : 'off_topic', score: gated.score },
    axes: Object.fromEntries(axes),
    themes: Object.fromEntries(themes),
    transitions: findTransitions(lexicons.axes.flatMap((axis) => weighed.get(axis.id)!)),
    evidence: settings.evidence ? quote(text, hits) : [],
  };
  return { text, tokens, sentences, gate: gated, domainHits, hits, result };
}

function scoreAxis(axis: AxisLexicon, all: readonly Hit[], sentences: number, gated: Gate | null, settings: Pick<Required<ClassifyOptions>, 'strict' | 'minConfidence' | 'resamples' | 'seed'>): AxisResult {
  const hits = all.filter((hit) => hit.dropped === null);
  const [minus, plus] = axis.poles;
  const counts = { hits: tally(axis.poles, hits, () => 1), weight: tally(axis.poles, hits, (hit) => hit.contribution) };
  const contributions = hits.map((hit) => ({ sentence: hit.sentence, left: hit.pole === minus ? hit.contribution : 0, right: hit.pole === plus ? hit.contribution : 0 }));
  const offTopic = gated !== null && !gated.relevant;
  const [left, right] = [counts.weight[minus]!, counts.weight[plus]!];
  const scored = offTopic ? null : score(contributions, sentences, settings.resamples, settings.seed);
  const named = offTopic ? { label: null, reason: 'off_topic' as const } : label(axis.label, axis.poles, left, right);
  const sureness = axis.confidence && named.label !== null ? confidence(axis.confidence, groundsOf(gated?.score ?? null, left, right)) : null;
  const isInsignificant = named.label !== null && named.label !== 'mixed' && scored?.significant !== true;
  const isUnsure = (settings.strict && isInsignificant) || (sureness !== null && sureness < settings.minConfidence);
  return {
    ...(isUnsure ? { label: null, reason: 'thin' as const } : named),
    theta: scored?.theta ?? null,
    se: scored?.se ?? null,
    interval: scored?.interval ?? null,
    balance: scored?.balance ?? null,
    salience: scored?.salience ?? null,
    ...counts,
    confidence: isUnsure ? null : sureness,
    significant: scored?.significant ?? false,
  };
}

function tally(poles: readonly string[], hits: readonly Hit[], value: (hit: Hit) => number): Record<string, number> {
  const sums = new Map(poles.map((pole) => [pole, 0]));
  for (const hit of hits) if (hit.dropped === null) sums.set(hit.pole, sums.get(hit.pole)! + value(hit));
  return Object.fromEntries(sums);
}

/** The longest cue wins, so that "not only" silences "not"; a cue that works inside its own span stands apart. */
function settleCues(hits: readonly RawHit[], lexicons: LexiconSet): RawHit[] {
  const isApart = (hit: RawHit): boolean => standsApart(lexicons.entries[hit.entry]!);
  return [...settleOverlaps(hits.filter((hit) => !isApart(hit))).kept, ...hits.filter(isApart)];
}

function bySentence(hits: readonly RawHit[]): Map<number, RawHit[]> {
  const groups = new Map<number, RawHit[]>();
  for (const hit of hits) groups.set(hit.sentence, [...(groups.get(hit.sentence) ?? []), hit]);
  return groups;
}

function quote(text: string, hits: readonly Hit[]): Evidence[] {
  const lines = lineStarts(text);
  return hits
    .filter((hit) => hit.dropped === null)
    .map(({ lexicon, pole, entry, start, end, sentence, contribution, cues }) => ({
      axis: lexicon,
      pole,
      entry,
      text: text.slice(start, end),
      start,
      end,
      ...placeOf(lines, start),
      sentence,
      weight: contribution,
      cues: cues.map((cue) => cue.id),
    }));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
