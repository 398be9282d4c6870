/** The table of documents: filtered, sorted, and told to screen readers as a table. */
import { printable } from '../../printable.js';
import type { PageAxis, PageData, PageDocument } from '../data.js';
import { REASONS, commonFolder, count, decimal, grouped } from '../words.js';
import { byId, el, shape } from './dom.js';
import type { Child } from './dom.js';
import { writeState } from './state.js';
import type { State } from './state.js';

/** Rows drawn at once; the rest on demand, so that a large corpus opens at once. */
const FIRST_ROWS = 200;

interface Column {
  id: string;
  name: string;
  /** What rows are sorted by; null comes last, whatever the direction. */
  value(document: PageDocument): string | number | null;
  cell(document: PageDocument, state: State): Child[];
  numeric: boolean;
}

/** Makes the table. `changed` is told of every new state. */
export function makeTable(data: PageData, changed: (state: State) => void): { update(state: State): void; order(state: State): PageDocument[] } {
  const axes = data.lexicons.filter(({ kind }) => kind === 'axis' || kind === 'companion');
  const folder = commonFolder(data.documents.map(({ id }) => id));
  const columns = columnsOf(data, folder);
  const haystacks = new Map(data.documents.map((document) => [document, `${document.id}\n${document.title ?? ''}\n${document.date ?? ''}`.toLowerCase()]));
  let state: State;
  let all = false;

  const set = (change: Partial<State>): void => changed({ ...state, ...change });
  const search = el('input', { type: 'search', id: 'filter-text', autocomplete: 'off', spellcheck: 'false', input: () => set({ q: search.value }) });
  const select = (id: string, label: string, options: readonly (readonly [string, string])[], choose: (value: string) => void): { field: HTMLElement; input: HTMLSelectElement } => {
    const input = el('select', { id, change: () => choose(input.value) }, ...options.map(([value, name]) => el('option', { value }, name)));
    return { field: el('div', { class: 'field' }, el('label', { for: id }, label), input), input };
  };
  const relevance = select('filter-relevance', 'Relevance', [['', 'any'], ['relevant', 'on topic'], ['off_topic', 'off topic']], (value) => set({ relevance: value }));
  const labels = axes.map((axis) => ({
    axis,
    ...select(`filter-${axis.id}`, printable(axis.id), [['', 'any'], ...[...axis.poles, 'mixed'].map((name) => [name, printable(name)] as const), ['none', 'no label']], (value) => set({ labels: new Map([...state.labels, [axis.id, value]]) })),
  }));
  const sort = select('sort', 'Sort by', [['', 'order given'], ...columns.flatMap(({ id, name }) => [[`${id} asc`, `${name}, up`] as const, [`${id} desc`, `${name}, down`] as const])], (value) => {
    const at = value.lastIndexOf(' ');
    set({ sort: at < 0 ? '' : value.slice(0, at), descending: value.endsWith(' desc') });
  });
  const reset = el('button', { type: 'button', click: () => set({ q: '', relevance: '', labels: new Map(), sort: '', descending: false }) }, 'Reset');
  const shown = el('p', { class: 'remark', role: 'status', id: 'shown' });
  const more = el('button', { type: 'button', class: 'more', click: () => {
    all = true;
    draw();
  } });
  const heads = columns.map((column) => {
    const button = el('button', { type: 'button', click: () => set({ sort: column.id, descending: state.sort === column.id ? !state.descending : column.numeric }) }, column.name);
    return { column, button, head: el('th', { scope: 'col', role: 'columnheader', class: column.numeric ? 'number' : '' }, button) };
  });
  const body = el('tbody', { role: 'rowgroup' });
  const hasRelevance = data.documents.some((document) => document.relevance !== null);
  byId('table-view').append(
    el('form', { role: 'search', class: 'filters', 'aria-label': 'Documents', submit: (event) => event.preventDefault() },
      el('div', { class: 'field wide' }, el('label', { for: 'filter-text' }, 'Name, title or date contains'), search),
      ...(hasRelevance ? [relevance.field] : []),
      ...labels.map(({ field }) => field),
      sort.field,
      reset,
    ),
    shown,
    folder === '' ? '' : el('p', { class: 'remark' }, 'Names are shown without their folder, ', el('span', { class: 'id' }, printable(folder))),
    el('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': 'Table of documents' }, el('table', { class: 'documents', role: 'table', 'aria-labelledby': 'documents-title' }, el('thead', { role: 'rowgroup' }, el('tr', { role: 'row' }, ...heads.map(({ head }) => head))), body)),
    more,
  );

  function order(asked: State): PageDocument[] {
    const needle = asked.q.trim().toLowerCase();
    const kept = data.documents.filter((document) => haystacks.get(document)!.includes(needle) && (asked.relevance === '' || document.relevance?.label === asked.relevance) && axes.every(({ id }, i) => {
      const wanted = asked.labels.get(id) ?? '';
      return wanted === '' || (document.axes[i]!.label ?? 'none') === wanted;
    }));
    const column = columns.find(({ id }) => id === asked.sort);
    if (column === undefined) return kept;
    const keyed = kept.map((document) => ({ document, value: column.value(document) }));
    return keyed.sort((a, b) => compare(a.value, b.value, asked.descending)).map(({ document }) => document);
  }

  function draw(): void {
    const rows = order(state);
    const drawn = all ? rows : rows.slice(0, FIRST_ROWS);
    body.replaceChildren(...drawn.map((document) => el('tr', { role: 'row' }, ...columns.map((column, i) => el(i === 0 ? 'th' : 'td', { role: i === 0 ? 'rowheader' : 'cell', ...(i === 0 && { scope: 'row' }), 'data-label': column.name, class: column.numeric ? 'number' : '' }, ...column.cell(document, state))))));
    const rest = rows.length - drawn.length;
    shown.textContent = rows.length === data.documents.length ? count(rows.length, 'document') : `${grouped(rows.length)} of ${count(data.documents.length, 'document')}`;
    if (rest > 0) shown.textContent += `, the first ${drawn.length} are listed`;
    more.hidden = rest === 0;
    more.textContent = `List all ${grouped(rows.length)}`;
  }

  function update(next: State): void {
    state = next;
    if (search.value !== next.q) search.value = next.q;
    relevance.input.value = next.relevance;
    for (const { axis, input } of labels) input.value = next.labels.get(axis.id) ?? '';
    sort.input.value = next.sort === '' ? '' : `${next.sort} ${next.descending ? 'desc' : 'asc'}`;
    for (const { column, head } of heads) {
      if (column.id === next.sort) head.setAttribute('aria-sort', next.descending ? 'descending' : 'ascending');
      else head.removeAttribute('aria-sort');
    }
    draw();
  }
  return { update, order };
}

function columnsOf({ documents, lexicons }: PageData, folder: string): Column[] {
  const has = (test: (document: PageDocument) => boolean): boolean => documents.some(test);
  const name: Column = { id: 'name', name: 'Document', numeric: false, value: ({ title, id }) => (title ?? id).toLowerCase(), cell: (document, state) => nameCell(document, state, folder) };
  const date: Column = { id: 'date', name: 'Date', numeric: false, value: (document) => document.date, cell: (document) => [printable(document.date ?? '\u2013')] };
  const words: Column = { id: 'words', name: 'Words', numeric: true, value: (document) => document.words, cell: (document) => [grouped(document.words)] };
  const relevance: Column = { id: 'relevance', name: 'Relevance', numeric: true, value: (document) => document.relevance?.score ?? null, cell: ({ relevance: found }) => (found === null ? ['\u2013'] : [decimal(found.score), found.label === 'off_topic' ? el('span', { class: 'remark' }, ' off topic') : null]) };
  const axes = lexicons.filter(({ kind }) => kind === 'axis' || kind === 'companion').map((axis, i): Column => ({ id: `axis-${axis.id}`, name: printable(axis.id), numeric: false, value: (document) => document.axes[i]!.theta, cell: (document) => axisCell(document.axes[i]!, axis.poles) }));
  return [name, ...(has((document) => document.date !== null) ? [date] : []), words, ...(has((document) => document.relevance !== null) ? [relevance] : []), ...axes];
}

function nameCell({ key, id, title }: PageDocument, state: State, folder: string): Child[] {
  const name = printable(id.slice(folder.length));
  return [el('a', { href: writeState({ ...state, doc: key, hit: null }) }, title === null ? name : printable(title)), title === null ? null : el('span', { class: 'remark id' }, name)];
}

/** A label in words with its sign; below it the position. */
function axisCell(axis: PageAxis, poles: readonly string[]): Child[] {
  return [...labelOf(axis, poles), axis.theta === null ? null : el('span', { class: 'remark theta' }, `${decimal(axis.theta, true)}${axis.significant ? '*' : ''}`)];
}

/** A label in words, or why there is none. */
export function labelOf({ label, reason }: PageAxis, poles: readonly string[]): Child[] {
  if (label === null) return [el('span', { class: `remark none ${reason ?? ''}` }, REASONS[reason ?? 'no_evidence'])];
  return [el('span', { class: 'label' }, shape(label === 'mixed' ? 'mixed' : label === poles[0] ? 'minus' : 'plus'), printable(label))];
}

function compare(a: string | number | null, b: string | number | null, descending: boolean): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
  return (a < b ? -1 : a > b ? 1 : 0) * (descending ? -1 : 1);
}
