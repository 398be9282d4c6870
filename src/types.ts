/** Every noun of the program, in the order in which a text meets it. No code. */

// ---------------------------------------------------------------- text

/** Half-open UTF-16 offsets into the document's text. */
export interface Span {
  start: number;
  end: number;
}

/** The words of a document, as columns: word i is `text.slice(starts[i], ends[i])`. */
export interface Tokens {
  text: string;
  starts: Int32Array;
  ends: Int32Array;
  /** A hash of each word's characters, by which it is looked up without making a string of it. */
  hashes: Int32Array;
}

/** One sentence, the context unit: tokens `from` (inclusive) to `to` (exclusive). */
export interface Sentence {
  from: number;
  to: number;
  /** A heading, a reference, a salutation or a page number says nothing of a subject: counted, not scored. */
  kind: 'prose' | 'heading' | 'reference' | 'furniture';
}

// ---------------------------------------------------------------- lexicons

/** How a word of a pattern meets a word of a text. `exact` ignores case unless the pattern's word has a capital. */
export type MatchMode = 'exact' | 'stem' | 'prefix';

/**
 * One step of a pattern: `n:word` folded form, `f:WHO` form with case, `s:stem`, `p:prefix`, or `g:3`, a gap of up
 * to three words.
 */
export type Step = string;

/** A pattern: alternatives, each a sequence of steps and nested alternatives. */
export type Pattern = Sequence[];
export type Sequence = (Step | Pattern)[];

/** Words that must stand near a hit, or must not, in the same sentence. */
export interface Condition {
  kind: 'near' | 'unless';
  pattern: string;
  /** Most words between them. */
  within: number;
}

/** One line of a lexicon. */
export interface Entry {
  id: string;
  /** The pole that a hit speaks for; in other kinds of lexicon its theme, domain category or kind of cue. */
  pole: string;
  pattern: string;
  /** How the bare words of the pattern match. */
  match: MatchMode;
  /** All must hold. */
  conditions: Condition[];
  /** Strength of a hit, above 0. */
  weight: number;
  /**
   * Learned from coded texts. Entries of an axis: what is added to the hand-set weight. Entries of the domain: what
   * ln(1 + hits) adds to the score of a passage, beside the weight.
   */
  learned: number;
  /** Section of the paper or a named public document. */
  source: string;
  /** Texts that the pattern must hit, and texts that it must not. */
  hits: string[];
  misses: string[];
}

/** A context cue: an entry that changes the hits it reaches. */
export interface Cue extends Entry {
  /** Where the hits stand that it changes: after it, before it, on both sides, or between its own words. */
  direction: 'forward' | 'backward' | 'both' | 'inside';
  /** How many words it reaches. */
  scope: number;
}

interface LexiconBase {
  id: string;
  title: string;
  /** SHA-256 of the content, so that results can say what they were measured with. */
  hash: string;
  entries: Entry[];
}

/** When is a score a label? */
export interface LabelRule {
  /** Least weight on both poles together; below it the label is null, reason `thin`. */
  least: number;
  /** Least absolute balance for a pole. Below it: `mixed` when both poles reach `each`, else null, `balanced`. */
  lean: number;
  each: number;
}

/** The chance that a label agrees with a careful coder's code: logistic, and never falling in any of its terms. */
export interface ConfidenceRule {
  bias: number;
  /** Factor of the logit of the relevance. */
  relevance: number;
  /** Factor of the absolute balance. */
  balance: number;
  /** Factor of ln(1 + weight on the label's pole). */
  evidence: number;
}

/** A bipolar axis. A companion is reported like an axis and never added to one. */
export interface AxisLexicon extends LexiconBase {
  kind: 'axis' | 'companion';
  /** Minus pole first. */
  poles: [string, string];
  label: LabelRule;
  /** Null until it was calibrated on coded texts. */
  confidence: ConfidenceRule | null;
  /** What label and confidence were fitted on. */
  fittedOn: string | null;
}

/** Themes are counted and shown; they have no poles. */
export interface ThemeLexicon extends LexiconBase {
  kind: 'themes';
  categories: string[];
}

/** How the relevance of a passage adds up: a logistic score over the logarithms of what it holds. */
export interface RelevanceRule {
  /** Coefficients by term; `bias` stands alone. */
  coefficients: Record<string, number>;
  /** Score from which a passage is on topic, 0 to 1. */
  threshold: number;
  /** Words of a passage. */
  passage: number;
  /** What the coefficients were fitted on. */
  fittedOn: string;
  /**
   * Factor of an axis hit: in a sentence of a passage on topic that speaks of science or technology and of something
   * across borders, in another sentence of such a passage, and outside all of them.
   */
  inside: number;
  beside: number;
  outside: number;
}

/** What the axes are about: decides relevance, and which sentences are on topic. */
export interface DomainLexicon extends LexiconBase {
  kind: 'domain';
  categories: string[];
  relevance: RelevanceRule;
}

/** Cues that drop or damp the hits they reach. */
export interface ContextLexicon extends LexiconBase {
  kind: 'context';
  /** Factor by kind of cue, 0 (drop) to 1 (leave alone). */
  effects: Record<string, number>;
  entries: Cue[];
}

export type Lexicon = AxisLexicon | ThemeLexicon | DomainLexicon | ContextLexicon;

// ---------------------------------------------------------------- results

/** A defect in an input, a lexicon or a call: what, where, and what to do. */
export interface Problem {
  code: string;
  message: string;
  remedy: string;
  file?: string;
  line?: number;
  column?: number;
  /** What was written there, and a mark below the place. */
  excerpt?: [string, string];
}

/** What a context cue did to a hit. */
export interface CueEffect extends Span {
  id: string;
  kind: string;
  factor: number;
}

/** An entry found at a place, and what became of it. */
export interface Hit extends Span {
  lexicon: string;
  pole: string;
  entry: string;
  /** Number of its sentence, from 0. */
  sentence: number;
  /** The entry's weight, with what was learned of it. */
  weight: number;
  /** What it adds to its pole: the weight times every factor; 0 when dropped. */
  contribution: number;
  /** Domain factor of its sentence. */
  domain: number;
  cues: CueEffect[];
  /** Why it adds nothing, if so. */
  dropped: 'shadowed' | 'heading' | 'reference' | 'furniture' | 'outside' | 'context' | null;
}

/** Why there is no label. */
export type Reason = 'off_topic' | 'no_evidence' | 'thin' | 'balanced';

/** One axis of one document. */
export interface AxisResult {
  /** A pole, `mixed`, or null with a reason. */
  label: string | null;
  reason: Reason | null;
  /** ln((R + 0.5) / (L + 0.5)); above 0 leans to the plus pole; null without evidence. */
  theta: number | null;
  se: number | null;
  interval: [number, number] | null;
  balance: number | null;
  salience: number | null;
  /** Hits that count, by pole. */
  hits: Record<string, number>;
  /** Their contributions, by pole. */
  weight: Record<string, number>;
  /** Calibrated chance that the label is right; null until it can be calibrated. */
  confidence: number | null;
  significant: boolean;
}

/** A quoted hit. */
export interface Evidence extends Span {
  axis: string;
  pole: string;
  entry: string;
  text: string;
  line: number;
  column: number;
  sentence: number;
  weight: number;
  cues: string[];
}

/** A movement from one pole to the other that a sentence states. */
export interface Transition extends Span {
  axis: string;
  from: string;
  to: string;
  sentence: number;
}

/** A value of metadata. */
export type Scalar = string | number | boolean | null;

/**
 * What is known of a document beside its text: from front matter, its name, document properties or the fields of its
 * record. Never guessed from prose.
 */
export interface Meta {
  title: string | null;
  /** ISO 8601, as exact as it is known: `2018`, `2018-04`, `2018-04-09`. */
  date: string | null;
  [field: string]: Scalar;
}

/** A document that was read and scored. */
export interface OkResult {
  schema: 'stdiplo/result/1';
  id: string;
  status: 'ok';
  meta: Meta;
  sentences: number;
  words: number;
  /** Null when the lexicon set has no domain lexicon. */
  relevance: { label: 'relevant' | 'off_topic'; score: number } | null;
  axes: Record<string, AxisResult>;
  themes: Record<string, Record<string, number>>;
  /** Movements between poles that the text states. */
  transitions: Transition[];
  evidence: Evidence[];
}

/** A document that could not be scored, in its place in the order. */
export interface ErrorResult {
  schema: 'stdiplo/result/1';
  id: string;
  status: 'error';
  problem: { code: string; message: string };
}

export type Result = OkResult | ErrorResult;

/** What a run was made with. */
export interface Run {
  schema: 'stdiplo/run/1';
  tool: string;
  lexicons: { id: string; kind: Lexicon['kind']; hash: string; poles: string[] }[];
  /** Metadata beside title and date that tables get a column for. */
  fields: string[];
  options: { seed: number; resamples: number; strict: boolean; minConfidence: number; evidence: boolean };
}
