/** Only file with csv-stringify. */
import { stringify } from 'csv-stringify/sync';
import { guardFormula } from '../formula.js';
import type { Result, Run, Scalar } from '../types.js';
import { rounded } from './reporter.js';
import type { MakeReporter } from './reporter.js';

export type Cell = string | number | null;

/** One row a document. Missing is an empty cell, never 0. Text that a spreadsheet would run as a formula gets a `'`. */
export const csv: MakeReporter = (run) => table(run, ',');
/** The same, separated by tabs. */
export const tsv: MakeReporter = (run) => table(run, '\t');

function table(run: Run, delimiter: string): ReturnType<MakeReporter> {
  return { head: () => csvLine(columns(run), delimiter), row: (result) => csvLine(cells(result, run), delimiter), tail: () => '' };
}

/** One line of a table. Text is guarded against formulas; numbers are not, since a negative one must stay a number. */
export function csvLine(cells: readonly Cell[], delimiter = ','): string {
  return stringify([cells.map((cell) => (typeof cell === 'string' ? guardFormula(cell) : cell))], { delimiter });
}

function axesOf(run: Run): Run['lexicons'] {
  return run.lexicons.filter(({ kind }) => kind === 'axis' || kind === 'companion');
}

function themesOf(run: Run): Run['lexicons'] {
  return run.lexicons.filter(({ kind }) => kind === 'themes');
}

/** The columns of a table, in order. */
export function columns(run: Run): string[] {
  return [
    'id',
    'status',
    'problem',
    'title',
    'date',
    ...run.fields,
    'sentences',
    'words',
    'relevance',
    'relevance_score',
    ...axesOf(run).flatMap(({ id, poles }) => [
      ...['label', 'reason', 'theta', 'se', 'low', 'high', 'balance', 'salience', 'confidence', 'significant'].map((name) => `${id}_${name}`),
      ...poles.map((pole) => `${id}_hits_${pole}`),
      ...poles.map((pole) => `${id}_weight_${pole}`),
    ]),
    ...themesOf(run).flatMap(({ id, poles }) => poles.map((theme) => `${id}_${theme}`)),
  ];
}

function cells(result: Result, run: Run): Cell[] {
  if (result.status === 'error') {
    const start = [result.id, result.status, `${result.problem.code}: ${result.problem.message}`];
    return [...start, ...Array<Cell>(columns(run).length - start.length).fill(null)];
  }
  const { meta, relevance } = result;
  return [
    result.id,
    result.status,
    null,
    meta.title,
    meta.date,
    ...run.fields.map((field) => (Object.hasOwn(meta, field) ? scalar(meta[field]) : null)),
    result.sentences,
    result.words,
    relevance?.label ?? null,
    number(relevance?.score),
    ...axesOf(run).flatMap(({ id, poles }) => {
      const axis = result.axes[id]!;
      return [
        axis.label,
        axis.reason,
        ...[axis.theta, axis.se, axis.interval?.[0], axis.interval?.[1], axis.balance, axis.salience, axis.confidence].map(number),
        String(axis.significant),
        ...poles.map((pole) => axis.hits[pole]!),
        ...poles.map((pole) => number(axis.weight[pole]!)),
      ];
    }),
    ...themesOf(run).flatMap(({ id, poles }) => poles.map((theme) => result.themes[id]![theme]!)),
  ];
}

function scalar(value: Scalar | undefined): Cell {
  return typeof value === 'boolean' ? String(value) : (value ?? null);
}

function number(value: number | null | undefined): number | null {
  return value === null || value === undefined ? null : rounded(value);
}
