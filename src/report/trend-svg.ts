import type { Trend } from '../trend.js';
import { stackCharts, trendChart } from './chart.js';
import type { TrendReport } from './trend.js';

/** One chart an axis, one line a group. */
export function trendCharts({ axes, groups, unit }: Trend): string[] {
  return axes.map(({ id, poles }) =>
    trendChart(
      groups.map(({ group, periods }) => ({
        name: group,
        points: periods.map(({ name, middle, axes: pooled }) => {
          const { theta, interval } = pooled[id]!;
          return { x: middle, label: name, y: theta, low: interval?.[0] ?? null, high: interval?.[1] ?? null };
        }),
      })),
      { title: `${id} by ${unit.name} (theta${groups.length === 1 ? ', 95 %' : ''})`, poles },
    ),
  );
}

/** All axes below each other. */
export function svgTrend({ trend }: TrendReport): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${stackCharts(trendCharts(trend))}`;
}
