/** Documents become results: in this thread, or in several. */
import { availableParallelism } from 'node:os';
import { classify } from '../classify.js';
import type { LexiconSet } from '../lexicon/compile.js';
import type { Source } from '../records.js';
import type { Lexicon, Result, Run } from '../types.js';
import type { LexiconOptions } from './flags.js';
import type { Terminal } from './terminal.js';

/** What a thread needs to know. Lexicons of files come as they were read: a pipe cannot be read twice. */
export interface Work {
  added: readonly Lexicon[];
  isBuiltIn: boolean;
  options: Run['options'];
}

/**
 * Text, in UTF-16 units, that is classified in this thread before others are started. Starting two takes about as long as
 * this much text, so that they cost little where the input ends soon after, and no size need be known beforehand.
 */
const BREAK_EVEN = 4_000_000;
/** Threads that are started unasked: one thread reads and writes for all of them. */
const MOST_JOBS = 8;

/** What the tool says of a document; an error record where there is none. */
export function toResult(source: Source, lexicons: LexiconSet, options: Run['options']): Result {
  if ('problem' in source) return { schema: 'stdiplo/result/1', id: source.id, status: 'error', problem: source.problem };
  return classify(source.text, lexicons, { ...options, id: source.id, ...(source.meta && { meta: source.meta }), ...(source.places && { places: source.places }) });
}

/**
 * What the tool says of each document, in order, whatever the number of threads.
 * @param flags `jobs`: threads; if absent, all processors up to {@link MOST_JOBS}, once the input turns out to be large
 * @throws {ProblemError} when threads cannot be started
 */
export async function* toResults(terminal: Terminal, documents: AsyncGenerator<Source>, lexicons: LexiconSet, options: Run['options'], flags: LexiconOptions & { jobs?: number }): AsyncGenerator<Result> {
  const jobs = flags.jobs ?? Math.min(availableParallelism(), MOST_JOBS);
  const inline = jobs === 1 ? Infinity : flags.jobs === undefined ? BREAK_EVEN : 0;
  for (let seen = 0; seen < inline; ) {
    const { value, done } = await documents.next();
    if (done) return;
    yield toResult(value, lexicons, options);
    seen += sizeOf(value);
  }
  const { scriptAt, spread } = await import('./pool.js');
  const isBuiltIn = flags.lexicons === undefined;
  const added = isBuiltIn ? lexicons.lexicons.slice((await import('#lexicons')).default.lexicons.length) : lexicons.lexicons;
  const data: Work = { added, isBuiltIn, options };
  yield* spread<Source, Result>(documents, { jobs, script: scriptAt('#classify-worker'), data, sizeOf, died, stop: () => void terminal.process.stdin.destroy() });
}

function sizeOf(source: Source): number {
  return 'text' in source ? source.text.length : 0;
}

function died({ id }: Source, reason: string): Result {
  return { schema: 'stdiplo/result/1', id, status: 'error', problem: { code: 'thread', message: `the thread that classified it died (${reason}); split the document` } };
}
