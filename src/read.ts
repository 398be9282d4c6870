/** The only file that reads the disk: finds documents and other files, and reads them. Failures become problems. */
import { closeSync, constants, createReadStream, fstatSync, openSync, readSync, readdirSync, statSync } from 'node:fs';
import { basename, isAbsolute, join, relative } from 'node:path';
import { patternsIn } from './braces.js';
import { decode } from './decode.js';
import { textOf } from './extract/index.js';
import type { Gold } from './gold.js';
import { ProblemError } from './problems.js';
import type { Source } from './records.js';
import { pieces } from './split.js';
import type { Results } from './results.js';
import type { Problem } from './types.js';

export type { Source } from './records.js';

/** A file larger than this is refused unread. */
const MOST_BYTES = 512 * 1024 * 1024;
/** Nor has a device like /dev/zero an end that could be waited for. */
const MOST_DEVICE_BYTES = 16 * 1024 * 1024;
/** Milliseconds until somebody writes to a named pipe; and between two looks at it. */
const PATIENCE = 5_000;
const PAUSE = 10;
/** Patterns that a glob with braces may stand for. */
const MOST_PATTERNS = 1_000;
/** What a folder stands for. */
const DOCUMENTS = '**/*.{txt,text,md,markdown,html,htm,docx,odt,rtf,pdf}';

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

/** What stands at a path. */
export function kindOf(path: string): 'file' | 'folder' | 'none' {
  try {
    return statSync(path).isDirectory() ? 'folder' : 'file';
  } catch {
    return 'none';
  }
}

async function glob(pattern: string, folder?: string): Promise<string[]> {
  if (patternsIn(pattern) > MOST_PATTERNS) throw new ProblemError([{ code: 'usage', message: `its braces stand for more than ${MOST_PATTERNS} patterns`, remedy: 'use *, or name the files in a list (--files-from LIST)', file: pattern }]);
  const { default: fastGlob } = await import('fast-glob');
  const found = await fastGlob(pattern.replaceAll('\\', '/'), { ...(folder !== undefined && { cwd: folder }), dot: false, followSymbolicLinks: false, onlyFiles: true, suppressErrors: true });
  return found.sort().map((path) => (folder === undefined ? path : join(folder, path)));
}

/** The last part of a path. */
export function nameOf(path: string): string {
  return basename(path);
}

/**
 * The working folder as it is seen from another, with slashes.
 * @returns undefined where it is that folder, or is not in it
 */
export function folderIn(root: string | undefined): string | undefined {
  const folder = root === undefined ? '' : relative(root, process.cwd());
  return folder === '' || folder.startsWith('..') || isAbsolute(folder) ? undefined : folder.replaceAll('\\', '/');
}

/**
 * Reads one document file of any format.
 * @param encoding what a text is in; found out if absent
 */
export async function readDocument(path: string, encoding?: string): Promise<Source> {
  const bytes = readBytes(path);
  return 'problem' in bytes ? { id: path, problem: bytes.problem } : toSource(path, bytes, encoding);
}

/** Reads one text file in UTF-8 or UTF-16, and takes it as it is: a lexicon, a dictionary, coded texts. */
export function readText(path: string): Source {
  const bytes = readBytes(path);
  const decoded = 'problem' in bytes ? bytes : decode(bytes);
  return 'text' in decoded ? { id: path, text: decoded.text } : { id: path, problem: decoded.problem };
}

/** The bytes of a file, counted while they are read: what a file says of its size need not be so (pipes, /proc). */
function readBytes(path: string): Uint8Array | { problem: { code: string; message: string } } {
  try {
    // A named pipe that nobody writes to would be waited for without end.
    const file = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    try {
      const stat = fstatSync(file);
      const most = stat.isCharacterDevice() ? MOST_DEVICE_BYTES : MOST_BYTES;
      // One byte more than is expected shows the end without another buffer.
      let bytes = new Uint8Array(Math.min(stat.size, most) + 1);
      let length = 0;
      let patience = stat.isFIFO() ? PATIENCE : 0;
      for (let read: number | null = -1; read !== 0 && length <= most; length += read ?? 0) {
        if (length === bytes.length) {
          const larger = new Uint8Array(Math.min(Math.max(2 * length, 65_536), most + 1));
          larger.set(bytes);
          bytes = larger;
        }
        read = readSome(file, bytes, length);
        if (read === 0 && length === 0 && patience > 0) [read, patience] = [null, patience - PAUSE];
        if (read === null) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE);
      }
      if (length === 0 && stat.isFIFO() && patience <= 0) return { problem: { code: 'unreadable', message: 'a pipe that nobody writes to' } };
      return length > most ? tooLarge(most) : bytes.subarray(0, length);
    } finally {
      closeSync(file);
    }
  } catch (error) {
    return { problem: { code: 'unreadable', message: reasonOf(error) } };
  }
}

function tooLarge(most: number): { problem: { code: string; message: string } } {
  return { problem: { code: 'size', message: `larger than ${most} bytes; split it` } };
}

/** How many bytes were read; 0 at the end, null when a writer has none yet. */
function readSome(file: number, into: Uint8Array, at: number): number | null {
  try {
    return readSync(file, into, at, into.length - at, null);
  } catch (error) {
    if ((error as NodeJS.ErrnoException | null)?.code === 'EAGAIN') return null;
    throw error;
  }
}

/**
 * Reads one document from a stream of bytes.
 * @param encoding what a text is in; found out if absent
 */
export async function readStream(id: string, stream: AsyncIterable<Uint8Array>, encoding?: string): Promise<Source> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of stream) {
    chunks.push(chunk);
    size += chunk.length;
    if (size > MOST_BYTES) return { id, ...tooLarge(MOST_BYTES) };
  }
  return toSource(id, Buffer.concat(chunks), encoding);
}

async function toSource(id: string, bytes: Uint8Array, encoding?: string): Promise<Source> {
  const outcome = await textOf(bytes, id, encoding);
  return 'extracted' in outcome ? { id, ...outcome.extracted } : { id, problem: outcome.problem };
}

/**
 * Checks the name of an encoding.
 * @throws {ProblemError} when it names none that can be read
 */
export async function checkEncoding(encoding: string | undefined): Promise<void> {
  if (encoding !== undefined && !(await import('./guess.js')).isEncoding(encoding))
    throw new ProblemError([{ code: 'usage', message: `--encoding ${encoding} is not known`, remedy: 'give a name like utf-8, windows-1252, gb18030 or big5' }]);
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
  const source = readText(file);
  if ('problem' in source) throw new ProblemError([{ ...source.problem, remedy: 'name an NDJSON or CSV file', file }]);
  return (await import('./gold.js')).parseGold(source.text, file, variables);
}

/**
 * Reads results of an earlier run; see {@link parseResults}.
 * @param source the file as it was read
 * @throws {ProblemError} when it could not be read, or holds no results
 */
export async function readResults(source: Source): Promise<Results> {
  if ('problem' in source) throw new ProblemError([{ ...source.problem, remedy: 'name a file that classify has written with --format json or ndjson', file: source.id }]);
  return (await import('./results.js')).parseResults(source.text, source.id);
}

/**
 * The names in a folder, in order.
 * @throws {ProblemError} when it cannot be listed
 */
export function namesIn(folder: string, remedy: string): string[] {
  try {
    return readdirSync(folder).sort();
  } catch (error) {
    throw new ProblemError([{ code: 'not_found', message: reasonOf(error), remedy, file: folder }]);
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
