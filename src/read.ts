/** The only file that touches the disk: finds documents, reads them, reads lexicons. Failures become problems. */
import { createReadStream, existsSync, lstatSync, readFileSync, readdirSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, relative, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { decode } from './decode.js';
import type { Gold } from './gold.js';
import { compileLexicons } from './lexicon/compile.js';
import type { LexiconSet } from './lexicon/compile.js';
import { ProblemError } from './problems.js';
import type { Source } from './records.js';
import { pieces } from './split.js';
import type { Lexicon, Problem } from './types.js';

export type { Source } from './records.js';

/** A file larger than this is refused unread. */
const MOST_BYTES = 512 * 1024 * 1024;
/** What a folder stands for. */
const DOCUMENTS = '**/*.{txt,text,md}';

/**
 * Turns what the user named into file paths: files as they are, folders by their text files, the rest as globs.
 * @param names files, folders, globs; `-` is kept for standard input
 * @param literal take every name as it is, as in a list that a program has written
 * @param inFolder what a folder stands for
 * @returns paths without duplicates, in the order named, sorted inside a folder or glob; and a problem for each
 *   name that stands for nothing
 */
export async function findDocuments(names: readonly string[], literal = false, inFolder = DOCUMENTS): Promise<{ paths: string[]; problems: Problem[] }> {
  const paths = new Set<string>();
  const problems: Problem[] = [];
  for (const name of names) {
    const kind = name === '-' ? 'file' : kindOf(name);
    const found = kind === 'file' ? [name] : kind === 'none' && literal ? [] : await glob(kind === 'folder' ? inFolder : name, kind === 'folder' ? name : undefined);
    if (found.length === 0) problems.push(nothingAt(name, kind, inFolder));
    for (const path of found) paths.add(path);
  }
  return { paths: [...paths], problems };
}

function nothingAt(name: string, kind: 'folder' | 'none'| 'file', inFolder: string): Problem {
  const isGlob = /[*?[\]{}!]/.test(name);
  return {
    code: 'not_found',
    message: kind === 'folder' ? `no ${inFolder} in the folder` : isGlob ? 'nothing matches' : 'no such file or folder',
    remedy: 'correct it, or pass --allow-empty',
    file: name,
  };
}

function kindOf(path: string): 'file' | 'folder' | 'none' {
  try {
    return statSync(path).isDirectory() ? 'folder' : 'file';
  } catch {
    return 'none';
  }
}

async function glob(pattern: string, folder?: string): Promise<string[]> {
  const { default: fastGlob } = await import('fast-glob');
  const found = await fastGlob(pattern.replaceAll('\\', '/'), { ...(folder !== undefined && { cwd: folder }), dot: false, followSymbolicLinks: false, onlyFiles: true, suppressErrors: true });
  return found.sort().map((path) => (folder === undefined ? path : join(folder, path)));
}

/** The last part of a path. */
export function nameOf(path: string): string {
  return basename(path);
}

/** Reads one document file. */
export function readDocument(path: string): Source {
  try {
    const { size } = statSync(path);
    if (size > MOST_BYTES) return { id: path, problem: { code: 'size', message: `larger than ${MOST_BYTES} bytes; split it` } };
    return toSource(path, readFileSync(path));
  } catch (error) {
    return { id: path, problem: { code: 'unreadable', message: reasonOf(error) } };
  }
}

/** Reads one document from a stream of bytes. */
export async function readStream(id: string, stream: AsyncIterable<Uint8Array>): Promise<Source> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of stream) {
    chunks.push(chunk);
    size += chunk.length;
    if (size > MOST_BYTES) return { id, problem: { code: 'size', message: `larger than ${MOST_BYTES} bytes; split it` } };
  }
  return toSource(id, Buffer.concat(chunks));
}

function toSource(id: string, bytes: Uint8Array): Source {
  const decoded = decode(bytes);
  return 'text' in decoded ? { id, text: decoded.text } : { id, problem: decoded.problem };
}

/** The bytes of a file, as a stream. */
export function openFile(path: string): AsyncIterable<Uint8Array> {
  return createReadStream(path);
}

/** The names in a list of files: one a line, or separated by NUL. */
export async function readList(name: string, stream: AsyncIterable<Uint8Array>, nul: boolean): Promise<string[]> {
  const names: string[] = [];
  try {
    for await (const bytes of pieces(stream, nul ? 0x00 : 0x0a)) {
      if (bytes === null) throw new Error('a name too long for any path');
      const decoded = decode(bytes);
      if ('problem' in decoded) throw new Error(decoded.problem.message);
      names.push(nul ? decoded.text : decoded.text.replace(/\r$/, ''));
    }
  } catch (error) {
    throw new ProblemError([{ code: 'list', message: reasonOf(error), remedy: 'give a list of paths, one a line, or pass -0 for NUL-separated paths', file: name }]);
  }
  return names.filter((each) => each !== '');
}

/**
 * Reads coded texts; see {@link parseGold}.
 * @throws {ProblemError} when the file cannot be read or a record has no text
 */
export async function readGold(file: string, variables: readonly string[]): Promise<Gold[]> {
  const source = readDocument(file);
  if ('problem' in source) throw new ProblemError([{ ...source.problem, remedy: 'name an NDJSON or CSV file', file }]);
  return (await import('./gold.js')).parseGold(source.text, file, variables);
}

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
  let names: string[];
  try {
    names = readdirSync(folder);
  } catch (error) {
    throw new ProblemError([{ code: 'not_found', message: reasonOf(error), remedy: 'name a folder of lexicon files', file: folder }]);
  }
  const files = names.filter((name) => /\.ya?ml$/.test(name)).sort();
  if (files.length === 0) throw new ProblemError([{ code: 'not_found', message: 'no *.yml in the folder', remedy: 'name a folder of lexicon files', file: folder }]);
  return files.map((name) => join(folder, name));
}

/** The YAML of the lexicons in force: the package's own folder, or the user's. */
export function lexiconTexts({ lexicon = [], lexicons }: { lexicon?: readonly string[]; lexicons?: string }): { file: string; text: string }[] {
  const folder = lexicons ?? fileURLToPath(new URL('../lexicons', import.meta.url));
  return [...lexiconFilesIn(folder), ...lexicon].map((file) => {
    const source = readDocument(file);
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
  const { parseLexicon } = await import('./lexicon/parse.js');
  const problems: Problem[] = [];
  const lexicons: Lexicon[] = [];
  for (const file of files) {
    const source = readDocument(file);
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

/**
 * The configuration that is in force here: the first `stdiplo.config.yml` from the working folder upwards, no further than
 * a folder with `.git` in it.
 * @returns its path from the working folder; null when there is none
 */
export function findConfig(): string | null {
  for (let folder = resolve('.'); ; folder = dirname(folder)) {
    const file = join(folder, 'stdiplo.config.yml');
    if (lstatSync(file, { throwIfNoEntry: false })) return relative('.', file);
    if (folder === dirname(folder) || existsSync(join(folder, '.git'))) return null;
  }
}

/**
 * The text of a configuration file.
 * @param isNamed by the user; one that was found may not be a link that leads out of its folder
 * @throws {ProblemError} when it cannot be read
 */
export function readConfig(file: string, isNamed: boolean): string {
  const reason = isNamed ? null : placeIn(file, basename(file)) === null ? 'a symbolic link that leads out of its folder' : statSync(file, { throwIfNoEntry: false })?.isFile() ? null : 'not a file';
  const source = reason === null ? readDocument(file) : { problem: { code: 'unreadable', message: reason } };
  if ('problem' in source) throw new ProblemError([{ ...source.problem, remedy: 'name another with --config, or pass --no-config', file }]);
  return source.text;
}

/**
 * Where a path that stands in a file leads, links followed.
 * @param file the file, whose folder the path is relative to
 * @returns the path from the working folder; null when it leads out of the file's folder
 */
export function placeIn(file: string, path: string): string | null {
  const real = (name: string): string => (existsSync(name) ? realpathSync(name) : name);
  const folder = real(resolve(dirname(file)));
  const away = relative(folder, real(resolve(folder, path)));
  return /^\.\.(?:[/\\]|$)/.test(away) || isAbsolute(away) ? null : isAbsolute(path) ? path : join(dirname(file), path);
}

/**
 * An entry of a cache.
 * @returns its text, which may be anything; null when there is none that can be read
 */
export function readEntry(folder: string, name: string): string | null {
  try {
    const path = join(folder, name);
    const found = lstatSync(path, { throwIfNoEntry: false });
    return found?.isFile() && found.size < MOST_BYTES ? readFileSync(path, 'utf8') : null;
  } catch {
    return null;
  }
}

function reasonOf(error: unknown): string {
  const code = (error as NodeJS.ErrnoException | null)?.code;
  const known: Record<string, string> = {
    ENOENT: 'no such file',
    EACCES: 'no permission to read it',
    EISDIR: 'a folder, not a file',
    EMFILE: 'too many open files',
  };
  return (code !== undefined && known[code]) || (error instanceof Error ? error.message : String(error));
}
