/** Finds the configuration, and where the paths in it lead. */
import { existsSync, lstatSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, relative, resolve } from 'node:path';
import { ProblemError } from './problems.js';
import { readText } from './read.js';

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
  const source = reason === null ? readText(file) : { problem: { code: 'unreadable', message: reason } };
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
