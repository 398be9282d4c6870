/** What is learned of one axis: the weights of its entries, when a score is a label, and how sure a label is. */
import { krippendorffAlpha } from './agree.js';
import type { Analysis } from './classify.js';
import { groundsOf, label } from './label.js';
import { fitLogistic, roundCoefficient } from './regress.js';
import { contributionsOf, reweigh } from './reweigh.js';
import type { AxisText, Factors } from './reweigh.js';
import type { AxisLexicon, ConfidenceRule, LabelRule } from './types.js';

/** What was learned of an axis. */
export interface FittedAxis {
  label: LabelRule;
  confidence: ConfidenceRule | null;
  /** By entry id, what is added to its hand-set weight. */
  learned: ReadonlyMap<string, number>;
}

const LEAST = [0.25, 0.5, 0.75, 1, 1.5, 2];
const LEAN = [0.1, 0.15, 0.2, 0.25, 0.3, 0.35];
const EACH = [1, 1.5, 2, 3, 5];

/** Ridge penalties to try for the weights of axis entries; none keeps the hand-set weights. */
const WEIGHT_PENALTIES = [null, 30, 3];
/** What other weights must add on unseen texts, before they take the place of the hand-set ones. */
const LEAST_GAIN = 0.005;

/** What an axis learns from. */
export interface Ground {
  /** Codes of each text by variable. */
  texts: readonly { codes: ReadonlyMap<string, string> }[];
  /** With what was learned of relevance, and hand-set weights. */
  gated: readonly Analysis[];
  /** Relevance by models that did not see the text. */
  unseen: Float64Array;
  threshold: number;
  /** How often each text counts. */
  weights: readonly number[];
  /** Texts that are held out together, by index. */
  parts: readonly (readonly number[])[];
}

/** A coded text and what speaks for each pole in it. */
interface Unit extends AxisText {
  left: number;
  right: number;
  relevance: number;
}

/**
 * Learns label rule, confidence and, where they do better on unseen texts, weights of an axis.
 * @param axis with hand-set weights
 */
export function fitAxis(axis: AxisLexicon, { texts, gated, unseen, threshold, weights, parts }: Ground): FittedAxis {
  const coded = texts.map(({ codes }, i): AxisText | null => {
    const code = codes.get(axis.id);
    return code === undefined ? null : { code, contributions: contributionsOf(axis, gated[i]!), count: weights[i]! };
  });
  const learnedFrom = (isIn: (i: number) => boolean, penalty: number): Factors => reweigh(axis, coded.filter((text, i) => text !== null && isIn(i) && unseen[i]! >= threshold) as AxisText[], penalty);
  const named = (rule: LabelRule, unit: Unit): string => (unit.relevance < threshold ? 'none' : (label(rule, axis.poles, unit.left, unit.right).label ?? 'none'));
  const candidates = WEIGHT_PENALTIES.map((penalty) => {
    const units = parts.flatMap((part) => {
      const inPart = new Set(part);
      const factors: Factors = penalty === null ? new Map() : learnedFrom((i) => !inPart.has(i), penalty);
      return part.flatMap((i) => (coded[i] ? [unitOf(axis, coded[i], factors, unseen[i]!)] : []));
    });
    return { penalty, units, ...bestRule(axis, units, named) };
  });
  const best = candidates.reduce((a, b) => (b.value > a.value + (a.penalty === null ? LEAST_GAIN : 0) ? b : a));
  const factors = best.penalty === null ? new Map<string, number>() : learnedFrom(() => true, best.penalty);
  const learned = axis.entries.map(({ id, weight }) => [id, roundCoefficient(weight * ((factors.get(id) ?? 1) - 1))] as const);
  return {
    label: best.rule,
    confidence: fitConfidence(best.units.filter((unit) => named(best.rule, unit) !== 'none').map((unit) => ({ ...unit, isRight: named(best.rule, unit) === unit.code }))),
    learned: new Map(learned.filter(([, value]) => value !== 0)),
  };
}

function unitOf(axis: AxisLexicon, text: AxisText, factors: Factors, relevance: number): Unit {
  const [minus] = axis.poles;
  const unit = { ...text, left: 0, right: 0, relevance };
  for (const { id, pole } of axis.entries) {
    const value = (text.contributions.get(id) ?? 0) * (factors.get(id) ?? 1);
    if (pole === minus) unit.left += value;
    else unit.right += value;
  }
  return unit;
}

/** What a pole named as its opposite costs, in alpha, for each share of the poles: it is worse than one that is not named. */
const OPPOSITE_COST = 1;

function bestRule(axis: AxisLexicon, units: readonly Unit[], named: (rule: LabelRule, unit: Unit) => string): { rule: LabelRule; value: number } {
  const counts = units.map(({ count }) => count);
  const poled = units.filter(({ code }) => axis.poles.includes(code));
  const weightOf = (list: readonly Unit[]): number => list.reduce((sum, { count }) => sum + count, 0);
  let best = { rule: { least: LEAST[0]!, lean: LEAN[0]!, each: EACH[0]! }, value: -Infinity };
  for (const least of LEAST)
    for (const lean of LEAN)
      for (const each of EACH) {
        const rule = { least, lean, each };
        const alpha = krippendorffAlpha(units.map((unit) => [unit.code, named(rule, unit)]), counts) ?? 0;
        const opposite = poled.filter((unit) => named(rule, unit) !== unit.code && axis.poles.includes(named(rule, unit)));
        const value = alpha - (poled.length === 0 ? 0 : (OPPOSITE_COST * weightOf(opposite)) / weightOf(poled));
        if (value > best.value + 1e-9) best = { rule, value };
      }
  return best;
}

const ENOUGH = 50;

function fitConfidence(units: readonly { left: number; right: number; relevance: number; count: number; isRight: boolean }[]): ConfidenceRule | null {
  if (units.length < ENOUGH) return null;
  const rows = units.map(({ left, right, relevance }) => {
    const grounds = groundsOf(relevance, left, right);
    return { columns: [0, 1, 2, 3], values: [1, grounds.relevance, grounds.balance, grounds.evidence] };
  });
  const [bias, relevance, balance, evidence] = fitLogistic(rows, units.map(({ isRight }) => isRight), [0, 1, 1, 1], { nonNegative: new Set([1, 2, 3]), weights: units.map(({ count }) => count) }).map(roundCoefficient);
  return { bias: bias!, relevance: relevance!, balance: balance!, evidence: evidence! };
}
