/** The names that a condition may use of a document, and what they stand for. */
import type { Name, Names } from './expression.js';
import { rounded } from './rounded.js';
import type { AxisResult, OkResult, Result, Run, Scalar } from './types.js';

type Fact = Name<Result>;
type Facts = ReadonlyMap<string, Fact>;

const REASONS = ['off_topic', 'no_evidence', 'thin', 'balanced'];

/** A document that could not be read has an id, a status, and nothing else. */
function fact(kind: Fact['kind'], value: (result: OkResult) => Scalar | undefined, choices?: readonly string[]): Fact {
  return { kind, of: (result) => [result.status === 'ok' ? figure(value(result)) : null], ...(choices && { choices }) };
}

/** Figures are judged as they are written, so that results that were written earlier meet the same conditions. */
function figure(value: Scalar | undefined): Scalar {
  return typeof value === 'number' ? rounded(value) : (value ?? null);
}

function metadata(field: string): Fact {
  return { kind: 'any', of: (result) => [result.status === 'ok' ? fieldOf(result, field) : null] };
}

function fieldOf({ meta }: OkResult, field: string): Scalar {
  return (Object.hasOwn(meta, field) ? meta[field] : null) ?? null;
}

const ID: Fact = { kind: 'text', of: ({ id }) => [id] };
const STATUS: Fact = { kind: 'text', choices: ['ok', 'error'], of: ({ status }) => [status] };

const PLAIN: Facts = new Map([
  ['id', ID],
  ['status', STATUS],
  ['words', fact('number', ({ words }) => words)],
  ['sentences', fact('number', ({ sentences }) => sentences)],
  ['title', fact('text', ({ meta }) => meta.title)],
  ['date', fact('text', ({ meta }) => meta.date)],
  ['year', fact('number', (result) => fieldOf(result, 'year') ?? yearOf(result.meta.date))],
]);

function yearOf(date: string | null): number | null {
  const year = /^\d{4}(?!\d)/.exec(date ?? '');
  return year ? Number(year[0]) : null;
}

const AXIS_FIELDS: Record<string, [Fact['kind'], (axis: AxisResult) => Scalar]> = {
  label: ['text', ({ label }) => label],
  reason: ['text', ({ reason }) => reason],
  theta: ['number', ({ theta }) => theta],
  se: ['number', ({ se }) => se],
  balance: ['number', ({ balance }) => balance],
  salience: ['number', ({ salience }) => salience],
  confidence: ['number', ({ confidence }) => confidence],
  significant: ['truth', ({ significant }) => significant],
};

/**
 * What conditions may name: `<axis>.label` and its like, `any.label` for one axis or another, `<themes>.<category>`,
 * `relevance.label`, plain names such as `words`, and metadata, bare (`country`) or as `meta.country`.
 * @param lexicons in force; others cannot be named
 */
export function namesOf(lexicons: Run['lexicons']): Names<Result> {
  const axes = lexicons.filter(({ kind }) => kind === 'axis' || kind === 'companion');
  const groups = new Map<string, Facts>([
    ['relevance', new Map([['label', fact('text', ({ relevance }) => relevance?.label, ['relevant', 'off_topic'])], ['score', fact('number', ({ relevance }) => relevance?.score)]])],
    ['any', new Map([...axisFacts(axes), ['status', STATUS]])],
    ...axes.map((axis) => [axis.id, axisFacts([axis])] as const),
    ...lexicons.filter(({ kind }) => kind === 'themes').map(({ id, poles }) => [id, new Map(poles.map((category) => [category, fact('number', ({ themes }) => ownOf(ownOf(themes, id), category))]))] as const),
  ]);
  return (name) => (name.includes('.') ? grouped(name, groups) : bare(name, groups));
}

function axisFacts(axes: Run['lexicons']): Facts {
  const labels = [...new Set([...axes.flatMap(({ poles }) => poles), 'mixed'])];
  return new Map(
    Object.entries(AXIS_FIELDS).map(([field, [kind, value]]): [string, Fact] => {
      const choices = field === 'label' ? labels : field === 'reason' ? REASONS : undefined;
      const valueIn = (result: Result, id: string): Scalar => {
        const axis = result.status === 'ok' ? ownOf(result.axes, id) : undefined;
        return axis ? figure(value(axis)) : null;
      };
      return [field, { kind, ...(choices && { choices }), of: (result) => axes.map(({ id }) => valueIn(result, id)) }];
    }),
  );
}

function ownOf<Value>(record: Record<string, Value> | undefined, key: string): Value | undefined {
  return record && Object.hasOwn(record, key) ? record[key] : undefined;
}

function grouped(name: string, groups: ReadonlyMap<string, Facts>): ReturnType<Names<Result>> {
  const dot = name.indexOf('.');
  const [head, field] = [name.slice(0, dot), name.slice(dot + 1)];
  if (head === 'meta') return metadata(field);
  const facts = groups.get(head);
  if (facts === undefined) {
    const near = nearest(head, [...groups.keys()]);
    return { message: `there is no ${head}, such as an axis of that name`, remedy: near ? `did you mean ${near}.${field}?` : `the lexicons in force have ${[...groups.keys()].join(', ')}; a field of metadata is meta.${name}` };
  }
  const near = nearest(field, [...facts.keys()]);
  return facts.get(field) ?? { message: `${head} has no ${field}`, remedy: near ? `did you mean ${head}.${near}?` : `it has ${[...facts.keys()].join(', ')}` };
}

function bare(name: string, groups: ReadonlyMap<string, Facts>): ReturnType<Names<Result>> {
  const plain = PLAIN.get(name);
  if (plain) return plain;
  const [field] = groups.get(name)?.keys() ?? [];
  if (field !== undefined) return { message: `${name} has several values`, remedy: `write ${name}.${field}, or meta.${name} for a field of metadata` };
  // Any field may be in the metadata, so a name that is almost one of ours is more likely misspelt.
  const near = nearest(name, [...PLAIN.keys()].filter((each) => each.length > 3));
  return near ? { message: `there is no ${name}`, remedy: `did you mean ${near}? a field of metadata is meta.${name}` } : metadata(name);
}

/** The candidate with the fewest letters to change, if they are few. */
function nearest(word: string, candidates: readonly string[]): string | undefined {
  const most = Math.max(1, Math.floor(word.length / 3));
  const ranked = candidates.map((candidate) => ({ candidate, changes: changesBetween(word, candidate) })).sort((a, b) => a.changes - b.changes);
  return ranked[0] && ranked[0].changes <= most ? ranked[0].candidate : undefined;
}

/** Letters to add, drop, replace or swap with the next; after Damerau (1964), in the form of optimal string alignment. */
function changesBetween(a: string, b: string): number {
  const rows = [Array.from({ length: b.length + 1 }, (_, j) => j)];
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    const above = rows[i - 1]!;
    for (let j = 1; j <= b.length; j += 1) {
      const isSwapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      row.push(Math.min(above[j]! + 1, row[j - 1]! + 1, above[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1), isSwapped ? rows[i - 2]![j - 2]! + 1 : Infinity));
    }
    rows.push(row);
  }
  return rows[a.length]![b.length]!;
}
