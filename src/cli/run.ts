import { ProblemError, problemText } from '../problems.js';
import { printable } from '../report/printable.js';
import { EXIT } from './exit.js';
import { version } from '../version.js';
import { Terminal } from './terminal.js';

/**
 * Runs the program: the only way in. Never throws and never ends the process.
 * @param process where arguments, streams and environment come from
 * @returns the exit code
 */
export async function run(process: NodeJS.Process): Promise<number> {
  const terminal = new Terminal(process);
  try {
    // Asked a hundred times a day by scripts: answered before the command line is built.
    if (process.argv.length === 3 && /^(?:--version|-V)$/.test(process.argv[2]!)) {
      await terminal.print(`${version}\n`);
      return EXIT.ok;
    }
    // What the most frequent command needs is read while the command line is built.
    if (process.argv[2] === 'classify') void Promise.all([import('./classify.js'), import('#lexicons'), import('../report/pretty.js')]).catch(() => undefined);
    const { makeProgram } = await import('./program.js');
    const { leaveNoParts } = await import('./endings.js');
    leaveNoParts(process);
    const session = { terminal, exitCode: EXIT.ok as number };
    await makeProgram(session).parseAsync(process.argv);
    await terminal.finish();
    return session.exitCode;
  } catch (error) {
    if (terminal.closed) return EXIT.ok;
    if (isCommanderError(error)) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
    if (error instanceof ProblemError) {
      for (const problem of error.problems) {
        terminal.say(`error: ${problemText(problem)}`);
        for (const line of problem.excerpt ?? []) terminal.say(`  ${line}`);
      }
      return EXIT.usage;
    }
    const text = error instanceof Error ? error.message : String(error);
    if (isOfMachine(error)) {
      terminal.say(`error: ${text}; the machine refused it: look at its disks, memory and limits (ulimit -a), and try again`);
      return EXIT.usage;
    }
    terminal.say(`internal error: ${printable(text)}; please report it with the command that caused it (--debug shows where)`);
    if (process.argv.includes('--debug') && error instanceof Error) terminal.sayLines(error.stack ?? '');
    return EXIT.internal;
  }
}

/** A call of the operating system failed where nothing of it was expected, as when a part of the program cannot be loaded. */
function isOfMachine(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error && 'errno' in error;
}

/** Commander has complained itself, and says by this error how the run is to end. */
function isCommanderError(error: unknown): error is Error & { exitCode: number } {
  return error instanceof Error && 'exitCode' in error && 'code' in error && String(error.code).startsWith('commander.');
}
