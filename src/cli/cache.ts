/** `--cache`: results of earlier runs, taken where nothing has changed. */
import { entryNames, sealed, unsealed } from '../cache.js';
import { readEntry, keepEntry, prepareCache, trimCache } from '../store.js';
import type { Source } from '../read.js';
import type { Result, Run } from '../types.js';
import { fingerprint } from '../version.js';
import type { Terminal } from './terminal.js';

/** The same as computing, only sooner; and what is to be done when all documents are through. */
export interface Cached {
  toResult(source: Source): Result;
  /** Keeps the folder within its bounds. */
  close(): void;
}

/**
 * Results from a folder where it has them, computed and kept there where not.
 * @param compute what the results are without it
 * @throws {ProblemError} when the folder cannot be one, or holds something else
 */
export function withCache(terminal: Terminal, folder: string, run: Run, compute: (source: Source) => Result): Cached {
  prepareCache(folder);
  const nameOf = entryNames(run, [fingerprint, terminal.process.version]);
  let kept = 0;
  let failure: string | null = null;
  return {
    toResult(source) {
      if ('problem' in source) return compute(source);
      // Evidence says on which page it stands, so pages are part of the key.
      const name = nameOf(source.places ? `${source.text}\0${JSON.stringify(source.places)}` : source.text);
      const content = readEntry(folder, name);
      const found = content === null ? null : unsealed(name, content, source.id, source.meta);
      if (found) return found;
      const result = compute(source);
      if (failure === null) {
        failure = keepEntry(folder, name, sealed(name, result));
        kept += 1;
        if (failure !== null) terminal.say(`warning: ${folder}  results are not kept (${failure})`);
      }
      return result;
    },
    close() {
      if (kept > 0) trimCache(folder);
    },
  };
}
