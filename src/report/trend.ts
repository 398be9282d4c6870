import type { Counts, Trend } from '../trend.js';
import { toJson } from './reporter.js';
import type { ReportOptions } from './reporter.js';
import { trendSentence } from './trend-words.js';

/** A trend, and what it was made with. */
export interface TrendReport {
  trend: Trend;
  counts: Counts;
  run: TrendRun;
}

/** What a trend was made with. */
export interface TrendRun {
  schema: 'stdiplo/trend/1';
  tool: string;
  /** Null for results in NDJSON, which do not say. */
  lexicons: { id: string; hash: string }[] | null;
  options: { by: string; group: string | null; where?: string[]; window: number; least: number; seed: number; resamples: number; strict: boolean };
}

/** Renders a finished trend. Pure. */
export type RenderTrend = (report: TrendReport, options: ReportOptions) => string;

/** Every output format of `trend`, loaded when chosen. */
export const TREND_REPORTERS: ReadonlyMap<string, () => Promise<RenderTrend>> = new Map<string, () => Promise<RenderTrend>>([
  ['pretty', async () => (await import('./trend-pretty.js')).prettyTrend],
  ['json', () => Promise.resolve(jsonTrend)],
  ['csv', async () => (await import('./trend-csv.js')).csvTrend],
  ['markdown', async () => (await import('./trend-markdown.js')).markdownTrend],
  ['svg', async () => (await import('./trend-svg.js')).svgTrend],
  ['html', async () => (await import('./trend-html.js')).htmlTrend],
]);

/** The format that an ending of a file's name stands for. */
export const TREND_ENDINGS: readonly (readonly [ending: string, format: string])[] = [
  ['.json', 'json'],
  ['.csv', 'csv'],
  ['.md', 'markdown'],
  ['.svg', 'svg'],
  ['.html', 'html'],
];

/** Everything, with each axis's sentence. */
export function jsonTrend({ trend, counts, run }: TrendReport): string {
  const groups = trend.groups.map((group) => ({ ...group, axes: group.axes.map((axis) => ({ ...axis, sentence: trendSentence(axis, trend.tests) })) }));
  return `${toJson({ run, counts, ...trend, groups }, 2)}\n`;
}
