import type { AxisLexicon, Reason } from './types.js';

/**
 * Names the pole a document leans to, or says why it names none.
 * @param axis its poles and thresholds
 * @param left weight on the minus pole, >= 0
 * @param right weight on the plus pole, >= 0
 * @param strict name a pole only where the interval excludes 0
 * @param significant the interval excludes 0
 */
export function label(axis: AxisLexicon, left: number, right: number, strict: boolean, significant: boolean): { label: string | null; reason: Reason | null } {
  const { least, lean, each } = axis.label;
  if (left + right === 0) return { label: null, reason: 'no_evidence' };
  if (left + right < least) return { label: null, reason: 'thin' };
  const balance = (right - left) / (right + left);
  if (Math.abs(balance) < lean) return Math.min(left, right) >= each ? { label: 'mixed', reason: null } : { label: null, reason: 'balanced' };
  if (strict && !significant) return { label: null, reason: 'thin' };
  return { label: balance > 0 ? axis.poles[1] : axis.poles[0], reason: null };
}
