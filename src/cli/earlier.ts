/** `--results`: results of earlier runs, in place of documents. */
import { ProblemError } from '../problems.js';
import { readResults, readStream, readText } from '../read.js';
import type { Result, Run } from '../types.js';
import type { InputFlags } from './flags.js';
import type { Terminal } from './terminal.js';

/** What was read, and what it was made with. */
export interface Earlier {
  results: Result[];
  /** The run of the first file; null for NDJSON, which does not say. */
  run: Run | null;
  /** With their hashes; null where no file says. */
  lexicons: { id: string; hash: string }[] | null;
  /** What conditions may name. */
  named: Run['lexicons'];
}

/**
 * Reads the files of `--results`.
 * @param files as the user wrote them, `-` for standard input
 * @param patterns documents that are named too, which are refused
 * @throws {ProblemError} when a file is none, or the files were made with different lexicons: their scores do not compare
 */
export async function earlierResults(terminal: Terminal, files: readonly string[], patterns: readonly string[], flags: InputFlags): Promise<Earlier> {
  if (patterns.length > 0 || flags.filesFrom !== undefined)
    throw new ProblemError([{ code: 'usage', message: 'documents are named as well as --results', remedy: 'give one or the other' }]);
  const results: Result[] = [];
  const runs: (Run | null)[] = [];
  const hashes = new Map<string, string>();
  for (const file of files) {
    const read = await readResults(file === '-' ? await readStream('-', terminal.process.stdin) : readText(file));
    for (const { id, hash } of read.run?.lexicons ?? []) {
      if ((hashes.get(id) ?? hash) !== hash) throw new ProblemError([{ code: 'lexicons', file, message: `made with another version of the lexicon ${id} than the file before`, remedy: 'classify all documents again' }]);
      hashes.set(id, hash);
    }
    runs.push(read.run);
    for (const result of read.results) results.push(result);
  }
  const [run = null] = runs;
  return { results, run, lexicons: hashes.size === 0 ? null : [...hashes].map(([id, hash]) => ({ id, hash })), named: run?.lexicons ?? lexiconsIn(results) };
}

/** The lexicons that results speak of, where they do not say what they were made with. */
function lexiconsIn(results: readonly Result[]): Run['lexicons'] {
  const first = results.find((result) => result.status === 'ok');
  if (first === undefined) return [];
  const axes = Object.entries(first.axes).map(([id, { weight }]) => ({ id, kind: 'axis' as const, hash: '', poles: Object.keys(weight) }));
  return [...axes, ...Object.entries(first.themes).map(([id, categories]) => ({ id, kind: 'themes' as const, hash: '', poles: Object.keys(categories) }))];
}
