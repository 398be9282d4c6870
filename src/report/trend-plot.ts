/** Small charts of characters. */
import type { Period } from '../trend-pool.js';
import { column } from './terminal.js';
import { SILENCE, signed } from './trend-words.js';

const BARS = '▁▂▃▄▅▆▇█';
const ROWS = 9;

/** A scale that holds zero and all values. */
export interface Range {
  low: number;
  high: number;
}

/** The range of the positions of an axis, with zero; of their intervals too, if asked. */
export function rangeOf(periods: readonly Period[], axis: string, intervals = false): Range {
  const values = periods.flatMap(({ axes }) => {
    const { theta, interval } = axes[axis]!;
    return theta === null ? [] : [theta, ...(intervals ? interval! : [])];
  });
  return { low: Math.min(0, ...values), high: Math.max(0, ...values) };
}

/** A line a period: its interval, its position, zero, and the figures; for few periods. */
export function intervalRows(periods: readonly Period[], axis: string, poles: readonly [string, string], width: number): string[] {
  const label = Math.max(...periods.map(({ name }) => name.length)) + 2;
  const tail = Math.max('documents'.length, ...periods.map(({ documents }) => `${documents} of ${documents}`.length));
  const wide = width - label - tail - 10;
  const range = rangeOf(periods, axis, true);
  const at = (value: number): number => placeOf(value, range, wide);
  const half = Math.floor(wide / 2);
  const head = `${' '.repeat(label)}${column(`← ${poles[0]}`, half)}${`${poles[1]} →`.padStart(wide - half)}   theta  documents`;
  const rows = periods.map(({ name, documents, axes }) => {
    const { theta, interval, reason, documents: speaking } = axes[axis]!;
    const cells = Array.from({ length: wide }, () => ' ');
    if (interval !== null) cells.fill('─', at(interval[0]), at(interval[1]) + 1);
    cells[at(0)] = interval === null || cells[at(0)] === ' ' ? '│' : '┼';
    if (theta !== null) cells[at(theta)] = '●';
    return `${name.padEnd(label)}${cells.join('')}  ${(theta === null ? SILENCE[reason!] : signed(theta)).padStart(6)}  ${documents === 0 ? '' : `${speaking} of ${documents}`}`.trimEnd();
  });
  return [head, ...rows];
}

/** Positions as points, time from left to right, poles in words above and below; for many periods. */
export function scatter(periods: readonly Period[], axis: string, poles: readonly [string, string], width: number): string[] {
  const margin = 8;
  const columns = Math.min(periods.length, width - margin);
  const range = rangeOf(periods, axis);
  const rowOf = (value: number): number => ROWS - 1 - placeOf(value, range, ROWS);
  const grid = Array.from({ length: ROWS }, (_, row) => Array.from({ length: columns }, (): string => (row === rowOf(0) ? '─' : ' ')));
  periods.forEach(({ axes }, i) => {
    const { theta } = axes[axis]!;
    if (theta !== null) grid[rowOf(theta)]![Math.floor((i * columns) / periods.length)] = '●';
  });
  const marks = new Map([[rowOf(range.low), signed(range.low)], [rowOf(range.high), signed(range.high)], [rowOf(0), '0']]);
  const [first, last] = [periods[0]!.name, periods.at(-1)!.name];
  return [
    `${' '.repeat(margin)}↑ ${poles[1]}`,
    ...grid.map((cells, row) => `${(marks.get(row) ?? '').padStart(margin - 2)} ${row === rowOf(0) ? '┼' : '│'}${cells.join('')}`.trimEnd()),
    `${' '.repeat(margin)}↓ ${poles[0]}`,
    `${' '.repeat(margin)}${first}${last.padStart(Math.max(last.length + 1, columns - first.length))}`,
  ];
}

/** One character a period, or one for several: their mean. A dot where there is no position. */
export function sparkline(periods: readonly Period[], axis: string, range: Range, width: number): string {
  const columns = Math.min(periods.length, width);
  const sums = Array.from({ length: columns }, () => ({ sum: 0, count: 0 }));
  periods.forEach(({ axes }, i) => {
    const { theta } = axes[axis]!;
    const cell = sums[Math.floor((i * columns) / periods.length)]!;
    if (theta !== null) [cell.sum, cell.count] = [cell.sum + theta, cell.count + 1];
  });
  return sums.map(({ sum, count }) => (count === 0 ? '·' : BARS[placeOf(sum / count, range, BARS.length)]!)).join('');
}

function placeOf(value: number, { low, high }: Range, places: number): number {
  return high === low ? Math.floor(places / 2) : Math.min(places - 1, Math.max(0, Math.round(((value - low) / (high - low)) * (places - 1))));
}
