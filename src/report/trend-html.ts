import type { GroupTrend, Trend } from '../trend.js';
import { escapeMarkup } from './markup.js';
import type { TrendReport } from './trend.js';
import { trendCharts } from './trend-svg.js';
import { SILENCE, TRANSITION_COLUMNS, basis, countSentences, many, range, signed, togetherHead, togetherSentence, trendDetail, trendSentence, withMinus } from './trend-words.js';

const STYLE = 'body{font:15px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#222;background:#fff;overflow-wrap:anywhere}svg{max-width:100%;height:auto}table{display:block;overflow-x:auto;overflow-wrap:normal;border-collapse:collapse;font-size:.85rem;margin:1rem 0}th,td{text-align:left;padding:.2rem .6rem;border-bottom:1px solid #ddd;vertical-align:top}.told{font-weight:bold}.more{color:#555;font-size:.9rem}summary{cursor:pointer}';

/** A page that needs nothing else: charts, sentences, tables. It runs no script and loads nothing. */
export function htmlTrend({ trend, counts, run }: TrendReport): string {
  const lexicons = run.lexicons === null ? '' : `, lexicons ${run.lexicons.map(({ id, hash }) => `${id} ${hash.slice(0, 8)}`).join(', ')}`;
  return [
    '<!doctype html>',
    '<html lang="en"><head><meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>Axes over time</title><style>${STYLE}</style></head><body>`,
    '<h1>Axes over time</h1>',
    paragraph(`${basis(trend)}.`),
    ...countSentences(counts).map((line) => paragraph(`${line}.`)),
    ...trendCharts(trend).map((chart) => `<figure>${chart}</figure>`),
    ...trend.groups.flatMap((group) => groupParts(group, trend)),
    ...transitionParts(trend),
    paragraph(`Made with ${run.tool}${lexicons}, seed ${run.options.seed}, ${run.options.resamples} resamples.`, 'more'),
    '</body></html>',
    '',
  ].join('\n');
}

function groupParts({ group, documents, relevant, axes, together, periods }: GroupTrend, { tests }: Trend): string[] {
  const head = ['period', 'relevant', ...axes.map(({ axis, poles }) => `${axis}: ${poles[0]} (\u2212) to ${poles[1]} (+)`)];
  const rows = periods.map(({ name, documents: all, relevant: on, axes: pooled }) => [
    name,
    `${on} of ${all}`,
    ...axes.map(({ axis }) => {
      const { theta, interval, reason } = pooled[axis]!;
      return theta === null ? SILENCE[reason!] : withMinus(`${signed(theta)} (${range(interval!)})`);
    }),
  ]);
  const sentences = together.flatMap((pair) => togetherSentence(pair) ?? []);
  return [
    `<h2>${group === '' ? 'All documents' : escapeMarkup(group)}</h2>`,
    paragraph(`${many(documents, 'document')}, ${relevant} of them relevant.`),
    '<ul>',
    ...axes.map((axis) => {
      const detail = trendDetail(axis);
      return `<li><span${axis.towards === null ? '' : ' class="told"'}>${escapeMarkup(withMinus(trendSentence(axis, tests)))}.</span>${detail === null ? '' : `<br><span class="more">${escapeMarkup(withMinus(detail))}.</span>`}</li>`;
    }),
    '</ul>',
    `<details><summary>Periods</summary>${table(head, rows)}</details>`,
    ...(sentences.length === 0 ? [] : [`<h3>W${togetherHead(sentences.length).slice(1)}</h3>`, '<ul>', ...sentences.map((line) => `<li>${escapeMarkup(withMinus(line))}</li>`), '</ul>']),
  ];
}

function transitionParts({ transitions }: Trend): string[] {
  if (transitions.length === 0) return [];
  const rows = transitions.map(({ group, year, axis, from, to, count, documents }) => [group, String(year), axis, from, to, String(count), documents.join(', ')]);
  return ['<h2>Transitions that relevant documents state</h2>', table(TRANSITION_COLUMNS, rows)];
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[], tag: string): string => `<tr>${cells.map((cell) => `<${tag}>${escapeMarkup(cell)}</${tag}>`).join('')}</tr>`;
  return `<table><thead>${line(head, 'th')}</thead><tbody>\n${rows.map((cells) => line(cells, 'td')).join('\n')}\n</tbody></table>`;
}

function paragraph(text: string, name?: string): string {
  return `<p${name === undefined ? '' : ` class="${name}"`}>${escapeMarkup(text)}</p>`;
}
