/** Loads lexicons: the built-in ones, and those in files. */
import { dirname, isAbsolute, join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { ProblemError } from '../problems.js';
import { kindOf, namesIn, readText } from '../read.js';
import type { Lexicon, Problem } from '../types.js';
import { compileLexicons } from './compile.js';
import type { LexiconSet } from './compile.js';

/** Where lexicons come from. */
export interface LexiconPlaces {
  /** Files to add to the set. */
  files?: readonly string[];
  /** A folder whose `*.yml` and `*.yaml` replace the built-in set. */
  folder?: string;
}

/**
 * Loads the built-in lexicons, or a folder's in their stead, and adds files of your own.
 * @throws {ProblemError} with everything that is wrong in them, by file, line and column
 */
export async function loadLexicons(places: LexiconPlaces = {}): Promise<LexiconSet> {
  const added = await readLexicons([...(places.folder === undefined ? [] : lexiconFilesIn(places.folder)), ...(places.files ?? [])]);
  return places.folder === undefined ? compileLexicons(added, (await import('#lexicons')).default) : compileLexicons(added);
}

/**
 * Loads what one name stands for: `built-in`, a folder of lexicons, or a file, whose lexicon replaces the built-in one of
 * the same id.
 * @throws {ProblemError} with everything that is wrong in them
 */
export async function lexiconsAt(place: string): Promise<LexiconSet> {
  if (place === 'built-in') return loadLexicons();
  if (kindOf(place) !== 'file') return loadLexicons({ folder: place });
  const [own] = await readLexicons([place]);
  const { lexicons } = (await import('#lexicons')).default;
  const replaced = lexicons.map((lexicon) => (lexicon.id === own!.id ? own! : lexicon));
  return compileLexicons(replaced.includes(own!) ? replaced : [...replaced, own!]);
}

function lexiconFilesIn(folder: string): string[] {
  const files = namesIn(folder, 'name a folder of lexicon files').filter((name) => /\.ya?ml$/.test(name));
  if (files.length === 0) throw new ProblemError([{ code: 'not_found', message: 'no *.yml in the folder', remedy: 'name a folder of lexicon files', file: folder }]);
  return files.map((name) => join(folder, name));
}

/** The YAML of the lexicons in force: the package's own folder, or the user's. */
export function lexiconTexts({ lexicon = [], lexicons }: { lexicon?: readonly string[]; lexicons?: string }): { file: string; text: string }[] {
  const folder = lexicons ?? fileURLToPath(new URL('../lexicons', import.meta.url));
  return [...lexiconFilesIn(folder), ...lexicon].map((file) => {
    const source = readText(file);
    if ('problem' in source) throw new ProblemError([{ ...source.problem, remedy: 'name a YAML file that can be read', file }]);
    return { file, text: source.text };
  });
}

/**
 * Where the JSON Schema of a lexicon is, for the first line of a file: an editor takes a path from the file's folder, or
 * a URL where the path has what a line cannot hold.
 * @param file the lexicon file
 */
export function schemaPlace(file: string): string {
  const schema = fileURLToPath(new URL('../schema/lexicon.schema.json', import.meta.url));
  const path = relative(dirname(file), schema).replaceAll('\\', '/');
  return isAbsolute(path) || /[\s#]/.test(path) ? pathToFileURL(schema).href : path;
}

/**
 * Reads and checks lexicon files.
 * @throws {ProblemError} with every problem of every file
 */
export async function readLexicons(files: readonly string[]): Promise<Lexicon[]> {
  if (files.length === 0) return [];
  const { parseLexicon } = await import('./parse.js');
  const problems: Problem[] = [];
  const lexicons: Lexicon[] = [];
  for (const file of files) {
    const source = readText(file);
    if ('problem' in source) {
      problems.push({ ...source.problem, remedy: 'name a YAML file that can be read', file });
      continue;
    }
    const parsed = parseLexicon(source.text, file);
    if ('problems' in parsed) problems.push(...parsed.problems);
    else lexicons.push(parsed.lexicon);
  }
  if (problems.length > 0) throw new ProblemError(problems);
  return lexicons;
}
