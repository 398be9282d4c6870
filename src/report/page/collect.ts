/** From analyses and results to what a page carries. */
import type { Analysis } from '../../classify.js';
import type { LexiconSet } from '../../lexicon/compile.js';
import { lineStarts, placeOf } from '../../place.js';
import type { AxisResult, Evidence, OkResult, Result, Run } from '../../types.js';
import type { PageAxis, PageDocument, PageEntry, PageHit, PageLexicon, PageText } from './data.js';

/** UTF-16 units of a text that the page shows; more would make a browser slow. The figures are of the whole text. */
export const MOST_TEXT = 250_000;
/** Hits that the page lists, a document. */
export const MOST_HITS = 5_000;

/** The lexicons whose hits a page shows: those in force, or those that results speak of. */
export function pageLexicons(set: LexiconSet | null, run: Run | null, results: readonly Result[]): PageLexicon[] {
  if (set !== null) {
    const themes = set.themes.map(({ id, title, categories }) => ({ id, title, kind: 'themes' as const, poles: [...categories] }));
    const domain = set.domain === null ? [] : [{ id: set.domain.id, title: set.domain.title, kind: 'domain' as const, poles: [...set.domain.categories] }];
    return [...set.axes.map(({ id, title, kind, poles }) => ({ id, title, kind, poles: [...poles] })), ...themes, ...domain];
  }
  const first = results.find((result) => result.status === 'ok');
  if (first === undefined) return [];
  const kinds = new Map(run?.lexicons.map(({ id, kind }) => [id, kind]));
  const axes = Object.entries(first.axes).map(([id, { weight }]) => ({ id, title: '', kind: kinds.get(id) === 'companion' ? ('companion' as const) : ('axis' as const), poles: Object.keys(weight) }));
  return [...axes, ...Object.entries(first.themes).map(([id, categories]) => ({ id, title: '', kind: 'themes' as const, poles: Object.keys(categories) }))];
}

/** Numbers the entries that have hits, in the order in which they turn up. */
export class EntryList {
  readonly entries: PageEntry[] = [];
  private readonly numbers = new Map<string, number>();
  private readonly known: Map<string, { weight: number; pattern: string; source: string }>;

  constructor(
    set: LexiconSet | null,
    readonly lexicons: readonly PageLexicon[],
  ) {
    this.known = new Map(set?.lexicons.flatMap(({ id, entries }) => entries.map((entry) => [`${id}\n${entry.id}`, entry] as const)));
  }

  numberOf({ lexicon, entry, pole }: { lexicon: string; entry: string; pole: string }): number {
    const key = `${lexicon}\n${entry}\n${pole}`;
    const number = this.numbers.get(key);
    if (number !== undefined) return number;
    const { weight = null, pattern = null, source = null } = this.known.get(`${lexicon}\n${entry}`) ?? {};
    this.numbers.set(key, this.entries.length);
    return this.entries.push({ id: entry, lexicon: this.lexicons.findIndex(({ id }) => id === lexicon), pole, weight, pattern, source }) - 1;
  }
}

/** A document's line in the table. */
export function toDocument(result: OkResult, key: string, lexicons: readonly PageLexicon[]): PageDocument {
  const { id, meta, words, sentences, relevance } = result;
  const axes = lexicons.filter(isAxis).map((axis) => toAxis(new Map(Object.entries(result.axes)).get(axis.id), axis.poles));
  return { key, id, title: meta.title, date: meta.date, words, sentences, relevance, axes };
}

/** Is it one of the bipolar lexicons, which have labels? */
export function isAxis({ kind }: PageLexicon): boolean {
  return kind === 'axis' || kind === 'companion';
}

function toAxis(result: AxisResult | undefined, poles: readonly string[]): PageAxis {
  if (result === undefined) return { label: null, reason: 'no_evidence', theta: null, interval: null, confidence: null, significant: false, hits: [0, 0], weight: [0, 0] };
  const { label, reason, theta, interval, confidence, significant } = result;
  const pair = (counts: Record<string, number>): [number, number] => [counts[poles[0]!] ?? 0, counts[poles[1]!] ?? 0];
  return { label, reason, theta, interval, confidence, significant, hits: pair(result.hits), weight: pair(result.weight) };
}

/** Text and hits of a document that was analysed. */
export function textOfAnalysis(analysis: Analysis, set: LexiconSet, entries: EntryList, withText: boolean): PageText {
  const { text, tokens, result, gate, sentences } = analysis;
  const lines = lineStarts(text);
  const cut = text.length > MOST_TEXT ? cutAt(text, MOST_TEXT) : text.length;
  const shown = withText ? cut : 0;
  const flat = (start: number, end: number): string => shorten(text.slice(start, end));
  const hits = analysis.hits.map(
    (hit): PageHit => ({
      entry: entries.numberOf(hit),
      start: hit.start,
      end: hit.end,
      line: placeOf(lines, hit.start).line,
      contribution: hit.contribution,
      domain: hit.domain,
      dropped: hit.dropped,
      cues: hit.cues.map(({ id, kind, factor, start, end }) => ({ id, kind, factor, quote: flat(start, end) })),
      quote: hit.end <= shown ? null : flat(hit.start, hit.end),
    }),
  );
  const domain = set.domain;
  for (const raw of domain === null ? [] : analysis.domainHits) {
    const { id, pole, weight } = set.entries[raw.entry]!;
    const [start, end] = [tokens.starts[raw.from]!, tokens.ends[raw.to - 1]!];
    hits.push({ entry: entries.numberOf({ lexicon: domain!.id, entry: id, pole }), start, end, line: placeOf(lines, start).line, contribution: weight, domain: 1, dropped: null, cues: [], quote: end <= shown ? null : flat(start, end) });
  }
  hits.sort((a, b) => a.start - b.start || b.end - a.end || a.entry - b.entry);
  const lineOf = (sentence: number, isEnd: boolean): number => {
    const { from, to } = sentences[sentence]!;
    return placeOf(lines, isEnd ? tokens.ends[to - 1]! - 1 : tokens.starts[from]!).line;
  };
  return {
    text: withText ? text.slice(0, cut) : null,
    length: text.length,
    hits: hits.slice(0, MOST_HITS),
    more: Math.max(0, hits.length - MOST_HITS),
    themes: themesOf(result),
    transitions: result.transitions.map(({ axis, from, to, start, end }) => ({ axis, from, to, quote: flat(start, end) })),
    passage: gate && {
      lines: [lineOf(gate.passage.from, false), lineOf(gate.passage.to - 1, true)],
      terms: gate.passage.terms.filter(({ value, coefficient }) => value * coefficient !== 0),
      threshold: domain!.relevance.threshold,
    },
  };
}

/** What is known of a document from its result alone: the quoted evidence. */
export function textOfResult(result: OkResult, entries: EntryList): PageText {
  const known = result.evidence.filter(({ axis }) => entries.lexicons.some(({ id }) => id === axis)).sort((a, b) => a.start - b.start);
  const hit = ({ axis, pole, entry, text, start, end, line, weight, cues }: Evidence): PageHit => ({
    entry: entries.numberOf({ lexicon: axis, entry, pole }),
    start,
    end,
    line,
    contribution: weight,
    domain: 1,
    dropped: null,
    cues: cues.map((id) => ({ id, kind: '', factor: 1, quote: '' })),
    quote: shorten(text),
  });
  const transitions = result.transitions.map(({ axis, from, to }) => ({ axis, from, to, quote: '' }));
  return { text: null, length: 0, hits: known.slice(0, MOST_HITS).map(hit), more: Math.max(0, known.length - MOST_HITS), themes: themesOf(result), transitions, passage: null };
}

function themesOf({ themes }: OkResult): PageText['themes'] {
  return Object.entries(themes).flatMap(([theme, counts]) => Object.entries(counts).flatMap(([category, hits]) => (hits > 0 ? [{ theme, category, hits }] : [])));
}

/** Where to cut a text so that no character is halved. */
function cutAt(text: string, at: number): number {
  return /[\ud800-\udbff]/.test(text[at - 1]!) ? at - 1 : at;
}

const MOST_QUOTE = 300;

function shorten(text: string): string {
  const flat = text.replace(/\s+/g, ' ');
  return flat.length <= MOST_QUOTE ? flat : `${flat.slice(0, cutAt(flat, MOST_QUOTE))}\u2026`;
}
