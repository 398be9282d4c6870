/** The only file that writes to the disk. */
import { accessSync, chmodSync, chownSync, close, constants, existsSync, fsync, fstatSync, lstatSync, mkdirSync, open, openSync, readlinkSync, realpathSync, renameSync, rmSync, statSync, write } from 'node:fs';
import type { Stats } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
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
 * Writes files into a folder, which is made if need be. All are written before the first takes its place.
 * @throws {ProblemError} when one cannot be written
 */
export async function writeFiles(folder: string, files: readonly { name: string; text: string }[]): Promise<void> {
  prepareFolder(folder);
  const begun: Draft[] = [];
  try {
    for (const { name, text } of files) {
      const draft = await Draft.begin(join(folder, name));
      begun.push(draft);
      await draft.write(text);
    }
    for (const draft of begun) await draft.settle();
    for (const draft of begun) await draft.commit();
  } finally {
    for (const draft of begun) draft.discard();
  }
}

/**
 * Writes one file.
 * @param overwrite whether a file that is there may be replaced
 * @throws {ProblemError} when it is there and may not, or cannot be written
 */
export async function writeOne(path: string, text: string, overwrite: boolean): Promise<void> {
  if (existsSync(path) && !overwrite) throw new ProblemError([{ code: 'exists', message: 'is there already', remedy: 'choose another name, or pass --force', file: path }]);
  await writeFiles(dirname(path), [{ name: basename(path), text }]);
}

/** How much text is gathered before it is written, in UTF-16 units. */
const CHUNK = 65_536;
/** Links that are followed before a file's name is given up. */
const MOST_LINKS = 40;
let drafts = 0;
/** Files that are not complete yet. */
const unfinished = new Set<Draft>();
let startWatch: () => () => void = () => () => undefined;
let endWatch: (() => void) | null = null;

/**
 * Sets what is done as long as any file is not complete, such as listening to signals; see {@link discardAll}.
 * @param start called before a file is begun; what it returns is called when none is left
 */
export function whileWriting(start: () => () => void): void {
  startWatch = start;
}

/** Leaves no trace of any file that is not complete. */
export function discardAll(): void {
  for (const draft of unfinished) draft.discard();
}

/**
 * A file that grows beside its place and is moved there when it is complete: whoever looks sees the old file or the new
 * one, never half of one. What is no regular file (a device, a pipe) is written as it is.
 */
export class Draft {
  private gathered: string[] = [];
  private length = 0;
  private settled = false;

  /** @param temp the file that is written until it takes the place of `target`; null when that is written itself */
  private constructor(readonly path: string, private readonly target: string, private readonly temp: string | null, private readonly descriptor: number) {}

  /**
   * Begins a file. A link is followed, so that it stays a link; a file that is there lends its permissions, and its
   * owner where that is allowed.
   * @param path as the user wrote it
   * @throws {ProblemError} when the file could not be written
   */
  static async begin(path: string): Promise<Draft> {
    let draft: Draft | null = null;
    try {
      const target = followLinks(path);
      const old = statOf(target);
      if (old?.isDirectory()) throw new Error('is a folder');
      if (old && !old.isFile()) return new Draft(path, target, null, await new Promise<number>((done, fail) => open(target, 'w', (error, descriptor) => (error ? fail(error) : done(descriptor)))));
      if (old) accessSync(target, constants.W_OK);
      const temp = join(dirname(target), `.stdiplo-${process.pid}-${(drafts += 1)}.part`);
      endWatch ??= startWatch();
      // Opened without a pause, so that no signal finds a file that nobody knows of. What replaces a private file is private.
      draft = new Draft(path, target, temp, openSync(temp, 'wx', old ? 0o600 : 0o666));
      unfinished.add(draft);
      if (old) lend(old, temp);
      return draft;
    } catch (error) {
      draft?.discard();
      unwatch();
      throw unwritable(path, error);
    }
  }

  /**
   * Adds to the file, and waits for the disk now and then.
   * @throws {ProblemError} when it cannot be written, as on a full disk
   */
  async write(chunk: string | Uint8Array): Promise<void> {
    if (typeof chunk === 'string') {
      this.gathered.push(chunk);
      this.length += chunk.length;
      if (this.length >= CHUNK) await this.flush();
    } else {
      await this.flush();
      await this.put(chunk);
    }
  }

  /**
   * Makes the file complete on the disk, and does not move it yet: of several files none is to take its place before all
   * can.
   * @throws {ProblemError} when that fails
   */
  async settle(): Promise<void> {
    if (this.settled) return;
    await this.flush();
    try {
      if (this.temp !== null) await new Promise<void>((done, fail) => fsync(this.descriptor, (error) => (error ? fail(error) : done())));
      await new Promise<void>((done, fail) => close(this.descriptor, (error) => (error ? fail(error) : done())));
    } catch (error) {
      throw unwritable(this.path, error);
    }
    this.settled = true;
  }

  /**
   * Makes the file complete and moves it to its place.
   * @throws {ProblemError} when that fails; the old file is then still there
   */
  async commit(): Promise<void> {
    await this.settle();
    try {
      if (this.temp !== null) renameSync(this.temp, this.target);
    } catch (error) {
      throw unwritable(this.path, error);
    }
    this.end();
  }

  /** Leaves no trace of what was written; without effect on a file that is complete. */
  discard(): void {
    if (this.temp !== null && unfinished.has(this)) rmSync(this.temp, { force: true });
    this.end();
  }

  private end(): void {
    unfinished.delete(this);
    unwatch();
  }

  private async flush(): Promise<void> {
    const text = this.gathered.join('');
    this.gathered = [];
    this.length = 0;
    if (text !== '') await this.put(Buffer.from(text));
  }

  private async put(bytes: Uint8Array): Promise<void> {
    try {
      for (let at = 0; at < bytes.length; ) at += await new Promise<number>((done, fail) => write(this.descriptor, bytes, at, (error, written) => (error ? fail(error) : done(written))));
    } catch (error) {
      throw unwritable(this.path, error);
    }
  }
}

/**
 * What a path stands for on the disk: two names of one file, also of one that is yet to be, have the same identity.
 * @param path `-` is standard input
 * @returns null for what is no file, or cannot be looked at
 */
export function identityOf(path: string): string | null {
  try {
    const found = path === '-' ? fstatSync(0, { bigint: true }) : statSync(path, { bigint: true, throwIfNoEntry: false });
    if (found === undefined) return resolve(followLinks(path));
    return found.isFile() ? `${found.dev}:${found.ino}` : null;
  } catch {
    return null;
  }
}

function unwatch(): void {
  if (unfinished.size > 0) return;
  endWatch?.();
  endWatch = null;
}

/** The owner first: changing it takes permissions away. */
function lend(old: Stats, temp: string): void {
  try {
    chownSync(temp, old.uid, old.gid);
    chmodSync(temp, old.mode & 0o7777);
  } catch {
    // Only root may give files away; then they are ours, and may get any permission.
    chmodSync(temp, old.mode & 0o7777);
  }
}

function followLinks(path: string, left = MOST_LINKS): string {
  if (statOf(path)) return realpathSync(path);
  const isLink = lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() ?? false;
  if (!isLink) return path;
  if (left === 0) throw new Error('too many links');
  return followLinks(resolve(dirname(path), readlinkSync(path)), left - 1);
}

function statOf(path: string): Stats | undefined {
  return statSync(path, { throwIfNoEntry: false });
}

function unwritable(path: string, error: unknown): ProblemError {
  const code = (error as NodeJS.ErrnoException | null)?.code;
  const known: Record<string, string> = { ENOENT: 'its folder does not exist', EACCES: 'no permission to write it', ENOSPC: 'the disk is full', EROFS: 'the disk is read-only', EIO: 'the disk does not answer' };
  const message = (code !== undefined && known[code]) || (error instanceof Error ? error.message : String(error));
  return new ProblemError([{ code: 'unwritable', message, remedy: 'name a file in a folder that you may write to, with room on its disk', file: path }]);
}
