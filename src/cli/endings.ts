import { discardAll, whileWriting } from '../write.js';

/** What ends a run from outside, with the exit code that says so. */
const SIGNALS = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const;

/**
 * However the run ends, no part of a file stays. Signals are listened to only while a file is being written: a program
 * that listens is not ended in the middle of its work.
 */
export function leaveNoParts(process: NodeJS.Process): void {
  whileWriting(() => {
    process.on('exit', discardAll);
    const stops = Object.entries(SIGNALS).map(([signal, code]) => [signal, () => process.exit(code)] as const);
    for (const [signal, stop] of stops) process.on(signal, stop);
    return () => {
      process.off('exit', discardAll);
      for (const [signal, stop] of stops) process.off(signal, stop);
    };
  });
}
