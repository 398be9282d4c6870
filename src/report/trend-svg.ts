import type { Trend } from '../trend.js';
import { stackCharts, trendChart } from './chart.js';
import type { TrendReport } from './trend.js';

import { unitName } from './trend-words.js';

/**
 * One chart an axis, one line a group.
 * @param size in pixels; that of {@link trendChart} if absent
 */
export function trendCharts({ axes, groups, unit }: Pick<Trend, 'axes' | 'groups' | 'unit'>, size: { width?: number; height?: number } = {}): string[] {
  return axes.map(({ id, poles }) =>
    trendChart(
      groups.map(({ group, periods }) => ({
        name: group,
        points: periods.map(({ name, middle, axes: pooled }) => {
          const { theta, interval } = pooled[id]!;
          return { x: middle, label: name, y: theta, low: interval?.[0] ?? null, high: interval?.[1] ?? null };
        }),
      })),
      { title: `${id} by ${unitName(unit)} (theta${groups.length === 1 ? ', 95 %' : ''})`, poles, ...size },
    ),
  );
}

/** All axes below each other. */
export function svgTrend({ trend }: TrendReport): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${stackCharts(trendCharts(trend))}`;
}
