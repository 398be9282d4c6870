import { csvLine } from './csv.js';
import type { Cell } from './columns.js';
import { rounded } from '../rounded.js';
import type { TrendReport } from './trend.js';

const COLUMNS = ['group', 'period', 'middle', 'documents', 'relevant', 'share_relevant', 'words', 'axis', 'minus', 'plus', 'theta', 'low', 'high', 'se', 'reason', 'weight_minus', 'weight_plus', 'speaking', 'share_minus', 'share_plus', 'share_mixed', 'share_none', 'salience'];

/** One row a group, axis and period. Missing is an empty cell, never 0; shares are of the relevant documents. */
export function csvTrend({ trend }: TrendReport): string {
  const lines = [csvLine(COLUMNS)];
  for (const { group, periods } of trend.groups)
    for (const { id, poles } of trend.axes)
      for (const { name, middle, documents, relevant, words, axes } of periods) {
        const axis = axes[id]!;
        const share = (label: string): Cell => (relevant === 0 ? null : rounded(axis.labels[label]! / relevant));
        const start: Cell[] = [group, name, rounded(middle), documents, relevant, documents === 0 ? null : rounded(relevant / documents), words, id, ...poles];
        const numbers = [axis.theta, axis.interval?.[0], axis.interval?.[1], axis.se].map(number);
        lines.push(csvLine([...start, ...numbers, axis.reason, rounded(axis.left), rounded(axis.right), axis.documents, share(poles[0]), share(poles[1]), share('mixed'), share('none'), number(axis.salience)]));
      }
  return lines.join('');
}

function number(value: number | null | undefined): Cell {
  return value === null || value === undefined ? null : rounded(value);
}
