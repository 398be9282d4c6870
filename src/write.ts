/** The only file that writes to the disk. */
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/**
 * Writes files into a folder, which is made if need be. Each is written beside its place and then moved there, so that
 * it is old or complete at every moment.
 */
export function writeFiles(folder: string, files: readonly { name: string; text: string }[]): void {
  mkdirSync(folder, { recursive: true });
  for (const { name, text } of files) {
    const path = join(folder, name);
    writeFileSync(`${path}.part`, text);
    renameSync(`${path}.part`, path);
  }
}

/** Writes one file, as {@link writeFiles} does. */
export function writeFile(path: string, text: string): void {
  writeFiles(dirname(path), [{ name: basename(path), text }]);
}
