import { printable } from '../../printable.js';
import type { PageText } from '../data.js';
import { count, decimal } from '../words.js';
import { el } from './dom.js';

/** What else is known of a document: the passage that decided relevance, movements between poles, themes. */
export function facts({ passage, transitions, themes }: PageText): HTMLElement {
  const item = ({ axis, from, to, quote }: PageText['transitions'][number]): HTMLElement => el('li', {}, printable(`${axis}: from ${from} to ${to}`), quote === '' ? null : el('span', { class: 'remark' }, ` \u201c${printable(quote)}\u201d`));
  return el('div', { class: 'more-facts' },
    transitions.length === 0 ? null : el('section', {}, el('h3', {}, 'Movements that the text states'), el('ul', {}, ...transitions.map(item))),
    themes.length === 0 ? null : el('section', {}, el('h3', {}, 'Themes'), el('ul', {}, ...themes.map(({ theme, category, hits }) => el('li', {}, printable(`${theme}: ${category}`), el('span', { class: 'remark' }, ` ${count(hits, 'hit')}`))))),
    passage === null ? null : relevance(passage),
  );
}

/** The sum that makes the relevance. */
function relevance({ lines: [first, last], terms, threshold }: NonNullable<PageText['passage']>): HTMLElement {
  const sum = terms.reduce((total, { value, coefficient }) => total + value * coefficient, 0);
  const row = (name: string, value: string, how: string): HTMLElement => el('tr', {}, el('th', { scope: 'row' }, printable(name)), el('td', {}, value), el('td', {}, how));
  return el('details', {},
    el('summary', {}, 'How the relevance comes about'),
    el('p', { class: 'remark' }, `By ${first === last ? `line ${first}` : `lines ${first} to ${last}`}, the most relevant passage; on topic from ${threshold} on.`),
    el('table', { class: 'plain' },
      el('caption', { class: 'visually-hidden' }, 'Addends of the relevance score'),
      el('thead', {}, el('tr', {}, ...['Term', 'Adds', 'Value \u00d7 coefficient'].map((name) => el('th', { scope: 'col' }, name)))),
      el('tbody', {}, ...terms.map(({ term, value, coefficient }) => row(term, decimal(value * coefficient, true), `${decimal(value)} \u00d7 ${decimal(coefficient)}`)), row('sum', decimal(sum, true), `1 / (1 + e^\u2212sum) = ${decimal(1 / (1 + Math.exp(-sum)))}`)),
    ),
  );
}
