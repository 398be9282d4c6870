/**
 * How the axes move over time: what `trend` says of single years, with a drawing and a table for each, in longer periods
 * where there are many years.
 */
import { parseDate, parseUnit } from '../../period.js';
import type { Unit } from '../../period.js';
import { axesOf, poolPeriods, toMark } from '../../trend-pool.js';
import type { Mark, Period } from '../../trend-pool.js';
import { trend } from '../../trend.js';
import type { AxisTrend, Trend } from '../../trend.js';
import type { OkResult } from '../../types.js';
import { SILENCE, trendDetail, trendSentence, unitName, withMinus } from '../trend-words.js';
import { trendCharts } from '../trend-svg.js';
import { Html, html } from './html.js';
import { count, decimal, grouped } from './words.js';

/** Least weight on both poles together for a period to have a position, as `trend` has it unless told otherwise. */
const LEAST = 3;
/** Periods that a drawing has room for. */
const MOST_PERIODS = 24;

const YEAR = parseUnit('year')!;
/** Pixels of a drawing: two fit beside each other. */
const SIZE = { width: 480, height: 270 };

/** How the course is computed. */
export interface TimeOptions {
  seed: number;
  resamples: number;
  /** Of the axes, by id. */
  titles: ReadonlyMap<string, string>;
}

/** The axes over time, for corpora whose documents carry dates of at least two periods. */
export function timeSection(results: readonly OkResult[], { seed, resamples, titles }: TimeOptions): Html {
  const dated = results.flatMap(({ meta, ...result }) => {
    const date = meta.date === null ? null : parseDate(meta.date);
    return date === null ? [] : [{ result: { ...result, meta }, year: date.year }];
  });
  const years = dated.map(({ year }) => year);
  const [first, last] = [years.reduce((a, b) => Math.min(a, b), Infinity), years.reduce((a, b) => Math.max(a, b), -Infinity)];
  if (!(last > first)) return html``;
  const unit = unitFor(first, last);
  const axes = axesOf(dated[0]!.result);
  const comparable = dated.filter(({ result }) => JSON.stringify(axesOf(result)) === JSON.stringify(axes));
  const marksBy = (by: Unit): Mark[] => comparable.map(({ result }) => toMark(result, axes, by)).filter((mark): mark is Mark => typeof mark === 'object');
  const pooling = { least: LEAST, resamples, seed };
  // Longer periods are easier on the eye, but have less power: the page must not deny a trend that `trend` tells.
  const found = trend(marksBy(YEAR), axes, { ...pooling, unit: YEAR, window: 1, changePoints: false });
  const [all] = found.groups;
  if (all === undefined || all.periods.length < 2) return html``;
  const periods = unit.months === YEAR.months ? all.periods : poolPeriods(marksBy(unit), axes, { ...pooling, unit });
  const charts = trendCharts({ axes, unit, groups: [{ ...all, periods }] }, SIZE);
  return html`<section id="time" aria-labelledby="time-title">
<h2 id="time-title">Over time</h2>
<p class="remark prose">${count(all.documents, 'dated document')}, ${grouped(all.relevant)} of them on topic. Drawn is <i>theta</i> = ln((R + 0.5) / (L + 0.5)) over the documents on topic of each ${unit.months === YEAR.months ? 'year' : `period of ${unitName(unit)}`}, with its 95 % interval; where L and R together are below ${LEAST} there is none.${unit.months === YEAR.months ? '' : ' What is told of a trend is told of single years.'}</p>
<div class="cards wide">${all.axes.map((axis, i) => card(axis, i, found, periods, charts[i]!, titles.get(axis.axis) ?? ''))}</div>
</section>
`;
}

/** The shortest period of which no more than {@link MOST_PERIODS} cover the years. */
export function unitFor(first: number, last: number): Unit {
  const names = ['year', '5-years', 'decade', '25-years', '50-years', '100-years'];
  return names.map((name) => parseUnit(name)!).find(({ months }) => ((last - first) * 12) / months < MOST_PERIODS) ?? parseUnit('100-years')!;
}

function card(axis: AxisTrend, i: number, { axes, tests }: Trend, periods: readonly Period[], chart: string, title: string): Html {
  const { id, poles } = axes[i]!;
  const detail = trendDetail(axis);
  const sentence = `${withMinus(trendSentence(axis, tests))}.`;
  return html`<figure class="card"><figcaption><h3>${title === '' ? id : html`${title} <span class="remark">${id}</span>`}</h3></figcaption>
<div class="scroll drawing" tabindex="0" role="region" aria-label="${id}: drawing">${new Html(chart)}</div>
<p>${axis.towards === null ? sentence : html`<b>${sentence}</b>`}</p>
<details><summary>Figures</summary>${detail === null ? '' : html`<p>${withMinus(detail)}.</p>`}<div class="scroll" tabindex="0" role="region" aria-label="${id} by period"><table class="plain"><thead><tr><th scope="col">Period</th><th scope="col">On topic</th><th scope="col">${poles[0]}</th><th scope="col">mixed</th><th scope="col">no label</th><th scope="col">${poles[1]}</th><th scope="col">Position (95 %)</th></tr></thead>
<tbody>${periods.map(({ name, documents, relevant, axes: pooled }) => {
    const { theta, interval, reason, labels } = pooled[id]!;
    const said = theta === null ? SILENCE[reason!] : `${decimal(theta, true)} [${decimal(interval![0], true)}, ${decimal(interval![1], true)}]`;
    return html`<tr><th scope="row">${name}</th><td>${relevant} of ${documents}</td>${[poles[0], 'mixed', 'none', poles[1]].map((label) => html`<td>${labels[label] ?? 0}</td>`)}<td>${said}</td></tr>`;
  })}</tbody></table></div></details></figure>`;
}
