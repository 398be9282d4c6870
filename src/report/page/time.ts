/** How labels move over time, as drawings with a table behind each. */
import { printable } from '../printable.js';
import { isAxis } from './collect.js';
import type { PageDocument, PageLexicon } from './data.js';
import { html } from './html.js';
import type { Html } from './html.js';
import { onTopic, periods, tally } from './tally.js';
import type { Period, Tally } from './tally.js';
import { grouped, percent } from './words.js';

const WIDTH = 360;
const HEIGHT = 150;
const LEFT = 34;
const TOP = 8;
const BOTTOM = 126;

/** Labels by period, for corpora whose documents carry dates of at least two years. */
export function timeSection(documents: readonly PageDocument[], lexicons: readonly PageLexicon[]): Html {
  const found = periods(documents);
  if (found.length === 0) return html``;
  return html`<section id="time" aria-labelledby="time-title">
<h2 id="time-title">Over time</h2>
<p class="remark">Shares of the dated documents on topic, by ${found[0]!.from === found[0]!.to ? 'year' : `periods of ${found[0]!.to - found[0]!.from + 1} years`}. A pale column rests on fewer than five documents.</p>
<p class="key" aria-hidden="true"><span class="shape minus"></span>first pole <span class="shape mixed"></span>mixed <span class="shape none"></span>no label <span class="shape plus"></span>second pole</p>
<div class="cards">${lexicons.filter(isAxis).map((axis, i) => card(axis, found, found.map((period) => tally(period.documents, i, axis.poles[0]!))))}</div>
</section>
`;
}

function card({ id, title, poles }: PageLexicon, found: readonly Period[], counts: readonly Tally[]): Html {
  const name = (period: Period): string => (period.from === period.to ? String(period.from) : `${period.from}\u2013${period.to}`);
  const none = (tallied: Tally): number => tallied.balanced + tallied.thin + tallied.no_evidence;
  return html`<figure class="card"><figcaption><h3>${title === '' ? printable(id) : html`${printable(title)} <span class="remark">${printable(id)}</span>`}</h3>
<p class="poles-line"><span><span class="shape minus" aria-hidden="true"></span>${printable(poles[0]!)}</span><span><span class="shape plus" aria-hidden="true"></span>${printable(poles[1]!)}</span></p></figcaption>
${chart(found, counts)}
<details><summary>As a table</summary><div class="scroll" tabindex="0" role="region" aria-label="${printable(id)} by period"><table class="plain"><thead><tr><th scope="col">Period</th><th scope="col">On topic</th><th scope="col">${printable(poles[0]!)}</th><th scope="col">mixed</th><th scope="col">no label</th><th scope="col">${printable(poles[1]!)}</th></tr></thead>
<tbody>${found.map((period, i) => {
    const each = counts[i]!;
    return html`<tr><th scope="row">${name(period)}</th><td>${grouped(onTopic(each))}</td><td>${grouped(each.minus)}</td><td>${grouped(each.mixed)}</td><td>${grouped(none(each))}</td><td>${grouped(each.plus)}</td></tr>`;
  })}</tbody></table></div></details></figure>`;
}

/** Stacked columns: first pole at the bottom, second pole at the top, so that both have a straight edge. */
function chart(found: readonly Period[], counts: readonly Tally[]): Html {
  const step = (WIDTH - LEFT - 6) / found.length;
  const y = (share: number): number => BOTTOM - share * (BOTTOM - TOP);
  const columns = found.map((_, i) => {
    const each = counts[i]!;
    const whole = onTopic(each);
    if (whole === 0) return '';
    let share = 0;
    const parts = [['minus', each.minus], ['mixed', each.mixed], ['none', each.balanced + each.thin + each.no_evidence], ['plus', each.plus]] as const;
    const x = LEFT + i * step + step * 0.1;
    const rects = parts.map(([kind, n]) => {
      share += n / whole;
      return n === 0 ? '' : html`<rect class="${kind}" x="${x.toFixed(1)}" y="${y(share).toFixed(1)}" width="${(step * 0.8).toFixed(1)}" height="${((n / whole) * (BOTTOM - TOP)).toFixed(1)}"/>`;
    });
    return html`<g class="${whole < 5 ? 'few' : 'enough'}">${rects}</g>`;
  });
  const every = Math.ceil(found.length / 6);
  const years = found.map(({ from }, i) => (i % every === 0 ? html`<text x="${(LEFT + (i + 0.5) * step).toFixed(1)}" y="${HEIGHT - 8}" text-anchor="middle">${from}</text>` : ''));
  const grid = [0, 0.5, 1].map((share) => html`<line x1="${LEFT}" x2="${WIDTH}" y1="${y(share).toFixed(1)}" y2="${y(share).toFixed(1)}"/><text x="${LEFT - 5}" y="${(y(share) + 4).toFixed(1)}" text-anchor="end">${percent(share, 1)}</text>`);
  return html`<svg class="chart" viewBox="0 0 ${WIDTH} ${HEIGHT}" aria-hidden="true">${grid}${columns}${years}</svg>`;
}
