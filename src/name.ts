/** What the name of a document says of it, by a pattern such as `{country}_{session}_{year}`. */
import { isoDate } from './date.js';
import { ProblemError } from './problems.js';
import type { Meta, Scalar } from './types.js';

/** A piece of a pattern: text that must stand there, or a field, which takes text. */
type Part = { literal: string } | { field: string; shape: RegExp | null };

/** A pattern over the last part of a name, or over its last parts, from a folder on. */
export interface NamePattern {
  parts: Part[][];
  /** Fields beside the date and the title, in the order of the pattern. */
  fields: string[];
}

const NUMBER = /\d{1,2}/y;
/** Where two fields touch, only the width says where a number ends. */
const TWO_DIGITS = /\d{2}/y;
const SHAPES = new Map([
  ['year', /\d{4}/y],
  ['month', NUMBER],
  ['day', NUMBER],
  ['date', /\d{4}(?:-\d{2}(?:-\d{2})?|\d{4})?(?!\d)/y],
]);

/** An extension has a letter in it: `report.2018` has none. */
const EXTENSION = /\.(?=\d{0,8}[a-z])[a-z\d]{1,8}$/i;

/**
 * Reads a pattern of names. `{year}`, `{month}`, `{day}` and `{date}` (2018, 2018-04, 2018-04-09 or 20180409) make the
 * date, `{title}` the title, other names a field of the metadata. All else stands for itself.
 * @throws {ProblemError} with the column of what is wrong
 */
export function parseNamePattern(pattern: string): NamePattern {
  const seen = new Set<string>();
  let column = 1;
  const parts = pattern.split('/').map((segment) => {
    const found = parseSegment(segment, pattern, column, seen);
    column += segment.length + 1;
    return found;
  });
  const has = (name: string): boolean => seen.has(name);
  if (!has('year') && !has('date')) throw wrong(pattern, 1, 'no {year} or {date} in it', 'say where the year stands, e.g. {country}_{session}_{year}');
  if (has('date') && (has('year') || has('month') || has('day'))) throw wrong(pattern, 1, '{date} beside parts of a date', 'give {date} alone, or {year}, {month} and {day}');
  if (has('day') && !has('month')) throw wrong(pattern, 1, '{day} without {month}', 'add {month}, or leave {day} out');
  return { parts, fields: [...seen].filter((name) => !SHAPES.has(name) && name !== 'title') };
}

function parseSegment(segment: string, pattern: string, start: number, seen: Set<string>): Part[] {
  const parts: Part[] = [];
  for (let at = 0; at < segment.length; ) {
    if (segment[at] === '}') throw wrong(pattern, start + at, 'a } without {', 'write fields as {name}');
    if (segment[at] !== '{') {
      const end = segment.slice(at).search(/[{}]/);
      const literal = end < 0 ? segment.slice(at) : segment.slice(at, at + end);
      parts.push({ literal });
      at += literal.length;
      continue;
    }
    const name = /^\{([A-Za-z_][\w-]*)\}/.exec(segment.slice(at))?.[1];
    if (name === undefined) throw wrong(pattern, start + at, 'no field: a name in braces', 'write fields as {name}: letters, digits, _ and -, a letter first');
    if (seen.has(name)) throw wrong(pattern, start + at, `{${name}} stands twice`, 'give each field a name of its own');
    seen.add(name);
    const before = parts.at(-1);
    let shape = SHAPES.get(name) ?? null;
    if (before && 'field' in before) {
      if (before.shape === null) throw wrong(pattern, start + at, `nothing between {${before.field}} and {${name}}`, 'put the text between them that tells where the first one ends');
      if (before.shape === NUMBER) before.shape = TWO_DIGITS;
      if (shape === NUMBER) shape = TWO_DIGITS;
    }
    parts.push({ field: name, shape });
    at += name.length + 2;
  }
  if (parts.length === 0) throw wrong(pattern, start, 'nothing between slashes', 'give each folder a pattern');
  return parts;
}

function wrong(pattern: string, column: number, message: string, remedy: string): ProblemError {
  return new ProblemError([{ code: 'usage', message: `--date-from ${pattern}, character ${column}: ${message}`, remedy }]);
}

/**
 * Reads a name by a pattern: the last part without its extension, and as many folders before it as the pattern has. A
 * field ends at the first place where the text after it stands in the pattern; only a field at the end may hold that
 * text. So there is one reading or none, found in one pass.
 * @returns date, title where the pattern has one, and fields; null when the name does not fit, or its date is in no calendar
 */
export function readName(pattern: NamePattern, name: string): Partial<Meta> | null {
  const segments = name.split(/[/\\]/);
  segments.push(segments.pop()!.replace(EXTENSION, ''));
  if (segments.length < pattern.parts.length) return null;
  const found = new Map<string, string>();
  const fits = pattern.parts.every((parts, i) => readSegment(parts, segments[segments.length - pattern.parts.length + i]!, found));
  if (!fits) return null;
  const [year, month, day] = found.has('date') ? datePartsOf(found.get('date')!) : [found.get('year')!, found.get('month'), found.get('day')];
  const date = isoDate(year, month, day);
  if (date === null) return null;
  // An entry list becomes own properties, so that a field named __proto__ does no harm.
  return Object.fromEntries<Scalar>([['date', date], ...[...found].filter(([field]) => !SHAPES.has(field))]);
}

function readSegment(parts: readonly Part[], text: string, found: Map<string, string>): boolean {
  let at = 0;
  for (const [i, part] of parts.entries()) {
    if ('literal' in part) {
      if (!text.startsWith(part.literal, at)) return false;
      at += part.literal.length;
      continue;
    }
    const end = endOf(part.shape, text, at, parts[i + 1]);
    if (end <= at) return false;
    found.set(part.field, text.slice(at, end));
    at = end;
  }
  return at === text.length;
}

/** Where a field ends that begins at a place; -1 where none can. */
function endOf(shape: RegExp | null, text: string, at: number, next: Part | undefined): number {
  if (shape !== null) {
    shape.lastIndex = at;
    return shape.test(text) ? shape.lastIndex : -1;
  }
  return next && 'literal' in next ? text.indexOf(next.literal, at) : text.length;
}

function datePartsOf(date: string): [string, string | undefined, string | undefined] {
  const [, year, month, day] = /^(\d{4})-?(\d{2})?-?(\d{2})?$/.exec(date)!;
  return [year!, month, day];
}
