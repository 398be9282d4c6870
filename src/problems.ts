import type { Problem } from './types.js';

/** Thrown where nothing sensible can be done: carries every problem found, not only the first. */
export class ProblemError extends Error {
  /** @param problems at least one */
  constructor(readonly problems: Problem[]) {
    super(problems.map(problemText).join('\n'));
    this.name = 'ProblemError';
  }
}

/** One line a problem: `file:line:column  message; remedy`. */
export function problemText(problem: Problem): string {
  const place = [problem.file, problem.line, problem.column].filter((part) => part !== undefined).join(':');
  return `${place ? `${place}  ` : ''}${problem.message}; ${problem.remedy}`;
}
