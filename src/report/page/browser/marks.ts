/** The text with its hits marked, and what is said of a hit. */
import { printable } from '../../printable.js';
import type { PageData, PageHit, PageLexicon } from '../data.js';
import { DROPPED, decimal } from '../words.js';
import { el, shape, visible } from './dom.js';
import type { Child } from './dom.js';

/** A hit that is to be seen, with its number among all of the document. */
export interface Shown {
  hit: PageHit;
  number: number;
}

/**
 * Marks hits in a text. Hits of several lexicons may cross each other: each gets as many pieces as it needs.
 * @param shown by start, then the longer first
 */
export function markText(text: string, shown: readonly Shown[], data: PageData): DocumentFragment {
  const inside = shown.filter(({ hit }) => hit.end <= text.length);
  const cuts = [...new Set([0, text.length, ...inside.flatMap(({ hit }) => [hit.start, hit.end])])].sort((a, b) => a - b);
  const fragment = document.createDocumentFragment();
  const begun = new Set<number>();
  let next = 0;
  let active: Shown[] = [];
  for (let i = 1; i < cuts.length; i++) {
    const [from, to] = [cuts[i - 1]!, cuts[i]!];
    while (next < inside.length && inside[next]!.hit.start <= from) active.push(inside[next++]!);
    active = active.filter(({ hit }) => hit.end > from);
    let node: Node = document.createTextNode(visible(text.slice(from, to)));
    for (const { hit, number } of [...active].reverse()) {
      const lexicon = lexiconOf(hit, data);
      const isFirst = !begun.has(number);
      begun.add(number);
      node = el('mark', { class: `${sideOf(hit, data)}${hit.dropped === null ? '' : ' dropped'}`, 'data-hit': number, ...(isFirst && { id: `hit-${number}`, tabindex: -1, 'data-tag': nameOf(lexicon) }), title: summary(hit, data) }, node);
    }
    fragment.append(node);
  }
  return fragment;
}

/** The lexicon that a hit is of. */
export function lexiconOf(hit: PageHit, data: PageData): PageLexicon {
  return data.lexicons[data.entries[hit.entry]!.lexicon]!;
}

/** What a lexicon is called: what the domain lexicon finds is relevance. */
export function nameOf({ id, kind }: PageLexicon): string {
  return kind === 'domain' ? 'relevance' : printable(id);
}

/** Which pole a hit speaks for; `none` for themes and relevance, which have no poles. */
export function sideOf(hit: PageHit, data: PageData): 'minus' | 'plus' | 'none' {
  const { kind, poles } = lexiconOf(hit, data);
  return kind === 'themes' || kind === 'domain' ? 'none' : data.entries[hit.entry]!.pole === poles[0] ? 'minus' : 'plus';
}

/** A hit in a line: what it speaks for, by which entry, and what it adds. */
export function summary(hit: PageHit, data: PageData): string {
  const entry = data.entries[hit.entry]!;
  return printable(`${nameOf(lexiconOf(hit, data))}: ${entry.pole}; entry ${entry.id}; ${hit.dropped === null ? sum(hit, data) : `not counted: ${DROPPED[hit.dropped]}`}`);
}

/** How a contribution comes about. */
export function sum(hit: PageHit, data: PageData): string {
  const { domain, cues, contribution } = hit;
  const { weight } = data.entries[hit.entry]!;
  const { kind } = lexiconOf(hit, data);
  if (kind === 'themes') return 'counts once';
  if (kind === 'domain') return `weighs ${decimal(contribution)} in the relevance`;
  const factors = [...(domain === 1 ? [] : [`${domain} (sentence)`]), ...cues.filter(({ factor }) => factor !== 1).map(({ factor, kind }) => `${factor} (${kind})`)];
  return `adds ${decimal(contribution)}${factors.length === 0 || weight === null ? '' : ` = ${[weight, ...factors].join(' \u00d7 ')}`}`;
}

/** The words of a hit. */
export function quoteOf({ quote, start, end }: PageHit, text: string | null): string {
  return printable(quote ?? text!.slice(start, end).replace(/\s+/g, ' '));
}

/** Everything that is known of a hit. */
export function details(hit: PageHit, text: string | null, data: PageData): HTMLElement {
  const lexicon = lexiconOf(hit, data);
  const entry = data.entries[hit.entry]!;
  const side = sideOf(hit, data);
  const row = (name: string, ...value: Child[]): HTMLElement[] => [el('dt', {}, name), el('dd', {}, ...value)];
  return el('div', { class: 'details' },
    el('p', { class: 'quote' }, `\u201c${quoteOf(hit, text)}\u201d`),
    el('dl', {},
      ...row('Speaks for', side === 'none' ? null : shape(side), `${nameOf(lexicon)}: ${printable(entry.pole)}`),
      ...row('Contribution', hit.dropped === null ? sum(hit, data) : `none: ${DROPPED[hit.dropped]}`),
      ...hit.cues.flatMap(({ id, kind, factor, quote }) => row('Context', printable(quote === '' ? id : `\u201c${quote}\u201d: ${kind}, \u00d7 ${factor} (${id})`))),
      ...row('Entry', el('code', {}, printable(entry.id))),
      ...(entry.source === null ? [] : row('Source', printable(entry.source))),
      ...(entry.pattern === null ? [] : row('Pattern', el('code', {}, printable(entry.pattern)))),
      ...row('Place', `line ${hit.line}`),
    ),
  );
}
