import { bootstrapInterval, calibration, confusion, correlation, krippendorffAlpha, macroF1, perCode, rankCorrelation } from './agree.js';
import type { CalibrationBin, CodeAgreement } from './agree.js';
import type { OkResult } from './types.js';

/** A coded text with what the tool says of it. */
export interface Coded {
  id: string;
  /** Codes by variable: `relevant` (yes, no) and axes (a pole, mixed, none). */
  codes: ReadonlyMap<string, string>;
  /** Codes of single coders, by variable, where the file has them. */
  coders: ReadonlyMap<string, readonly (string | null)[]>;
  /** Group names by field, such as source and kind. */
  groups: ReadonlyMap<string, string>;
  result: OkResult;
}

/** A figure with its 95 % interval over documents. */
export interface Figure {
  value: number | null;
  interval: [number, number] | null;
}

/** Agreement on one variable. */
export interface VariableAgreement {
  variable: string;
  units: number;
  alpha: Figure;
  macroF1: Figure;
  codes: CodeAgreement[];
  confusion: Record<string, Record<string, number>>;
  /** Of the texts whose code is a pole: share named so, and share named as the opposite pole. Axes only. */
  poles: { right: number; opposite: number } | null;
  /** Share of relevant texts that get a label. Axes only. */
  coverage: number | null;
  /** Spearman's rho of theta with the code, pole by pole (minus, mixed, plus). Axes only. */
  rho: number | null;
  /** r of theta with the logarithm of the length: a measure that follows length is confounded. Axes only. */
  lengthCorrelation: number | null;
  /** Calibration of confidence. */
  calibration: { ece: number | null; bins: CalibrationBin[]; confident: { share: number; right: number | null } } | null;
}

/** Everything `validate` tells. */
export interface Validation {
  units: number;
  /** Agreement of the coders with each other, where the file has their codes. */
  coders: { variable: string; units: number; alpha: Figure }[];
  variables: VariableAgreement[];
  /** Alpha by variable within each group of a field. */
  groups: { field: string; group: string; units: number; alpha: Record<string, number | null> }[];
  /** Disagreements, the most confident first. */
  worst: { id: string; variable: string; gold: string; given: string; confidence: number | null; evidence: string[] }[];
}

const CONFIDENT = 0.8;

/**
 * Compares the tool with coded texts.
 * @param coded texts with codes and results
 * @param poles poles by axis, minus first
 * @param resamples for the intervals
 * @param worst how many disagreements to list
 */
export function validate(coded: readonly Coded[], poles: ReadonlyMap<string, readonly [string, string]>, resamples: number, seed: number, worst: number): Validation {
  const variables = ['relevant', ...poles.keys()].filter((variable) => coded.some(({ codes }) => codes.has(variable)));
  return {
    units: coded.length,
    coders: ['relevant', ...poles.keys()].flatMap((variable) => {
      const units = coded.map(({ coders }) => coders.get(variable) ?? []).filter((codes) => codes.filter((code) => code !== null).length > 1);
      return units.length === 0 ? [] : [{ variable, units: units.length, alpha: figure(units.length, resamples, seed, (indexes) => krippendorffAlpha(indexes.map((i) => units[i]!))) }];
    }),
    variables: variables.map((variable) => agreement(variable, coded, poles.get(variable) ?? null, resamples, seed)),
    groups: groupsOf(coded, variables),
    worst: disagreements(coded, variables, worst),
  };
}

/**
 * What the tool says of a variable, in the codebook's words.
 * @param variable `relevant` or an axis of the result
 */
export function given(variable: string, result: OkResult): string {
  if (variable === 'relevant') return result.relevance?.label === 'off_topic' ? 'no' : 'yes';
  return result.axes[variable]!.label ?? 'none';
}

function pairs(variable: string, coded: readonly Coded[]): { gold: string[]; said: string[]; units: Coded[] } {
  const units = coded.filter(({ codes }) => codes.has(variable));
  return { units, gold: units.map(({ codes }) => codes.get(variable)!), said: units.map(({ result }) => given(variable, result)) };
}

function alphaOf(gold: readonly string[], said: readonly string[], indexes = gold.map((_, i) => i)): number | null {
  return krippendorffAlpha(indexes.map((i) => [gold[i]!, said[i]!]));
}

function figure(units: number, resamples: number, seed: number, compute: (indexes: readonly number[]) => number | null): Figure {
  return { value: compute(Array.from({ length: units }, (_, i) => i)), interval: bootstrapInterval(units, compute, resamples, seed) };
}

function agreement(variable: string, coded: readonly Coded[], poles: readonly [string, string] | null, resamples: number, seed: number): VariableAgreement {
  const { gold, said, units } = pairs(variable, coded);
  const pick = (values: readonly string[], indexes: readonly number[]): string[] => indexes.map((i) => values[i]!);
  return {
    variable,
    units: units.length,
    alpha: figure(units.length, resamples, seed, (indexes) => alphaOf(gold, said, [...indexes])),
    macroF1: figure(units.length, resamples, seed, (indexes) => macroF1(pick(gold, indexes), pick(said, indexes))),
    codes: perCode(gold, said),
    confusion: confusion(gold, said),
    ...(poles ? axisFigures(variable, units, gold, said, poles) : { poles: null, coverage: null, rho: null, lengthCorrelation: null }),
    calibration: calibrationOf(variable, units, gold, said),
  };
}

function axisFigures(variable: string, units: readonly Coded[], gold: readonly string[], said: readonly string[], [minus, plus]: readonly [string, string]) {
  const share = (of: readonly number[], holds: (i: number) => boolean): number => (of.length === 0 ? 0 : of.filter(holds).length / of.length);
  const where = (holds: (i: number) => boolean): number[] => gold.map((_, i) => i).filter(holds);
  const polar = where((i) => gold[i] === minus || gold[i] === plus);
  const relevant = where((i) => units[i]!.codes.get('relevant') !== 'no');
  const scored = where((i) => gold[i] !== 'none' && units[i]!.result.axes[variable]!.theta !== null);
  const theta = (i: number): number => units[i]!.result.axes[variable]!.theta!;
  return {
    poles: { right: share(polar, (i) => said[i] === gold[i]), opposite: share(polar, (i) => said[i] === (gold[i] === minus ? plus : minus)) },
    coverage: share(relevant, (i) => said[i] !== 'none'),
    rho: rankCorrelation(scored.map(theta), scored.map((i) => (gold[i] === minus ? -1 : gold[i] === plus ? 1 : 0))),
    lengthCorrelation: correlation(scored.map(theta), scored.map((i) => Math.log(units[i]!.result.words))),
  };
}

function calibrationOf(variable: string, units: readonly Coded[], gold: readonly string[], said: readonly string[]): VariableAgreement['calibration'] {
  const confident = units.flatMap(({ result }, i) => {
    const confidence = variable === 'relevant' ? null : result.axes[variable]!.confidence;
    return confidence === null ? [] : [{ confidence, right: gold[i] === said[i] }];
  });
  if (confident.length === 0) return null;
  const high = confident.filter(({ confidence }) => confidence >= CONFIDENT);
  const relevant = units.filter(({ codes }) => codes.get('relevant') !== 'no').length;
  return {
    ...calibration(confident.map(({ confidence }) => confidence), confident.map(({ right }) => right)),
    confident: { share: relevant === 0 ? 0 : high.length / relevant, right: high.length === 0 ? null : high.filter(({ right }) => right).length / high.length },
  };
}

function groupsOf(coded: readonly Coded[], variables: readonly string[]): Validation['groups'] {
  const fields = [...new Set(coded.flatMap(({ groups }) => [...groups.keys()]))].sort();
  return fields.flatMap((field) =>
    [...new Set(coded.flatMap(({ groups }) => groups.get(field) ?? []))].sort().map((group) => {
      const inside = coded.filter(({ groups }) => groups.get(field) === group);
      const alpha = variables.map((variable) => {
        const { gold, said } = pairs(variable, inside);
        return [variable, alphaOf(gold, said)] as const;
      });
      return { field, group, units: inside.length, alpha: Object.fromEntries(alpha) };
    }),
  );
}

function disagreements(coded: readonly Coded[], variables: readonly string[], most: number): Validation['worst'] {
  return coded
    .flatMap(({ id, codes, result }) =>
      variables.flatMap((variable) => {
        const gold = codes.get(variable);
        const said = given(variable, result);
        if (gold === undefined || gold === said) return [];
        const confidence = variable === 'relevant' ? certaintyOf(result) : result.axes[variable]!.confidence;
        const evidence = result.evidence.filter(({ axis }) => axis === variable).map(({ pole, text }) => `${pole}: ${text.replace(/\s+/g, ' ')}`);
        return [{ id, variable, gold, given: said, confidence, evidence }];
      }),
    )
    .sort((a, b) => (b.confidence ?? 0) - (a.confidence ?? 0) || b.evidence.length - a.evidence.length)
    .slice(0, most);
}

/** How sure the tool is of its relevance, whichever way. */
function certaintyOf({ relevance }: OkResult): number | null {
  return relevance === null ? null : relevance.label === 'relevant' ? relevance.score : 1 - relevance.score;
}
