/** What is known of all documents together, as HTML that needs no script. */
import { parseDate } from '../../period.js';
import { isAxis } from './collect.js';
import type { PageDocument, PageLexicon, PageText } from './data.js';
import { html } from './html.js';
import type { Html } from './html.js';
import { meanings } from './meanings.js';
import { KINDS, onTopic, tally } from './tally.js';
import type { Tally } from './tally.js';
import { REASONS, count, grouped, percent } from './words.js';

/** A document that could not be judged. */
export interface Unreadable {
  id: string;
  message: string;
}

/** Documents, words, relevance, dates; which documents could not be read, by name. */
export function corpusSection(documents: readonly PageDocument[], unreadable: readonly Unreadable[], lexicons: readonly PageLexicon[]): Html {
  const gated = documents.filter(({ relevance }) => relevance !== null);
  const relevant = gated.filter(({ relevance }) => relevance!.label === 'relevant').length;
  const words = documents.reduce((sum, document) => sum + document.words, 0);
  const dated = documents.flatMap(({ date }) => (date === null ? [] : (parseDate(date)?.year ?? []))).sort((a, b) => a - b);
  const facts: [string, string, string][] = [
    ['Documents', grouped(documents.length), unreadable.length === 0 ? 'all readable' : `and ${grouped(unreadable.length)} not readable`],
    ...(gated.length === 0 ? [] : [['On topic', grouped(relevant), `${percent(relevant, gated.length)}; science and technology across borders`] as [string, string, string]]),
    ['Words', grouped(words), `${grouped(documents.length === 0 ? 0 : Math.round(words / documents.length))} a document`],
    ['Dates', dated.length === 0 ? 'not known' : span(dated[0]!, dated.at(-1)!), dated.length === 0 ? 'no document carries one' : `known of ${grouped(dated.length)}`],
  ];
  return html`<section id="overview" aria-labelledby="overview-title">
<h2 id="overview-title">Overview</h2>
<dl class="facts">${facts.map(([name, value, remark]) => html`<div><dt>${name}</dt><dd><strong>${value}</strong> <span>${remark}</span></dd></div>`)}</dl>
${unreadable.length === 0 ? '' : unreadableList(unreadable)}
${lexicons.some(isAxis) && documents.length > 0 ? atAGlance(documents, lexicons) : ''}
</section>
`;
}

function span(first: number, last: number): string {
  return first === last ? String(first) : `${first}\u2013${last}`;
}

function unreadableList(unreadable: readonly Unreadable[]): Html {
  return html`<details class="unreadable" open><summary>${count(unreadable.length, 'document')} could not be read and ${unreadable.length === 1 ? 'is' : 'are'} not in the figures</summary>
<div class="list" tabindex="0" role="region" aria-label="Documents that could not be read"><ul>${unreadable.map(({ id, message }) => html`<li><span class="name">${id}</span>: ${message}</li>`)}</ul></div></details>`;
}

/** One bar an axis: the shares side by side. */
function atAGlance(documents: readonly PageDocument[], lexicons: readonly PageLexicon[]): Html {
  return html`<table class="glance" role="table"><caption>Labels of the documents on topic</caption>
<thead role="rowgroup"><tr role="row"><th scope="col" role="columnheader">Axis</th><th scope="col" role="columnheader"><span class="shape minus" aria-hidden="true"></span>First pole</th><th scope="col" role="columnheader"><span class="visually-hidden">Shares</span></th><th scope="col" role="columnheader"><span class="shape plus" aria-hidden="true"></span>Second pole</th></tr></thead>
<tbody role="rowgroup">${lexicons.filter(isAxis).map(({ id, poles, kind }, i) => {
    const counts = tally(documents, i, poles[0]!);
    const whole = onTopic(counts);
    return html`<tr role="row"><th scope="row" role="rowheader">${id}${kind === 'companion' ? html` <span class="remark">companion</span>` : ''}</th><td role="cell">${poles[0]!} <b>${percent(counts.minus, whole)}</b></td><td role="cell" class="stack">${stackedBar(counts)}</td><td role="cell">${poles[1]!} <b>${percent(counts.plus, whole)}</b></td></tr>`;
  })}</tbody></table>
<p class="key" aria-hidden="true"><span class="shape minus"></span>first pole <span class="shape mixed"></span>mixed <span class="shape plus"></span>second pole <span class="shape none"></span>no label</p>`;
}

function stackedBar(counts: Tally): Html {
  const whole = onTopic(counts) || 1;
  const shares = [['minus', counts.minus], ['mixed', counts.mixed], ['none', counts.balanced + counts.thin + counts.no_evidence], ['plus', counts.plus]] as const;
  let x = 0;
  const rects = shares.map(([kind, n]) => {
    const width = (100 * n) / whole;
    x += width;
    return html`<rect class="${kind}" x="${(x - width).toFixed(2)}" width="${width.toFixed(2)}" height="10"/>`;
  });
  const said = `${percent(counts.minus, whole)} first pole, ${percent(counts.mixed, whole)} mixed, ${percent(counts.plus, whole)} second pole, the rest without a label`;
  return html`<svg class="bar" viewBox="0 0 100 10" preserveAspectRatio="none" role="img" aria-label="${said}">${rects}</svg>`;
}

/** Each axis: its poles in words, and how many documents got which label, or none and why. */
export function axesSection(documents: readonly PageDocument[], lexicons: readonly PageLexicon[]): Html {
  return html`<section id="axes" aria-labelledby="axes-title">
<h2 id="axes-title">Axes</h2>
<p class="remark">Shares are of the documents on topic. A companion stands beside the axes and is never added to one.</p>
<div class="cards">${lexicons.filter(isAxis).map((axis, i) => axisCard(axis, tally(documents, i, axis.poles[0]!)))}</div>
</section>
`;
}

function axisCard({ id, title, kind, poles }: PageLexicon, counts: Tally): Html {
  const whole = onTopic(counts);
  const meant = meanings(poles);
  const names = { minus: poles[0]!, plus: poles[1]!, mixed: 'mixed' };
  const nameOf = (row: (typeof KINDS)[number]): Html => (row in names ? html`<span class="shape ${row}" aria-hidden="true"></span>${names[row as keyof typeof names]}` : html`<span class="shape none" aria-hidden="true"></span>none: ${REASONS[row as keyof typeof REASONS]}`);
  return html`<article class="card"><h3>${title === '' ? id : html`${title} <span class="remark">${id}${kind === 'companion' ? ', a companion' : ''}</span>`}</h3>
${meant === null ? '' : html`<dl class="poles"><dt><span class="shape minus" aria-hidden="true"></span>${poles[0]!}</dt><dd>${meant[0]}</dd><dt><span class="shape plus" aria-hidden="true"></span>${poles[1]!}</dt><dd>${meant[1]}</dd></dl>`}
<table class="shares"><caption class="visually-hidden">Labels on ${id}</caption><thead class="visually-hidden"><tr><th scope="col">Label</th><th scope="col">Documents</th><th scope="col">Share</th><th scope="col">Bar</th></tr></thead>
<tbody>${KINDS.map((row) => html`<tr><th scope="row">${nameOf(row)}</th><td>${grouped(counts[row])}</td><td>${percent(counts[row], whole)}</td><td aria-hidden="true"><svg class="bar" viewBox="0 0 100 10" preserveAspectRatio="none"><rect class="${row === 'minus' || row === 'plus' || row === 'mixed' ? row : 'none'}" width="${((100 * counts[row]) / (whole || 1)).toFixed(2)}" height="10"/></svg></td></tr>`)}</tbody></table>
${counts.off_topic === 0 ? '' : html`<p class="remark">${count(counts.off_topic, 'document')} off topic, not judged.</p>`}</article>`;
}

/** In how many documents each theme is spoken of. */
export function themesSection(themes: ReadonlyMap<string, number>, lexicons: readonly PageLexicon[], documents: number): Html {
  const shown = lexicons.filter(({ kind }) => kind === 'themes');
  if (shown.length === 0) return html``;
  return html`<section id="themes" aria-labelledby="themes-title"><h2 id="themes-title">Themes</h2>
<p class="remark">Documents with at least one hit. Themes are counted, not scored.</p>
<div class="cards">${shown.map(
    ({ id, title, poles }) => html`<article class="card"><h3>${title || id}</h3><table class="shares"><caption class="visually-hidden">Documents by theme</caption><thead class="visually-hidden"><tr><th scope="col">Theme</th><th scope="col">Documents</th><th scope="col">Share</th><th scope="col">Bar</th></tr></thead>
<tbody>${poles.map((pole) => {
      const n = themes.get(themeKey(id, pole)) ?? 0;
      return html`<tr><th scope="row">${pole}</th><td>${grouped(n)}</td><td>${percent(n, documents)}</td><td aria-hidden="true"><svg class="bar" viewBox="0 0 100 10" preserveAspectRatio="none"><rect class="theme" width="${((100 * n) / (documents || 1)).toFixed(2)}" height="10"/></svg></td></tr>`;
    })}</tbody></table></article>`,
  )}</div></section>
`;
}

/** Adds a document's themes to the counts. */
export function countThemes(counts: Map<string, number>, themes: PageText['themes']): void {
  for (const { theme, category } of themes) counts.set(themeKey(theme, category), (counts.get(themeKey(theme, category)) ?? 0) + 1);
}

function themeKey(theme: string, category: string): string {
  return `${theme}\n${category}`;
}
