import { spawnSync } from 'node:child_process';
import { openSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The real program. */
export const BIN = fileURLToPath(new URL('../../bin/stdiplo.js', import.meta.url));

export interface Ran {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** Runs the real program in a process of its own. */
export function stdiplo(args: string[], options: { input?: string | Buffer; cwd?: string; env?: NodeJS.ProcessEnv; bin?: string; stdin?: string } = {}): Ran {
  const { status, stdout, stderr } = spawnSync(process.execPath, [options.bin ?? BIN, ...args], {
    ...(options.stdin === undefined ? { input: options.input ?? '' } : { stdio: [openSync(options.stdin, 'r'), 'pipe', 'pipe'] as const }),
    cwd: options.cwd,
    env: { ...process.env, NO_COLOR: undefined, FORCE_COLOR: undefined, ...options.env },
    maxBuffer: 1 << 28,
  });
  return { code: status, stdout: stdout.toString(), stderr: stderr.toString() };
}
