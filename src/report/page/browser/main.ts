/** The script of the page: reads the data, and shows what the address asks for. */
import type { PageData } from '../data.js';
import { byId } from './dom.js';
import { makeReader } from './reader.js';
import { readState, writeState } from './state.js';
import type { State } from './state.js';
import { makeTable } from './table.js';

const data = JSON.parse(byId('data').textContent ?? '') as PageData;
const [corpus, reader] = [byId('corpus-view'), byId('document-view')];
const title = document.title;
let state = readState(location.hash);

/** Keeps a state in the address without a new step in the history. */
function replace(next: State): void {
  history.replaceState(null, '', writeState(next));
  show(next);
}

const table = makeTable(data, replace);
const view = makeReader(data, reader, replace, (asked) => table.order(asked));

function show(next: State, isNew = false): void {
  state = next;
  const found = data.documents.find(({ key }) => key === next.doc);
  corpus.hidden = found !== undefined;
  reader.hidden = found === undefined;
  if (found === undefined) {
    document.title = title;
    view.close();
    table.update(next);
  } else view.open(found, next, isNew);
}

window.addEventListener('hashchange', () => {
  const hash = location.hash;
  const wasReading = !reader.hidden;
  // A plain anchor of the page: it goes to a section and keeps filters as they are.
  const next = hash.includes('=') ? readState(hash) : { ...state, doc: null, hit: null };
  const last = state.doc;
  show(next, true);
  if (!wasReading || !reader.hidden) return;
  // Back from a document: to its line in the table, or the section asked for.
  if (!hash.includes('=') && hash !== '#documents') document.getElementById(hash.slice(1))?.scrollIntoView();
  else focusLine(last);
});

function focusLine(key: string | null): void {
  const href = writeState({ ...state, doc: key, hit: null });
  const link = [...document.querySelectorAll<HTMLAnchorElement>('.documents a')].find((each) => each.getAttribute('href') === href);
  (link ?? byId('documents-title')).focus();
}

show(state, true);
// A link to a filtered table goes to the table.
if (state.doc === null && location.hash.includes('=')) byId('documents').scrollIntoView();
