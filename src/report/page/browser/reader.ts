/** One document: its labels, its text with the evidence marked, and the evidence as a list that leads to the marks. */
import { printable } from '../../printable.js';
import type { PageData, PageDocument, PageText } from '../data.js';
import { DROPPED, count, decimal, grouped } from '../words.js';
import { el, shape } from './dom.js';
import type { Child } from './dom.js';
import { facts } from './facts.js';
import { details, lexiconOf, markText, nameOf, quoteOf, sideOf, sum } from './marks.js';
import type { Shown } from './marks.js';
import { writeState } from './state.js';
import type { State } from './state.js';
import { labelOf } from './table.js';
import { unpack } from './unpack.js';

/** Makes the view of a document in a place of the page. `changed` is told of every new state. */
export function makeReader(data: PageData, place: HTMLElement, changed: (state: State) => void, order: (state: State) => PageDocument[]): { open(document: PageDocument, state: State, isNew: boolean): void; close(): void } {
  let opened: PageDocument | null = null;
  let draw: ((state: State, goes: boolean) => void) | null = null;

  async function load(found: PageDocument, state: State): Promise<void> {
    try {
      const text = await unpack(data.documents.indexOf(found));
      if (opened !== found) return;
      draw = evidence(found, text);
      draw(state, state.hit !== null);
    } catch (error) {
      place.append(el('p', { class: 'problem', role: 'alert' }, `The text cannot be shown: ${error instanceof Error ? error.message : String(error)}`));
    }
  }

  /** Draws text and list, and says how to draw them anew. */
  function evidence(found: PageDocument, text: PageText): (state: State, goes: boolean) => void {
    const present = data.lexicons.filter((lexicon) => text.hits.some((hit) => lexiconOf(hit, data) === lexicon));
    const usual = present.filter(({ kind }) => kind === 'axis' || kind === 'companion').map(({ id }) => id);
    let state: State;
    const boxes = present.map((lexicon) => {
      const input = el('input', { type: 'checkbox', change: () => changed({ ...state, show: boxes.filter((box) => box.input.checked).map((box) => box.lexicon.id) }) });
      return { lexicon, input, label: el('label', { class: 'check' }, input, `${nameOf(lexicon)} `, el('span', { class: 'remark' }, grouped(text.hits.filter((hit) => lexiconOf(hit, data) === lexicon && hit.dropped === null).length))) };
    });
    const droppedCount = text.hits.filter(({ dropped }) => dropped !== null).length;
    const dropped = el('input', { type: 'checkbox', change: () => changed({ ...state, dropped: dropped.checked }) });
    const body = el('div', { class: 'text', lang: '' });
    const list = el('ol', { class: 'hits' });
    const chosen = el('div', { class: 'chosen', role: 'status' });
    const listed = el('p', { class: 'remark' });
    body.addEventListener('click', (event) => {
      const mark = (event.target as Element).closest<HTMLElement>('mark');
      if (mark !== null) changed({ ...state, hit: Number(mark.dataset['hit']) });
    });
    place.append(
      el('div', { class: 'reading' },
        el('section', { class: 'pane', 'aria-labelledby': 'text-title' },
          el('h3', { id: 'text-title' }, text.text === null ? 'Evidence' : 'Text'),
          el('fieldset', {}, el('legend', {}, 'Show hits of'), ...boxes.map(({ label }) => label), droppedCount === 0 ? null : el('label', { class: 'check' }, dropped, 'not counted ', el('span', { class: 'remark' }, grouped(droppedCount)))),
          ...(text.text === null ? [el('p', { class: 'remark' }, data.hasTexts ? 'This document has no text.' : text.hits.length === 0 ? 'The page was made without texts, and the results quote no evidence (classify --evidence does).' : 'The page was made without texts: the quoted evidence is listed.')] : [el('p', { class: 'key' }, shape('minus'), 'first pole, dashed ', shape('plus'), 'second pole, solid')]),
          text.text !== null && text.text.length < text.length ? el('p', { class: 'notice' }, `Cut: the first ${grouped(text.text.length)} of ${grouped(text.length)} characters are shown. Hits beyond are listed with their words.`) : null,
          text.text === null ? null : body,
        ),
        el('aside', { class: 'side', 'aria-label': 'Evidence' }, chosen, el('h3', {}, 'Hits'), listed, list, text.more === 0 ? null : el('p', { class: 'notice' }, `${grouped(text.more)} more hits are not listed.`)),
      ),
      facts(text),
    );
    let drawn = '';
    return (next, goes) => {
      state = next;
      const show = new Set(next.show ?? usual);
      for (const { lexicon, input } of boxes) input.checked = show.has(lexicon.id);
      dropped.checked = next.dropped;
      const shown: Shown[] = text.hits.flatMap((hit, number) => (number === next.hit || (show.has(lexiconOf(hit, data).id) && (hit.dropped === null || next.dropped)) ? [{ hit, number }] : []));
      const signature = shown.map(({ number }) => number).join();
      if (signature !== drawn || list.childElementCount === 0) {
        drawn = signature;
        body.classList.toggle('tagged', new Set(shown.map(({ hit }) => lexiconOf(hit, data))).size > 1);
        if (text.text !== null) body.replaceChildren(markText(text.text, shown, data));
        list.replaceChildren(...shown.map((each) => item(each, text, next)));
        listed.textContent = shown.length === 0 ? 'None to show.' : `${count(shown.length, 'hit')}, in the order of the text`;
      }
      choose(shown, next, goes);
    };

    function item({ hit, number }: Shown, { text: whole }: PageText, now: State): HTMLElement {
      const side = sideOf(hit, data);
      return el('li', { 'data-hit': number },
        el('a', { href: writeState({ ...now, hit: number }), click: (event) => {
          event.preventDefault();
          changed({ ...state, hit: number });
        } }, quoteOf(hit, whole)),
        el('span', { class: 'remark' }, side === 'none' ? null : shape(side), `${nameOf(lexiconOf(hit, data))}: ${printable(data.entries[hit.entry]!.pole)}`),
        el('span', { class: 'remark' }, hit.dropped === null ? sum(hit, data) : `not counted: ${DROPPED[hit.dropped]}`),
      );
    }

    /** Marks the chosen hit in text and list, says everything of it, and goes there. */
    function choose(shown: readonly Shown[], now: State, goes: boolean): void {
      for (const old of place.querySelectorAll('.is-chosen')) old.classList.remove('is-chosen');
      for (const old of list.querySelectorAll('[aria-current]')) old.removeAttribute('aria-current');
      const at = shown.findIndex(({ number }) => number === now.hit);
      const button = chosen.contains(document.activeElement) ? document.activeElement!.textContent : null;
      chosen.hidden = at < 0;
      if (at < 0) {
        chosen.replaceChildren();
        if (button !== null) list.querySelector('a')?.focus();
        return;
      }
      const { hit, number } = shown[at]!;
      const step = (name: string, to: Shown | undefined): HTMLElement => el('button', { type: 'button', disabled: to === undefined, click: () => changed({ ...state, hit: to!.number }) }, name);
      chosen.replaceChildren(
        el('div', { class: 'chosen-head' }, el('h3', {}, `Hit ${at + 1} of ${shown.length}`), step('Previous', shown[at - 1]), step('Next', shown[at + 1]), el('button', { type: 'button', click: () => changed({ ...state, hit: null }) }, 'Close')),
        details(hit, text.text, data),
      );
      // The buttons are new: whoever pressed one stays on it.
      if (button !== null) [...chosen.querySelectorAll('button')].find(({ textContent, disabled }) => textContent === button && !disabled)?.focus();
      const link = list.querySelector<HTMLElement>(`[data-hit="${number}"]`);
      link?.classList.add('is-chosen');
      link?.querySelector('a')?.setAttribute('aria-current', 'true');
      if (link !== null && list.scrollHeight > list.clientHeight) list.scrollTop = link.offsetTop - list.offsetTop - list.clientHeight / 3;
      for (const piece of body.querySelectorAll(`mark[data-hit="${number}"]`)) piece.classList.add('is-chosen');
      if (goes) document.getElementById(`hit-${number}`)?.scrollIntoView({ block: 'center' });
    }
  }

  return {
    open(found, state, isNew) {
      if (opened === found && draw !== null) return draw(state, state.hit !== null);
      if (opened === found) return;
      opened = found;
      draw = null;
      place.replaceChildren(header(found, state, data, order(state)));
      document.title = printable(found.title ?? found.id);
      if (isNew) {
        place.querySelector<HTMLElement>('h2')!.focus();
        window.scrollTo(0, 0);
      }
      void load(found, state);
    },
    close() {
      opened = null;
      draw = null;
      place.replaceChildren();
    },
  };
}

function header(found: PageDocument, state: State, data: PageData, order: readonly PageDocument[]): HTMLElement {
  const at = order.indexOf(found);
  const link = (name: string, to: PageDocument | undefined): Child => (to === undefined ? null : el('a', { href: writeState({ ...state, doc: to.key, hit: null }) }, name));
  const relevance = found.relevance === null ? '' : `, relevance ${decimal(found.relevance.score)}${found.relevance.label === 'off_topic' ? ' (off topic)' : ''}`;
  const axes = data.lexicons.filter(({ kind }) => kind === 'axis' || kind === 'companion');
  return el('header', { class: 'document' },
    el('nav', { 'aria-label': 'Documents' }, el('a', { href: writeState({ ...state, doc: null, hit: null }) }, 'All documents'), at < 0 ? null : link('Previous', order[at - 1]), at < 0 ? null : link('Next', order[at + 1])),
    el('h2', { tabindex: -1 }, printable(found.title ?? found.id)),
    el('p', { class: 'remark' }, `${found.title === null ? '' : `${printable(found.id)}, `}${found.date === null ? '' : `${printable(found.date)}, `}${count(found.words, 'word')}, ${count(found.sentences, 'sentence')}${relevance}`),
    el('div', { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': 'Labels' },
      el('table', { class: 'plain labels' },
        el('caption', { class: 'visually-hidden' }, 'Labels of this document'),
        el('thead', {}, el('tr', {}, ...['Axis', 'Label', 'First pole', 'Second pole', 'Position (95 %)', 'Confidence'].map((name) => el('th', { scope: 'col' }, name)))),
        el('tbody', {}, ...axes.map(({ id, poles }, i) => {
          const axis = found.axes[i]!;
          const pole = (side: 0 | 1): HTMLElement => el('td', {}, `${printable(poles[side]!)} `, el('b', {}, decimal(axis.weight[side])), el('span', { class: 'remark' }, ` ${count(axis.hits[side], 'hit')}`));
          return el('tr', {}, el('th', { scope: 'row' }, printable(id)), el('td', {}, ...labelOf(axis, poles)), pole(0), pole(1),
            el('td', {}, axis.theta === null ? '\u2013' : `${decimal(axis.theta, true)}${axis.significant ? '*' : ''} [${decimal(axis.interval![0], true)}, ${decimal(axis.interval![1], true)}]`),
            el('td', {}, axis.confidence === null ? '\u2013' : decimal(axis.confidence)));
        })),
      ),
    ),
  );
}
