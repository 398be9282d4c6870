import type { GroupTrend, Trend } from '../trend.js';
import { printable } from './printable.js';
import type { ReportOptions } from './reporter.js';
import { column, painter } from './terminal.js';
import type { TrendReport } from './trend.js';
import { intervalRows, rangeOf, scatter, sparkline } from './trend-plot.js';
import type { Range } from './trend-plot.js';
import { basis, chance, many, range as between, signed, togetherHead, togetherSentence, trendDetail, trendSentence } from './trend-words.js';

/** With more periods than these a chart has points, not a line for each period. */
const MOST_ROWS = 24;
/** Documents to name beside a stated transition. */
const MOST_NAMES = 3;

/** A trend for people: one group with its charts, or several groups beside each other, axis by axis. */
export function prettyTrend({ trend }: TrendReport, { color, width }: ReportOptions): string {
  const chalk = painter(color);
  const documents = trend.groups.reduce((sum, group) => sum + group.documents, 0);
  const relevant = trend.groups.reduce((sum, group) => sum + group.relevant, 0);
  const out = [`${many(documents, 'document')}, ${relevant} of them relevant`, ...wrap(basis(trend), width).map((line) => chalk.dim(line)), ''];
  if (trend.groups.length === 1) out.push(...oneGroup(trend.groups[0]!, trend, width, chalk));
  else out.push(...manyGroups(trend, width, chalk));
  out.push(...transitions(trend, width, chalk));
  return out.map((line) => `${line}\n`).join('');
}

type Chalk = ReturnType<typeof painter>;

function oneGroup(group: GroupTrend, { tests }: Trend, width: number, chalk: Chalk): string[] {
  const out: string[] = group.group === '' ? [] : [chalk.bold(printable(group.group)), ''];
  for (const axis of group.axes) {
    const paint = axis.towards === null ? chalk.reset : chalk.bold;
    out.push(...wrap(trendSentence(axis, tests), width).map((line) => paint(line)));
    const detail = trendDetail(axis);
    if (detail !== null) out.push(...wrap(detail, width, '  ').map((line) => chalk.dim(line)));
    const draw = group.periods.length > MOST_ROWS ? scatter : intervalRows;
    if (axis.periods > 0) out.push(...draw(group.periods, axis.axis, axis.poles, width - 2).map((line) => `  ${line}`));
    out.push('');
  }
  const together = group.together.flatMap((pair) => togetherSentence(pair) ?? []);
  if (together.length > 0) out.push(...wrap(togetherHead(together.length), width).map((line) => chalk.bold(line)), ...together.flatMap((line) => wrap(line, width, '  ')), '');
  return out;
}

function manyGroups({ axes, groups, tests }: Trend, width: number, chalk: Chalk): string[] {
  const out: string[] = [];
  const name = Math.min(16, Math.max(...groups.map(({ group }) => printable(group).length)) + 2);
  const bars = Math.max(10, width - name - 42);
  for (const { id, poles } of axes) {
    const ranges = groups.map(({ periods }) => rangeOf(periods, id));
    const range: Range = { low: Math.min(...ranges.map(({ low }) => low)), high: Math.max(...ranges.map(({ high }) => high)) };
    out.push(chalk.bold(id), chalk.dim(`  ▁ ${signed(range.low)} ${poles[0]}   █ ${signed(range.high)} ${poles[1]}   · no position`));
    out.push(chalk.dim(`  ${column('', name)}${column('', bars + 2)}${column('theta a decade, 95 %', 26)}p`));
    for (const group of groups) {
      const axis = group.axes.find(({ axis }) => axis === id)!;
      const line = `  ${column(printable(group.group), name - 2)}  ${column(sparkline(group.periods, id, range, bars), bars + 2)}`;
      if (axis.sen === null || axis.p === null) out.push(`${line}${many(axis.periods, 'period')}: too few`);
      else {
        const { slope, interval } = axis.sen;
        const figures = `${line}${column(`${signed(slope)} (${interval === null ? 'no interval' : between(interval)})`, 26)}${chance(axis.p)}${axis.towards === null ? '' : ' *'}`;
        out.push(axis.towards === null ? figures : chalk.bold(figures));
      }
    }
    out.push('');
  }
  const told = groups.flatMap(({ group, axes: each }) => each.filter(({ towards }) => towards !== null).map((axis) => `${printable(group)}: ${trendSentence(axis, tests)}`));
  out.push(...(told.length === 0 ? [`no trend can be told in any group (p after correction for ${many(tests, 'test')})`] : [chalk.bold(`* trends that can be told, p after correction for ${many(tests, 'test')}`), ...told.flatMap((line) => wrap(line, width, '  '))]), '');
  return out;
}

function transitions({ transitions: rows, groups }: Trend, width: number, chalk: Chalk): string[] {
  if (rows.length === 0) return [];
  const lines = rows.map(({ group, year, axis, from, to, count, documents }) => {
    const more = documents.length > MOST_NAMES ? ` and ${documents.length - MOST_NAMES} more` : '';
    return `${groups.length > 1 ? `${printable(group)} ` : ''}${year}  ${axis}: from ${from} to ${to}, ${count}: ${documents.slice(0, MOST_NAMES).map(printable).join(', ')}${more}`;
  });
  return [chalk.bold('transitions that relevant documents state'), ...lines.flatMap((line) => wrap(line, width, '  ')), ''];
}

/** Breaks a text at spaces. */
function wrap(text: string, width: number, indent = ''): string[] {
  const lines: string[] = [];
  let line = indent;
  for (const word of text.split(' ')) {
    if (line.trim() !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = `${indent}  ${word}`;
    } else line = line.trim() === '' ? `${line}${word}` : `${line} ${word}`;
  }
  return [...lines, line];
}
