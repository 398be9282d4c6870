/** What a page carries, as JSON. Shared by the program that writes it and the script in the page that reads it. */
import type { AxisResult, Hit, Reason } from '../../types.js';

/** Read at once: enough for the table of documents. */
export interface PageData {
  /** Axes and companions first, in the order of the results; then themes; then the domain lexicon. */
  lexicons: PageLexicon[];
  /** The entries that have hits, as `PageHit.entry` counts them. */
  entries: PageEntry[];
  documents: PageDocument[];
  /** Were texts there to be shown, or only results? */
  hasTexts: boolean;
}

export interface PageLexicon {
  id: string;
  title: string;
  kind: 'axis' | 'companion' | 'themes' | 'domain';
  poles: string[];
}

export interface PageEntry {
  id: string;
  /** Index into `PageData.lexicons`. */
  lexicon: number;
  pole: string;
  /** Null where only results were there, as are the next two. */
  weight: number | null;
  pattern: string | null;
  source: string | null;
}

export interface PageDocument {
  /** Names the document in a link: its id, told apart from others of the same id. */
  key: string;
  id: string;
  title: string | null;
  date: string | null;
  words: number;
  sentences: number;
  relevance: { label: 'relevant' | 'off_topic'; score: number } | null;
  /** One an axis, in the order of `lexicons`. */
  axes: PageAxis[];
}

/** An axis of a document; pairs are minus pole first. */
export interface PageAxis extends Pick<AxisResult, 'label' | 'theta' | 'interval' | 'confidence' | 'significant'> {
  reason: Reason | null;
  hits: [number, number];
  weight: [number, number];
}

/** Unpacked when a document is opened. */
export interface PageText {
  /** Null where only results were there. */
  text: string | null;
  /** UTF-16 units of the whole text, of which `text` may be the beginning. */
  length: number;
  hits: PageHit[];
  /** Hits beyond those listed. */
  more: number;
  themes: { theme: string; category: string; hits: number }[];
  transitions: { axis: string; from: string; to: string; quote: string }[];
  /** The passage that decided relevance, and the addends of its score. */
  passage: { lines: [number, number]; terms: { term: string; value: number; coefficient: number }[]; threshold: number } | null;
}

export interface PageHit extends Pick<Hit, 'start' | 'end' | 'contribution' | 'domain' | 'dropped'> {
  /** Index into `PageData.entries`, which knows lexicon, pole and weight. */
  entry: number;
  line: number;
  cues: { id: string; kind: string; factor: number; quote: string }[];
  /** The words, where they are not in the text that the page carries. */
  quote: string | null;
}

/** Hits as columns, places as distances from the hit before: a third of the size when packed. */
export interface PackedHits extends Record<'entry' | 'start' | 'length' | 'line' | 'contribution' | 'domain', number[]> {
  /** By number of the hit; most have none. */
  dropped: [number, NonNullable<PageHit['dropped']>][];
  cues: [number, PageHit['cues']][];
  quotes: [number, string][];
}

/** What a page holds of a document, packed. */
export type PackedText = Omit<PageText, 'hits'> & { hits: PackedHits };
