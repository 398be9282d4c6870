/** What stands in the columns of every table: CSV, TSV, XLSX and Parquet. `docs/columns.md` explains each. */
import type { AxisResult, Evidence, OkResult, Result, Run, Scalar } from '../types.js';
import type { ReportOptions } from './reporter.js';
import { rounded } from '../rounded.js';

/** A value in a table; null is "none", never 0. */
export type Cell = Scalar;

/** What a column holds. `any`: metadata, which may be text in one row and a number in the next. */
export type ColumnType = 'text' | 'whole' | 'number' | 'flag' | 'any';

export interface Column {
  name: string;
  type: ColumnType;
}

/** A table as it grows: its columns, and the rows that one document adds. */
export interface Table {
  columns: Column[];
  rows(result: Result): Cell[][];
}

/** A column, with how its cell is got from what a row is about. */
interface Source<Subject> extends Column {
  cell(subject: Subject): Cell | undefined;
}

type Lexicon = Run['lexicons'][number];

/** The table of a layout: `wide`, one row a document, or `long`, one row a document and axis. */
export function tableOf(run: Run, layout: ReportOptions['layout']): Table {
  return layout === 'long' ? longTable(run) : wideTable(run);
}

function wideTable(run: Run): Table {
  const sources = [
    ...documentSources(run),
    ...axesOf(run).flatMap((axis) => [
      ...AXIS.map(({ name, type, cell }): Source<Result> => ({ name: `${axis.id}_${name}`, type, cell: ofAxis(axis, cell) })),
      ...axis.poles.map((pole): Source<Result> => ({ name: `${axis.id}_hits_${pole}`, type: 'whole', cell: ofAxis(axis, ({ hits }) => hits[pole]) })),
      ...axis.poles.map((pole): Source<Result> => ({ name: `${axis.id}_weight_${pole}`, type: 'number', cell: ofAxis(axis, ({ weight }) => weight[pole]) })),
    ]),
    ...run.lexicons
      .filter(({ kind }) => kind === 'themes')
      .flatMap(({ id, poles }) => poles.map((theme): Source<Result> => ({ name: `${id}_${theme}`, type: 'whole', cell: ok((result) => result.themes[id]?.[theme]) }))),
  ];
  return { columns: columnsOf(sources), rows: (result) => [rowOf(sources, result)] };
}

/** Poles go by side, so that every axis fits the same columns. */
function longTable(run: Run): Table {
  const shared = documentSources(run);
  const own: Source<{ axis: Lexicon; scores: AxisResult }>[] = [
    { name: 'axis', type: 'text', cell: ({ axis }) => axis.id },
    { name: 'minus_pole', type: 'text', cell: ({ axis }) => axis.poles[0] },
    { name: 'plus_pole', type: 'text', cell: ({ axis }) => axis.poles[1] },
    ...AXIS.map(({ name, type, cell }) => ({ name, type, cell: ({ scores }: { scores: AxisResult }) => cell(scores) })),
    { name: 'hits_minus', type: 'whole', cell: ({ axis, scores }) => scores.hits[axis.poles[0]!] },
    { name: 'hits_plus', type: 'whole', cell: ({ axis, scores }) => scores.hits[axis.poles[1]!] },
    { name: 'weight_minus', type: 'number', cell: ({ axis, scores }) => scores.weight[axis.poles[0]!] },
    { name: 'weight_plus', type: 'number', cell: ({ axis, scores }) => scores.weight[axis.poles[1]!] },
  ];
  return {
    columns: columnsOf([...shared, ...own]),
    rows: (result) => {
      const start = rowOf(shared, result);
      const axes = result.status === 'ok' ? axesOf(run).map((axis) => [...start, ...rowOf(own, { axis, scores: result.axes[axis.id]! })]) : [];
      // A document that has no axes still has a row: none may vanish.
      return axes.length > 0 ? axes : [[...start, ...own.map(() => null)]];
    },
  };
}

/** One row a quoted hit; there are some only with `--evidence`. */
export function evidenceTable(): Table {
  const sources: Source<{ id: string; hit: Evidence }>[] = [
    { name: 'id', type: 'text', cell: ({ id }) => id },
    { name: 'axis', type: 'text', cell: ({ hit }) => hit.axis },
    { name: 'pole', type: 'text', cell: ({ hit }) => hit.pole },
    { name: 'entry', type: 'text', cell: ({ hit }) => hit.entry },
    { name: 'text', type: 'text', cell: ({ hit }) => hit.text },
    { name: 'weight', type: 'number', cell: ({ hit }) => hit.weight },
    { name: 'line', type: 'whole', cell: ({ hit }) => hit.line },
    { name: 'column', type: 'whole', cell: ({ hit }) => hit.column },
    { name: 'sentence', type: 'whole', cell: ({ hit }) => hit.sentence + 1 },
    { name: 'cues', type: 'text', cell: ({ hit }) => (hit.cues.length > 0 ? hit.cues.join(' ') : null) },
  ];
  return { columns: columnsOf(sources), rows: (result) => (result.status === 'ok' ? result.evidence.map((hit) => rowOf(sources, { id: result.id, hit })) : []) };
}

const AXIS: readonly Source<AxisResult>[] = [
  { name: 'label', type: 'text', cell: ({ label }) => label },
  { name: 'reason', type: 'text', cell: ({ reason }) => reason },
  { name: 'theta', type: 'number', cell: ({ theta }) => theta },
  { name: 'se', type: 'number', cell: ({ se }) => se },
  { name: 'low', type: 'number', cell: ({ interval }) => interval?.[0] },
  { name: 'high', type: 'number', cell: ({ interval }) => interval?.[1] },
  { name: 'balance', type: 'number', cell: ({ balance }) => balance },
  { name: 'salience', type: 'number', cell: ({ salience }) => salience },
  { name: 'confidence', type: 'number', cell: ({ confidence }) => confidence },
  { name: 'significant', type: 'flag', cell: ({ significant }) => significant },
];

/** What both layouts say of a document. */
function documentSources(run: Run): Source<Result>[] {
  return [
    { name: 'id', type: 'text', cell: ({ id }) => id },
    { name: 'status', type: 'text', cell: ({ status }) => status },
    { name: 'problem', type: 'text', cell: (result) => (result.status === 'error' ? `${result.problem.code}: ${result.problem.message}` : null) },
    { name: 'title', type: 'text', cell: ok(({ meta }) => meta.title) },
    { name: 'date', type: 'text', cell: ok(({ meta }) => meta.date) },
    ...run.fields.map((field): Source<Result> => ({ name: field, type: 'any', cell: ok(({ meta }) => (Object.hasOwn(meta, field) ? meta[field] : null)) })),
    { name: 'sentences', type: 'whole', cell: ok(({ sentences }) => sentences) },
    { name: 'words', type: 'whole', cell: ok(({ words }) => words) },
    { name: 'relevance', type: 'text', cell: ok(({ relevance }) => relevance?.label) },
    { name: 'relevance_score', type: 'number', cell: ok(({ relevance }) => relevance?.score) },
  ];
}

/** The axes of a run and their companions, in the order of the columns. */
export function axesOf(run: Run): Lexicon[] {
  return run.lexicons.filter(({ kind }) => kind === 'axis' || kind === 'companion');
}

function ok(cell: (result: OkResult) => Cell | undefined): Source<Result>['cell'] {
  return (result) => (result.status === 'ok' ? cell(result) : null);
}

function ofAxis(axis: Lexicon, cell: Source<AxisResult>['cell']): Source<Result>['cell'] {
  return ok((result) => cell(result.axes[axis.id]!));
}

function columnsOf(sources: readonly Column[]): Column[] {
  return sources.map(({ name, type }) => ({ name, type }));
}

function rowOf<Subject>(sources: readonly Source<Subject>[], subject: Subject): Cell[] {
  return sources.map(({ type, cell }) => {
    const value = cell(subject) ?? null;
    return type === 'number' && typeof value === 'number' ? rounded(value) : value;
  });
}
