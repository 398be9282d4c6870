/** Entry point of the threads that classify documents; see `jobs.ts`. */
import { parentPort, workerData } from 'node:worker_threads';
import { compileLexicons } from '../lexicon/compile.js';
import type { Source } from '../records.js';
import type { Result } from '../types.js';
import { toResult } from './jobs.js';
import type { Work } from './jobs.js';
import type { Message } from './pool.js';

const { added, isBuiltIn, options } = workerData as Work;
const lexicons = compileLexicons(added, isBuiltIn ? (await import('#lexicons')).default : undefined);

parentPort!.on('message', (batch: Source[]) => say(answer(batch)));
say({ ready: true });

function answer(batch: readonly Source[]): Message<Result> {
  try {
    return { outcomes: batch.map((source) => toResult(source, lexicons, options)) };
  } catch (error) {
    return { defect: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

function say(message: Message<Result>): void {
  parentPort!.postMessage(message, []);
}
