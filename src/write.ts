/** The only file that writes to the disk. */
import { existsSync, mkdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { ProblemError } from './problems.js';

/**
 * Makes a folder, if need be.
 * @throws {ProblemError} when it cannot be one
 */
export function prepareFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    throw new ProblemError([{ code: 'unwritable', message: error instanceof Error ? error.message : String(error), remedy: 'name a folder that you may write to', file: folder }]);
  }
}

/**
 * Writes files into a folder, which is made if need be. Each is written beside its place and then moved there, so that
 * it is old or complete at every moment.
 */
export function writeFiles(folder: string, files: readonly { name: string; text: string }[]): void {
  mkdirSync(folder, { recursive: true });
  for (const { name, text } of files) {
    const path = join(folder, name);
    writeFileSync(`${path}.part`, text);
    try {
      renameSync(`${path}.part`, path);
    } catch (error) {
      rmSync(`${path}.part`);
      throw error;
    }
  }
}

/**
 * Writes one file.
 * @param overwrite whether a file that is there may be replaced
 * @throws {ProblemError} when it is there and may not, or cannot be written
 */
export function writeOne(path: string, text: string, overwrite: boolean): void {
  if (existsSync(path) && !overwrite) throw new ProblemError([{ code: 'exists', message: 'is there already', remedy: 'choose another name, or pass --force', file: path }]);
  try {
    writeFiles(dirname(path), [{ name: basename(path), text }]);
  } catch (error) {
    throw new ProblemError([{ code: 'unwritable', message: error instanceof Error ? error.message : String(error), remedy: 'name a file in a folder that you may write to', file: path }]);
  }
}

/** Do two paths lead to one file that is there? */
export function isSameFile(one: string, other: string): boolean {
  try {
    const [a, b] = [statSync(one), statSync(other)];
    return a.dev === b.dev && a.ino === b.ino;
  } catch {
    return false;
  }
}
