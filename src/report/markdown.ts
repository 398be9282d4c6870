import type { AxisResult, OkResult } from '../types.js';
import { axesOf } from './columns.js';
import { counted, labelText, REASONS } from './labels.js';
import { printable } from './printable.js';
import type { MakeReporter } from './reporter.js';

/** A table for a comment on a pull request: labels with confidence, then what is wrong, then totals. */
export const markdown: MakeReporter = (run) => {
  const axes = axesOf(run);
  const problems: string[] = [];
  let gated = 0;
  let offTopic = 0;
  const cells = (result: OkResult): string[] => {
    const isOff = result.relevance?.label === 'off_topic';
    if (isOff) offTopic += 1;
    const relevance = result.relevance === null ? '' : `${result.relevance.score.toFixed(2)}${isOff ? ' off topic' : ''}`;
    return [relevance, ...axes.map(({ id }) => axisText(result.axes[id]!))];
  };
  return {
    head: () => `${line(['document', 'relevance', ...axes.map(({ id }) => id)])}${line(['---', '---', ...axes.map(() => '---')])}`,
    row: (result, failed) => {
      if (result.status === 'error') problems.push(`${code(result.id)} could not be read: ${code(result.problem.message)}`);
      if (failed.length > 0) {
        gated += 1;
        problems.push(`${code(result.id)} does not pass ${failed.map(code).join(', ')}`);
      }
      return line([code(result.id), ...(result.status === 'error' ? ['not readable', ...axes.map(() => '')] : cells(result))]);
    },
    tail: ({ documents, errors }) => {
      const totals = [counted(documents, 'document'), ...(offTopic > 0 ? [`${offTopic} off topic`] : []), ...(errors > 0 ? [`${errors} not readable`] : []), ...(gated > 0 ? [`${gated} not past a gate`] : [])];
      return `\n${problems.length > 0 ? `**Problems**\n\n${problems.map((problem) => `- ${problem}\n`).join('')}\n` : ''}${totals.join(', ')}. The percentage is the chance that a careful coder would say the same.\n`;
    },
  };
};

function axisText({ label, reason, confidence }: AxisResult): string {
  return label === null ? REASONS[reason!] : labelText({ label, confidence });
}

function line(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |\n`;
}

/**
 * Text from outside, as code. Every sign that Markdown or HTML could take for its own is an entity, and in code nobody is
 * mentioned and nothing becomes a link. A code span would not do: parsers differ on `\|` in it.
 */
export function code(text: string): string {
  return `<code>${printable(text).replace(/(?<=www)\.|[!#$&*:<>@[\\\]^_`{|}~]/gi, (char) => `&#${char.charCodeAt(0)};`)}</code>`;
}
