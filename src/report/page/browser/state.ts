/** What the reader is looking at, kept in the address so that it can be sent and gone back to. */

export interface State {
  /** Key of the open document. */
  doc: string | null;
  /** Number of the chosen hit. */
  hit: number | null;
  /** Lexicons whose hits are shown; null for the usual ones. */
  show: string[] | null;
  dropped: boolean;
  /** Words looked for in names. */
  q: string;
  relevance: string;
  /** Label asked for, by axis. */
  labels: Map<string, string>;
  /** Column and direction. */
  sort: string;
  descending: boolean;
}

const AXIS = 'axis.';

/** Reads the state from the address; what it does not know it leaves out. */
export function readState(hash: string): State {
  const params = new URLSearchParams(hash.replace(/^#/, ''));
  const hit = params.get('hit');
  return {
    doc: params.get('doc'),
    hit: hit !== null && /^\d{1,9}$/.test(hit) ? Number(hit) : null,
    show: params.has('show') ? params.getAll('show') : null,
    dropped: params.has('dropped'),
    q: params.get('q') ?? '',
    relevance: params.get('relevance') ?? '',
    labels: new Map([...params].flatMap(([name, value]) => (name.startsWith(AXIS) && value !== '' ? [[name.slice(AXIS.length), value] as const] : []))),
    sort: params.get('sort') ?? '',
    descending: params.get('dir') === 'desc',
  };
}

/** The address of a state. */
export function writeState(state: State): string {
  const params = new URLSearchParams();
  const set = (name: string, value: string): void => (value === '' ? undefined : params.append(name, value));
  if (state.doc !== null) {
    params.append('doc', state.doc);
    if (state.hit !== null) params.append('hit', String(state.hit));
    for (const id of state.show ?? []) params.append('show', id);
    if (state.show?.length === 0) params.append('show', '');
    set('dropped', state.dropped ? '1' : '');
  }
  set('q', state.q);
  set('relevance', state.relevance);
  for (const [axis, label] of state.labels) set(AXIS + axis, label);
  set('sort', state.sort);
  set('dir', state.descending ? 'desc' : '');
  return `#${params.toString() || 'documents'}`;
}
