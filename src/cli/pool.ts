/** Threads that do work in batches, while what comes out keeps the order of what went in. */
import { createRequire } from 'node:module';
import { Worker } from 'node:worker_threads';
import { ProblemError } from '../problems.js';

/** What a thread says: that it is ready, what became of a batch, or which defect of the program ended it. */
export type Message<Outcome> = { ready: true } | { outcomes: Outcome[] } | { defect: string };

/** How work is spread. */
export interface Spread<Item, Outcome> {
  /** Threads, 2 or more. */
  jobs: number;
  /** The file that a thread runs: takes an array of items by message, and answers each with a {@link Message}, in order. */
  script: string | URL;
  /** What a thread is given when it starts. */
  data?: unknown;
  /** How large an item is; a batch is full at {@link FULL}. */
  sizeOf(item: Item): number;
  /** What becomes of an item that ended its thread. */
  died(item: Item, reason: string): Outcome;
  /** Ends a read that nobody waits for any more, when the work is given up halfway. */
  stop?(): void;
}

/** A batch of so much is handed over as it is. For texts, in UTF-16 units: some 20 ms of work. */
export const FULL = 1 << 17;
/** Batches under way for each thread: one in work, one that waits, one for a slow thread at the head of the queue. */
const AHEAD = 3;

/** Where the built file of a thread is. */
export function scriptAt(name: `#${string}`): string {
  return createRequire(import.meta.url).resolve(name);
}

/**
 * Lets threads work on items. Reads no further ahead than a few batches, so that memory does not grow with the number of
 * items. A batch is handed over as soon as a thread has nothing to do, so that an item in a slow stream does not wait
 * for the next one.
 * @returns what became of each, in order
 * @throws {ProblemError} when threads cannot be started; an Error when one found a defect of the program
 */
export async function* spread<Item, Outcome>(items: AsyncIterator<Item>, options: Spread<Item, Outcome>): AsyncGenerator<Outcome> {
  const { jobs, sizeOf } = options;
  const threads = new Threads(options);
  const underWay: Promise<Outcome[]>[] = [];
  let batch: Item[] = [];
  let size = 0;
  let isDone = false;
  let taking: Promise<IteratorResult<Item>> | null = null;
  try {
    for (;;) {
      const isReady = size >= FULL || isDone || underWay.length < jobs;
      if (batch.length > 0 && isReady && underWay.length < AHEAD * jobs) {
        const outcomes = threads.run(batch);
        // It is awaited later, when its turn has come.
        outcomes.catch(() => undefined);
        underWay.push(outcomes);
        [batch, size] = [[], 0];
      }
      if (!isDone && size < FULL) taking ??= items.next();
      const waitsFor = [taking, underWay[0]].filter((promise) => promise !== null && promise !== undefined);
      if (waitsFor.length === 0) return;
      const came = await Promise.race(waitsFor);
      if (Array.isArray(came)) {
        underWay.shift();
        yield* came;
      } else {
        taking = null;
        if (came.done) isDone = true;
        else {
          batch.push(came.value);
          size += sizeOf(came.value);
        }
      }
    }
  } finally {
    if (!isDone) {
      taking?.catch(() => undefined);
      options.stop?.();
      // Not awaited: it would wait for a read that may never end.
      items.return?.().catch(() => undefined);
    }
    threads.end();
  }
}

/** A batch that a thread has, and whoever waits for it. */
interface Task<Item, Outcome> {
  batch: Item[];
  resolve(outcomes: Outcome[] | Promise<Outcome[]>): void;
  reject(error: Error): void;
}

/** A thread and the batches that it has, the one in work first. */
interface Thread<Item, Outcome> {
  worker: Worker;
  tasks: Task<Item, Outcome>[];
}

class Threads<Item, Outcome> {
  private readonly threads: Thread<Item, Outcome>[];
  private hasEnded = false;
  private broken: ProblemError | null = null;

  constructor(private readonly options: Spread<Item, Outcome>) {
    this.threads = Array.from({ length: options.jobs }, () => this.start());
  }

  /** Gives a batch to the thread that has the least to do. */
  run(batch: Item[]): Promise<Outcome[]> {
    if (this.broken) return Promise.reject(this.broken);
    return new Promise((resolve, reject) => {
      const thread = this.threads.reduce((best, each) => (each.tasks.length < best.tasks.length ? each : best));
      thread.tasks.push({ batch, resolve, reject });
      thread.worker.postMessage(batch, []);
    });
  }

  end(): void {
    this.hasEnded = true;
    for (const { worker } of this.threads) void worker.terminate();
  }

  private start(): Thread<Item, Outcome> {
    const worker = new Worker(this.options.script, { workerData: this.options.data, env: {}, argv: [], execArgv: [] });
    const thread: Thread<Item, Outcome> = { worker, tasks: [] };
    let wasReady = false;
    let reason = 'it ended by itself';
    worker.on('message', (message: Message<Outcome>) => {
      if ('ready' in message) wasReady = true;
      else if ('outcomes' in message) thread.tasks.shift()?.resolve(message.outcomes);
      else thread.tasks.shift()?.reject(new Error(message.defect));
    });
    worker.on('error', (error: NodeJS.ErrnoException) => (reason = error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'out of memory' : error.message));
    worker.on('exit', () => {
      if (!this.hasEnded) this.replace(thread, reason, wasReady);
    });
    return thread;
  }

  /** A thread has died: another takes its place, and the batch that killed it is tried item by item. */
  private replace(thread: Thread<Item, Outcome>, reason: string, wasReady: boolean): void {
    if (!wasReady) {
      this.broken = new ProblemError([{ code: 'threads', message: `no thread can be started (${reason})`, remedy: 'pass --jobs 1' }]);
      for (const { reject } of thread.tasks) reject(this.broken);
      return;
    }
    this.threads[this.threads.indexOf(thread)] = this.start();
    for (const [i, { batch, resolve }] of thread.tasks.entries()) {
      if (i > 0) resolve(this.run(batch));
      else if (batch.length === 1) resolve([this.options.died(batch[0]!, reason)]);
      else resolve(Promise.all(batch.map((item) => this.run([item]))).then((outcomes) => outcomes.flat()));
    }
  }
}
