/** The folder of a cache: entries in, entries out, and never anything else touched. */
import { existsSync, lstatSync, readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ProblemError } from './problems.js';
import { prepareFolder } from './write.js';

/** By this file a folder is known as a cache, to us and to programs that make backups (bford.info/cachedir). */
const CACHE_TAG = 'CACHEDIR.TAG';
/** More than this in a cache, and the entries that were made first are removed. */
const MOST_CACHED = 512 * 1024 * 1024;
const HOUR = 3_600_000;

/**
 * Makes a folder for a cache, if need be.
 * @throws {ProblemError} when it cannot be one, or holds something else
 */
export function prepareCache(folder: string): void {
  prepareFolder(folder);
  try {
    if (existsSync(join(folder, CACHE_TAG))) return;
    // A run that started in the same moment may have written some of ours.
    if (readdirSync(folder).some((name) => !OURS.test(name) && name !== '.gitignore' && !name.startsWith(CACHE_TAG)))
      throw new ProblemError([{ code: 'exists', message: 'holds something else', remedy: 'name a folder of its own for --cache, which is made if need be', file: folder }]);
    writeEntry(folder, '.gitignore', '*\n');
    writeEntry(folder, CACHE_TAG, 'Signature: 8a477f597d28d172789f06886806bc55\n# Results that stdiplo has computed before; may be removed at any time.\n');
  } catch (error) {
    if (error instanceof ProblemError) throw error;
    throw new ProblemError([{ code: 'unwritable', message: error instanceof Error ? error.message : String(error), remedy: 'name a folder that you may write to', file: folder }]);
  }
}

/** Entries, and what is left of a run that was killed. */
const OURS = /^[0-9a-f]{64}(?:\.\d+\.part)?$/;

/**
 * Keeps an entry of a cache. Runs beside each other may keep the same one.
 * @returns why it could not be kept; null when it was
 */
export function keepEntry(folder: string, name: string, text: string): string | null {
  try {
    writeEntry(folder, name, text);
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function writeEntry(folder: string, name: string, text: string): void {
  const part = join(folder, `${name}.${process.pid}.part`);
  // What a killed run of the same number has left. A new file is made each time, so that a link there is not followed.
  rmSync(part, { force: true });
  try {
    writeFileSync(part, text, { flag: 'wx' });
    renameSync(part, join(folder, name));
  } catch (error) {
    rmSync(part, { force: true });
    throw error;
  }
}

/**
 * Removes entries of a cache, those that were made first, until half of the room is free again. Never anything else.
 * @param most bytes above which something is removed
 */
export function trimCache(folder: string, most = MOST_CACHED): void {
  try {
    const entries = readdirSync(folder).filter((name) => OURS.test(name)).flatMap((name) => {
      const found = statSync(join(folder, name), { throwIfNoEntry: false });
      return found ? [{ path: join(folder, name), size: found.size, made: found.mtimeMs, isPart: name.endsWith('.part') }] : [];
    });
    for (const { path, made } of entries.filter(({ isPart }) => isPart)) if (Date.now() - made > HOUR) rmSync(path, { force: true });
    let size = entries.reduce((sum, entry) => sum + entry.size, 0);
    if (size <= most) return;
    for (const entry of entries.filter(({ isPart }) => !isPart).sort((a, b) => a.made - b.made)) {
      if (size <= most / 2) break;
      rmSync(entry.path, { force: true });
      size -= entry.size;
    }
  } catch {
    // A cache that cannot be tidied is still right.
  }
}

/**
 * An entry of a cache.
 * @returns its text, which may be anything; null when there is none that can be read
 */
export function readEntry(folder: string, name: string): string | null {
  try {
    const path = join(folder, name);
    const found = lstatSync(path, { throwIfNoEntry: false });
    return found?.isFile() && found.size <= MOST_CACHED ? readFileSync(path, 'utf8') : null;
  } catch {
    return null;
  }
}
