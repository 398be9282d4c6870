import type { OkResult, Reason, Run } from '../types.js';
import { axesOf } from './columns.js';

/** Why there is no label, for people; of a document off topic that is said once. */
export const REASONS: Readonly<Record<Reason, string>> = { no_evidence: 'no evidence', thin: 'thin', balanced: 'balanced', off_topic: '' };

/** An axis of a document that has a label. */
export interface Labelled {
  axis: string;
  label: string;
  confidence: number | null;
}

/** The labels of a document, in the order of the axes. */
export function labelsOf(result: OkResult, run: Run): Labelled[] {
  return axesOf(run).flatMap(({ id }) => {
    const { label, confidence } = result.axes[id]!;
    return label === null ? [] : [{ axis: id, label, confidence }];
  });
}

/** A label with its confidence in percent, where there is one: `mixed (61 %)`. */
export function labelText({ label, confidence }: Pick<Labelled, 'label' | 'confidence'>): string {
  return confidence === null ? label : `${label} (${Math.round(confidence * 100)} %)`;
}

/** `1 document`, `2 documents`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
