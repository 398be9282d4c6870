import type { AxisResult, OkResult, Run } from '../types.js';
import { REASONS } from './labels.js';
import type { MakeReporter } from './reporter.js';
import { printable } from './printable.js';
import { column, painter } from './terminal.js';

const GAP = '  ';

/**
 * A table for people: one line a document, a column an axis. `*` marks a label whose interval excludes 0.
 * Column widths depend on the lexicons alone, so that lines can appear as soon as they are known.
 */
export const pretty: MakeReporter = (run, options) => {
  const chalk = painter(options.color);
  const axes = fitting(run, options.width);
  const left = Math.min(LONGEST_NAME, Math.max(SHORTEST_NAME, nameWidth(options.width, axes)));
  const labels = new Map<string, number>();

  const cell = (axis: AxisResult, { poles, width }: Column): string => {
    if (axis.label === null) return chalk.dim(column(`· ${REASONS[axis.reason!]}`, width));
    const text = column(axis.label + (axis.significant ? '*' : ''), width);
    return axis.label === poles[0] ? chalk.yellow(text) : axis.label === poles[1] ? chalk.cyan(text) : text;
  };
  const okRow = (result: OkResult): string => {
    const score = result.relevance === null ? '    ' : result.relevance.score.toFixed(2);
    if (result.relevance?.label === 'off_topic') return chalk.dim(`${score}${GAP}off topic`);
    for (const axis of axes) count(labels, result.axes[axis.id]!.label ?? 'no label', axis.id);
    return [score, ...axes.map((axis) => cell(result.axes[axis.id]!, axis))].join(GAP).trimEnd();
  };
  return {
    head: () => `${chalk.bold([column('document', left), 'rel.', ...axes.map(({ id, width }) => column(id, width))].join(GAP).trimEnd())}\n`,
    row: (result) => {
      const name = column(printable(result.id), left);
      return `${name}${GAP}${result.status === 'error' ? chalk.red(printable(`error: ${result.problem.message}`)) : okRow(result)}\n`;
    },
    tail: () => {
      const lines = axes.map(({ id, poles }) => {
        const parts = [...poles, 'mixed', 'no label'].map((name) => [name, labels.get(`${id} ${name}`) ?? 0] as const).filter(([, times]) => times > 0);
        return parts.length === 0 ? '' : `${column(id, 12)}${parts.map(([name, times]) => `${name} ${times}`).join(', ')}\n`;
      });
      const hidden = columnsOf(run).length - axes.length;
      const notes = [
        '* the 95 % interval excludes 0; rel. = relevance, 0 to 1',
        ...(hidden > 0 ? [`${hidden} more ${hidden === 1 ? 'column' : 'columns'} in a wider terminal, or with --format csv`] : []),
      ];
      return `\n${lines.join('')}${notes.map((note) => `${chalk.dim(note)}\n`).join('')}`;
    },
  };
};

interface Column {
  id: string;
  poles: string[];
  width: number;
}

function columnsOf(run: Run): Column[] {
  return run.lexicons
    .filter(({ kind }) => kind === 'axis' || kind === 'companion')
    .sort((a, b) => Number(a.kind === 'companion') - Number(b.kind === 'companion'))
    .map(({ id, poles }) => ({ id, poles, width: Math.max(id.length, ...poles.map((pole) => pole.length + 1), '· no evidence'.length) }));
}

const SHORTEST_NAME = 20;
const LONGEST_NAME = 48;

/** The columns that leave room for the document's name. */
function fitting(run: Run, width: number): Column[] {
  const all = columnsOf(run);
  let count = all.length;
  while (count > 1 && nameWidth(width, all.slice(0, count)) < SHORTEST_NAME) count -= 1;
  return all.slice(0, count);
}

function nameWidth(width: number, axes: readonly Column[]): number {
  return width - 'rel.'.length - GAP.length * (axes.length + 1) - axes.reduce((sum, axis) => sum + axis.width, 0);
}

function count(labels: Map<string, number>, name: string, axis: string): void {
  const key = `${axis} ${name}`;
  labels.set(key, (labels.get(key) ?? 0) + 1);
}
