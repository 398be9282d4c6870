import { isMap, isSeq, parseDocument } from 'yaml';
import type { Fitted } from '../fit.js';

/**
 * Writes what was learned into the text of a lexicon file; comments and order stay.
 * @param text a lexicon file that parses
 * @param fittedOn names the coded texts
 */
export function rewriteLexicon(text: string, fitted: Fitted, fittedOn: string): string {
  const document = parseDocument(text);
  const axis = fitted.axes.get(String(document.get('id')));
  if (axis) {
    document.set('label', document.createNode(axis.label, { flow: true }));
    document.set('confidence', document.createNode(axis.confidence, { flow: true }));
    document.set('fittedOn', fittedOn);
    setLearned(document, axis.learned);
    moveEntriesLast(document);
  }
  if (document.get('kind') === 'domain') {
    document.setIn(['relevance', 'coefficients'], document.createNode(fitted.relevance.coefficients));
    document.setIn(['relevance', 'threshold'], fitted.relevance.threshold);
    document.setIn(['relevance', 'fittedOn'], fittedOn);
    setLearned(document, fitted.learned);
  }
  return document.toString({ lineWidth: 0, flowCollectionPadding: false });
}

function setLearned(document: ReturnType<typeof parseDocument>, learned: ReadonlyMap<string, number>): void {
  const entries = document.get('entries');
  for (const entry of isSeq(entries) ? entries.items : []) {
    if (!isMap(entry)) continue;
    const value = learned.get(String(entry.get('id'))) ?? 0;
    if (value === 0) entry.delete('learned');
    else entry.set('learned', value);
  }
}

function moveEntriesLast(document: ReturnType<typeof parseDocument>): void {
  if (!isMap(document.contents)) return;
  const { items } = document.contents;
  const at = items.findIndex((pair) => String(pair.key) === 'entries');
  items.push(...items.splice(at, 1));
}
