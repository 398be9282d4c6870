/**
 * Takes documents apart in a thread of its own: a document that crashes it, fills its memory or never ends becomes a
 * problem of that document. The thread is kept for the next one, and never keeps the program alive.
 */
import { createRequire } from 'node:module';
import { Worker } from 'node:worker_threads';
import type { Extracted, Format } from './extracted.js';
import { MOST_HEAP, MOST_TIME } from './limits.js';

/** A document to take apart: text for Markdown and HTML, else the bytes of the file, which are handed over. */
export type Job = { format: 'markdown' | 'html'; content: string } | { format: Exclude<Format, 'markdown' | 'html'>; content: Uint8Array };
/** What became of it. */
export type Outcome = { extracted: Extracted } | { problem: { code: string; message: string } };

let worker: Worker | null = null;
/** One document at a time. */
let queue: Promise<unknown> = Promise.resolve();

/**
 * Takes one document apart. Never throws: whatever happens becomes the outcome.
 * @param job the document; its bytes cannot be used afterwards
 * @param time milliseconds it may take
 */
export function extract(job: Job, time: number = MOST_TIME): Promise<Outcome> {
  const turn = queue.then(() => runJob(job, time));
  queue = turn;
  return turn;
}

function runJob(job: Job, time: number): Promise<Outcome> {
  return new Promise((resolve) => {
    const thread = (worker ??= start());
    const end = (outcome: Outcome, isUsable: boolean): void => {
      clearTimeout(timer);
      // Each by name: the thread has listeners of its own.
      for (const event of ['message', 'messageerror', 'error', 'exit']) thread.removeAllListeners(event);
      if (isUsable) thread.unref();
      else {
        worker = null;
        // A late complaint of a thread that is being ended has nobody left to hear it.
        thread.on('error', () => undefined);
        void thread.terminate();
      }
      resolve(outcome);
    };
    const fail = (code: string, message: string): void => end({ problem: { code, message } }, false);
    const timer = setTimeout(() => fail('time', `takes longer than ${time / 1000} s to read; save it again as plain text, or split it`), time);
    thread.ref();
    thread.once('message', (outcome: Outcome) => end(outcome, true));
    thread.once('messageerror', () => fail('broken', 'cannot be read; save the document again'));
    thread.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? fail('size', 'takes too much memory to read; split it') : fail('broken', `cannot be read (${error.message}); save the document again`),
    );
    thread.once('exit', () => fail('broken', 'cannot be read: reading it ended the thread; save the document again'));
    thread.postMessage(job, typeof job.content === 'string' ? [] : [job.content.buffer as ArrayBuffer]);
  });
}

function start(): Worker {
  const thread = new Worker(createRequire(import.meta.url).resolve('#extract-worker'), {
    // What a library prints has no place among the results. (Reading these streams would keep the program alive.)
    stdout: true,
    stderr: true,
    env: {},
    argv: [],
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: MOST_HEAP },
  });
  thread.unref();
  return thread;
}
