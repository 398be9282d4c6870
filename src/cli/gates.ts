import { parseExpression } from '../expression.js';
import type { Expression } from '../expression.js';
import { namesOf } from '../facts.js';
import { ProblemError } from '../problems.js';
import { readText, readResults } from '../read.js';
import type { Summary } from '../report/index.js';
import type { Result, Run } from '../types.js';
import type { GateFlags, InputFlags } from './flags.js';
import type { Terminal } from './terminal.js';

/** What `--where` lets in and `--fail-on` stops, over one run. */
export interface Gates {
  /** Documents that failed. */
  failed: number;
  /** Unreadable documents are always let in: nobody can say whether they are wanted. */
  admits(result: Result): boolean;
  /** The conditions for which the document fails, said on standard error; known ones are only counted. */
  failuresOf(result: Result): string[];
  /** The end of the summary line. */
  summary(): string;
  /**
   * Says which metadata no document had, for its name may be misspelt.
   * @throws {ProblemError} when conditions had nothing to judge, because no document could be read, or none is left
   */
  close(summary: Summary): void;
}

/**
 * Reads the conditions of a run, and its baseline.
 * @param lexicons what conditions may name
 * @param run what a baseline's run is compared with, if there may be one
 * @throws {ProblemError} with everything that is wrong in them
 */
export async function openGates(terminal: Terminal, lexicons: Run['lexicons'], flags: GateFlags & Pick<InputFlags, 'allowEmpty'>, run: Run | null = null): Promise<Gates> {
  const { where, failOn } = readConditions(lexicons, flags);
  if (flags.baseline !== undefined && failOn.length === 0)
    throw new ProblemError([{ code: 'usage', message: '--baseline without --fail-on', remedy: 'say with --fail-on what is not to happen' }]);
  const known = flags.baseline === undefined ? failOn.map(() => new Set<string>()) : await knownFailures(terminal, flags.baseline, failOn, run);
  const unseen = new Set([...where, ...failOn].flatMap(({ names }) => [...names].filter(([, { kind }]) => kind === 'any').map(([name]) => name)));
  let knownDocuments = 0;
  let leftOut = 0;

  const gates: Gates = {
    failed: 0,
    admits(result) {
      if (result.status === 'error') return true;
      for (const { names } of [...where, ...failOn]) for (const [name, { of }] of names) if (unseen.has(name) && of(result).some((value) => value !== null)) unseen.delete(name);
      if (where.every((condition) => condition.holds(result))) return true;
      leftOut += 1;
      return false;
    },
    failuresOf(result) {
      const met = failOn.filter((condition) => condition.holds(result));
      const failures = met.filter((condition) => !known[failOn.indexOf(condition)]!.has(result.id));
      for (const condition of failures) terminal.say(`failed: ${result.id}  ${condition.text}${reasons(condition, result)}`);
      if (failures.length > 0) gates.failed += 1;
      else if (met.length > 0) knownDocuments += 1;
      return failures.map(({ text }) => text);
    },
    summary() {
      const parts = [
        [leftOut, 'left out by --where'],
        [gates.failed, 'failed'],
        [knownDocuments, 'known to fail'],
      ] as const;
      return parts.map(([count, what]) => (count > 0 ? `, ${count} ${what}` : '')).join('');
    },
    close({ documents, errors }) {
      if (documents + leftOut > errors) for (const name of unseen) terminal.say(`note: no document has ${name}, which a condition names`);
      if (errors > 0 && documents + leftOut === errors) throw new ProblemError([{ code: 'nothing', message: 'no document could be read', remedy: 'correct the files; conditions and --max-errors need at least one that can be read' }]);
      if (documents === 0 && leftOut > 0 && !flags.allowEmpty) throw new ProblemError([{ code: 'nothing', message: '--where leaves out every document', remedy: 'loosen it, or pass --allow-empty' }]);
    },
  };
  return gates;
}

/**
 * The conditions of `--where` alone, for commands without gates; null where there are none.
 * @param lexicons what conditions may name
 * @throws {ProblemError} with everything that is wrong in them
 */
export function openWhere(terminal: Terminal, lexicons: Run['lexicons'], { where, allowEmpty }: Pick<GateFlags, 'where'> & Pick<InputFlags, 'allowEmpty'>): Promise<Gates> | null {
  return where === undefined ? null : openGates(terminal, lexicons, { where, maxErrors: 0, ...(allowEmpty && { allowEmpty }) });
}

function readConditions(lexicons: Run['lexicons'], flags: GateFlags): Record<'where' | 'failOn', Expression<Result>[]> {
  const look = namesOf(lexicons);
  const faults: ProblemError[] = [];
  const read = (option: string, texts: readonly string[] = []): Expression<Result>[] =>
    texts.flatMap((text) => {
      try {
        return [parseExpression(text, option, look)];
      } catch (error) {
        if (!(error instanceof ProblemError)) throw error;
        faults.push(error);
        return [];
      }
    });
  const conditions = { where: read('--where', flags.where), failOn: read('--fail-on', [...new Set(flags.failOn)]) };
  if (faults.length > 0) throw new ProblemError(faults.flatMap(({ problems }) => problems));
  return conditions;
}

/** For each condition, the documents of the baseline for which it held. */
async function knownFailures(terminal: Terminal, file: string, failOn: readonly Expression<Result>[], run: Run | null): Promise<Set<string>[]> {
  const baseline = await readResults(readText(file));
  const { diffRuns } = await import('../compare.js');
  const differences = baseline.run && run && diffRuns(baseline.run, run);
  if (differences && differences.length > 0) terminal.say(`note: ${file} was made otherwise: ${differences.map(({ what }) => what).join(', ')}`);
  return failOn.map((condition) => new Set(baseline.results.filter((result) => condition.holds(result)).map(({ id }) => id)));
}

/** The values that a condition met, as far as they fit a line. */
function reasons({ names }: Expression<Result>, result: Result): string {
  const said = [...names].map(([name, { of }]) => `${name} is ${of(result).map((value) => JSON.stringify(value)).join(', ')}`).join('; ');
  return `  (${said.length > 200 ? `${said.slice(0, 200)}…` : said})`;
}
