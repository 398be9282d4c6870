import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { expect } from 'vitest';
import { BIN } from './cli.js';

/** On topic, with evidence on several axes; the words are ours. */
export const TEXT = 'The two Governments will set up a joint laboratory for research on new materials and exchange scientists. The agreement on scientific cooperation was signed today.\n';

export interface Ended {
  code: number | null;
  signal: NodeJS.Signals | null;
  stdout: string;
  stderr: string;
}

export interface How {
  cwd?: string;
  /** Options of Node itself. */
  node?: string[];
  /** A shell line around the program, which is `"$@"` in it. */
  shell?: string;
  input?: string | Uint8Array;
  /** Told of the process while it runs. */
  during?: (child: ChildProcess) => void;
  time?: number;
}

/** Runs the real program, and waits for its end. */
export function run(args: readonly string[], how: How = {}): Promise<Ended> {
  const command = [process.execPath, ...(how.node ?? []), BIN, ...args];
  const [file, ...rest] = how.shell === undefined ? command : ['sh', '-c', how.shell, 'sh', ...command];
  const child = spawn(file!, rest, { ...(how.cwd !== undefined && { cwd: how.cwd }), env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: undefined, NODE_OPTIONS: undefined } });
  const out: Buffer[] = [];
  const err: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
  child.stdin.on('error', () => undefined);
  child.stdin.end(how.input ?? '');
  const timer = setTimeout(() => child.kill('SIGKILL'), how.time ?? 25_000);
  how.during?.(child);
  return new Promise((resolve) =>
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      resolve({ code, signal, stdout: Buffer.concat(out).toString(), stderr: Buffer.concat(err).toString() });
    }),
  );
}

/** What holds of every run, whatever it was given: an exit code of the README's table, no stack trace, nothing that steers a terminal. */
export function expectSound({ code, signal, stdout, stderr }: Ended): void {
  expect({ code, signal }, stderr.slice(0, 500)).toEqual({ code: expect.toBeOneOf([0, 1, 2]) as number, signal: null });
  expect(stderr).not.toMatch(/\n\s+at .*:\d+|internal error|UnhandledPromise|Warning:/);
  expect(stderr).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]/);
  // A run that says nothing at all has not failed.
  if (code !== 0) expect(stdout + stderr).not.toBe('');
}
