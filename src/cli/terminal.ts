import { once } from 'node:events';
import { ProblemError } from '../problems.js';
import { printable } from '../report/printable.js';

/** The streams of a run. Results go to standard output, everything else to standard error. */
export class Terminal {
  /** The reader of standard output has gone. */
  closed = false;
  quiet = false;
  /** Why standard output cannot be written, if so. */
  private failure: Error | null = null;
  private readonly started = Date.now();
  private lastProgress = 0;
  private progressShown = false;

  constructor(readonly process: NodeJS.Process) {
    for (const stream of [process.stdout, process.stderr])
      stream.on('error', (error: NodeJS.ErrnoException) => {
        // Nobody reads standard error any more, or it cannot be written: the results still can.
        if (stream === process.stderr) return;
        if (error.code === 'EPIPE') this.closed = true;
        else this.failure = error;
      });
  }

  /**
   * Writes to standard output and waits for a slow reader.
   * @throws when the reader has gone, which ends the run quietly
   */
  async print(text: string | Uint8Array): Promise<void> {
    if (text.length === 0) return;
    if (!this.process.stdout.write(text) && !this.closed) await Promise.race([once(this.process.stdout, 'drain'), once(this.process.stdout, 'close')]).catch(() => undefined);
    if (this.closed) throw new Error('standard output is closed');
    this.check();
  }

  /**
   * Waits until everything is written that was printed.
   * @throws {ProblemError} when it could not be
   */
  async finish(): Promise<void> {
    await new Promise((resolve) => this.process.stdout.write('', resolve));
    this.check();
  }

  private check(): void {
    if (this.failure) throw new ProblemError([{ code: 'output', message: `standard output cannot be written (${this.failure.message})`, remedy: 'make room, or send it elsewhere' }]);
  }

  /** A line on standard error. Names in it may come from anywhere, and a line feed in one must not begin a line. */
  say(line: string): void {
    this.clearProgress();
    this.process.stderr.write(`${printable(line)}\n`);
  }

  /** Lines on standard error, of our own making. */
  sayLines(text: string): void {
    for (const line of text.split('\n')) this.say(line);
  }

  /** A line that replaces itself, from one second on, only for people. */
  progress(line: string): void {
    const now = Date.now();
    if (this.quiet || !this.process.stderr.isTTY || now - this.started < 1000 || now - this.lastProgress < 100) return;
    this.lastProgress = now;
    this.progressShown = true;
    this.process.stderr.write(`\r\u001b[K${printable(line)}`);
  }

  clearProgress(): void {
    if (this.progressShown) this.process.stderr.write('\r\u001b[K');
    this.progressShown = false;
  }

  /** Colour on standard output? Flag, then NO_COLOR, then FORCE_COLOR, then the terminal. */
  useColor(flag: boolean | undefined): boolean {
    const { NO_COLOR, FORCE_COLOR, TERM } = this.process.env;
    if (flag !== undefined) return flag;
    if (NO_COLOR) return false;
    if (FORCE_COLOR !== undefined && FORCE_COLOR !== '') return FORCE_COLOR !== '0' && FORCE_COLOR !== 'false';
    return this.process.stdout.isTTY === true && TERM !== 'dumb';
  }

  /** Characters a line; generous into a pipe, so that nothing is cut that need not be. */
  get width(): number {
    return this.process.stdout.columns || 140;
  }
}
