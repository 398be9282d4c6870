import { ProblemError } from '../../problems.js';

/** A dictionary as other content-analysis programs have it: categories of terms. */
export interface Dictionary {
  title: string | null;
  categories: Categories;
}

/** By name: a name that stands twice is one category. */
export type Categories = Map<string, Category>;

export interface Category {
  terms: Term[];
  /** Categories inside it. */
  categories: Categories;
}

export interface Term {
  /** As it stands in the file: words with blanks between them, `*` for any characters. */
  text: string;
  weight: number;
  /** Line of the file, from 1; 0 for a term that stands in none. */
  line: number;
}

/** Something that could not be carried over, or only in part. */
export interface Loss {
  what: string;
  why: string;
  line?: number;
}

/** A file format of another program. Pure: text in, text out. */
export interface Format {
  /**
   * Reads a dictionary file.
   * @param file its name, for the problems
   * @throws {ProblemError} when it is not of this format
   */
  read(text: string, file: string): { dictionary: Dictionary; losses: Loss[] };
  /**
   * Writes a dictionary whose categories are not nested.
   * @param output name of the file that will be written, if any
   */
  write(dictionary: Dictionary, output?: string): { text: string; losses: Loss[] };
  /** Can it say that a term weighs so much? */
  carries(weight: number): boolean;
}

/** The category of a name; added if it is not there. */
export function categoryIn(categories: Categories, name: string): Category {
  let category = categories.get(name);
  if (!category) categories.set(name, (category = { terms: [], categories: new Map() }));
  return category;
}

const LONGEST_LINE = 2000;

/**
 * The lines of a file of a line-based format.
 * @throws {ProblemError} when one is longer than any term or list of categories can be
 */
export function linesOf(text: string, file: string): string[] {
  const lines = text.split(/\r\n|\r|\n/);
  const long = lines.findIndex((line) => line.length > LONGEST_LINE);
  if (long >= 0) throw malformed(file, long + 1, `a line of more than ${LONGEST_LINE} characters`, 'is it a file of this format?');
  return lines;
}

/** The error for a file that is not of its format. */
export function malformed(file: string, line: number, message: string, remedy: string): ProblemError {
  return new ProblemError([{ code: 'dictionary', message, remedy, file, line }]);
}

/** A term or line in quotation marks, for messages. */
export function quoted(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  return `"${line.length > 80 ? `${line.slice(0, 79)}…` : line}"`;
}

/** What two words begin with. */
export function commonStart(one: string, other: string): string {
  let length = 0;
  while (length < one.length && one[length] === other[length]) length += 1;
  return one.slice(0, length);
}
