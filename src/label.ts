import { logistic } from './gate.js';
import type { AxisLexicon, ConfidenceRule, LabelRule, Reason } from './types.js';

/**
 * Names the pole a document leans to, or says why it names none.
 * @param poles minus pole first
 * @param left weight on the minus pole, >= 0
 * @param right weight on the plus pole, >= 0
 */
export function label({ least, lean, each }: LabelRule, poles: AxisLexicon['poles'], left: number, right: number): { label: string | null; reason: Reason | null } {
  if (left + right === 0) return { label: null, reason: 'no_evidence' };
  if (left + right < least) return { label: null, reason: 'thin' };
  const balance = (right - left) / (right + left);
  if (Math.abs(balance) >= lean && balance !== 0) return { label: balance > 0 ? poles[1] : poles[0], reason: null };
  return Math.min(left, right) >= each ? { label: 'mixed', reason: null } : { label: null, reason: 'balanced' };
}

/** What confidence is made of. */
export interface Grounds {
  relevance: number;
  balance: number;
  evidence: number;
}

/**
 * The grounds for a label.
 * @param relevance score of the document, 0 to 1; null without a domain lexicon
 */
export function groundsOf(relevance: number | null, left: number, right: number): Grounds {
  const bounded = Math.min(0.999, Math.max(0.001, relevance ?? 0.5));
  return { relevance: Math.log(bounded / (1 - bounded)), balance: Math.abs(right - left) / (right + left), evidence: Math.log1p(Math.max(left, right)) };
}

/** The calibrated chance that a label is right, 0 to 1. */
export function confidence(rule: ConfidenceRule, grounds: Grounds): number {
  return logistic(rule.bias + rule.relevance * grounds.relevance + rule.balance * grounds.balance + rule.evidence * grounds.evidence);
}
