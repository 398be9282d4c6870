/** What the command line hands to the commands. */
import type { Grain } from '../ablate.js';
import type { Terminal } from './terminal.js';

/** One call of the program. */
export interface Session {
  terminal: Terminal;
  exitCode: number;
}

/** Options of every command that uses lexicons. */
export interface LexiconOptions {
  lexicon?: string[];
  lexicons?: string;
}

/** What a file holds, and where in it. */
export interface RecordFlags {
  encoding?: string;
  inputFormat: 'text' | 'ndjson' | 'csv';
  idField?: string;
  textField?: string;
  dateField?: string;
  titleField?: string;
  keep?: string[] | 'all';
  dateFrom?: string;
}

/** Options of every command that reads documents. */
export interface InputFlags extends RecordFlags {
  filesFrom?: string;
  null?: true;
  allowEmpty?: true;
}

/** Part `index` (from 1) of `count`. */
export interface Shard {
  index: number;
  count: number;
}

/** Options that leave documents out, or fail a run. */
export interface GateFlags {
  where?: string[];
  failOn?: string[];
  baseline?: string;
  maxErrors: number;
}

export interface ClassifyFlags extends LexiconOptions, InputFlags, GateFlags {
  jobs?: number;
  shard?: Shard;
  format?: string;
  output?: string[];
  layout?: 'wide' | 'long';
  bom?: true;
  strict?: true;
  minConfidence?: number;
  evidence?: true;
  cache?: string;
  seed: number;
  resamples: number;
  quiet?: true;
  color?: boolean;
}

export interface ReportFlags extends LexiconOptions, InputFlags {
  where?: string[];
  output?: string;
  results?: string;
  title: string;
  texts: boolean;
  strict?: true;
  minConfidence?: number;
  seed: number;
  resamples: number;
  quiet?: true;
}

export interface ExplainFlags extends LexiconOptions {
  encoding?: string;
  format: 'pretty' | 'json';
  strict?: true;
  seed: number;
  resamples: number;
  color?: boolean;
}

export interface TrendFlags extends LexiconOptions, InputFlags {
  jobs?: number;
  where?: string[];
  results?: string[];
  by: string;
  group?: string;
  window: number;
  least: number;
  changePoints?: true;
  format?: string;
  output?: string[];
  strict?: true;
  seed: number;
  resamples: number;
  quiet?: true;
  color?: boolean;
}

export interface ValidateFlags extends LexiconOptions {
  format: 'pretty' | 'json' | 'csv';
  ablate?: Grain;
  min?: string;
  worst: number;
  strict?: true;
  seed: number;
  resamples: number;
  color?: boolean;
}

export interface SampleFlags extends LexiconOptions, InputFlags {
  number: number;
  passages?: true;
  by?: string;
  stratify: boolean;
  coders?: string;
  bom?: true;
  seed: number;
}

export interface TestFlags extends LexiconOptions, RecordFlags {
  format: 'pretty' | 'json';
  coverage?: true;
  on?: string[];
  color?: boolean;
}

export interface FitFlags extends LexiconOptions {
  output: string;
  prevalence?: number;
  date?: string;
}

export interface ImportFlags {
  from: string;
  poles?: [string, string];
  output?: string;
  force?: true;
}

export interface ExportFlags extends LexiconOptions {
  to: string;
  output?: string;
  force?: true;
}

export interface SuggestFlags extends LexiconOptions {
  gold?: string;
  variable?: string;
  folders?: string[];
  least: number;
  top: number;
  contexts: number;
  new?: true;
  format: 'pretty' | 'json' | 'csv';
  color?: boolean;
}

export interface CompareFlags {
  moved: number;
  exitCode?: true;
  format: 'pretty' | 'json' | 'markdown';
  color?: boolean;
}

export interface DiffFlags extends CompareFlags {
  on: string[];
  format: 'pretty' | 'json';
}
