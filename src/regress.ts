/** Logistic regression, small and deterministic. */

/** A row of a design matrix: columns and their values. */
export interface Row {
  columns: readonly number[];
  values: readonly number[];
}

const SWEEPS = 1000;
const SETTLED = 1e-6;

/**
 * Fits a logistic regression with a ridge penalty by cyclic coordinate descent: each coefficient in turn takes a Newton
 * step on the penalised likelihood (Genkin, Lewis & Madigan 2007). No randomness: the same rows give the same result.
 * @param rows design matrix; the caller adds a column of ones for the intercept
 * @param outcomes one a row
 * @param penalties ridge penalty by column, >= 0; its half times the squared coefficient is added to the loss
 * @param options `nonNegative`: columns whose coefficients must not fall below 0; `weights`: how often each row counts;
 *   `offsets`: part of each row's score that is given, not fitted
 * @returns coefficients by column
 */
export function fitLogistic(rows: readonly Row[], outcomes: readonly boolean[], penalties: readonly number[], options: { nonNegative?: ReadonlySet<number>; weights?: readonly number[]; offsets?: readonly number[] } = {}): number[] {
  const coefficients = penalties.map(() => 0);
  const byColumn = penalties.map(() => ({ rows: [] as number[], values: [] as number[] }));
  rows.forEach(({ columns, values }, row) =>
    columns.forEach((column, i) => {
      byColumn[column]!.rows.push(row);
      byColumn[column]!.values.push(values[i]!);
    }),
  );
  const scores = Float64Array.from(rows, (_, i) => options.offsets?.[i] ?? 0);
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    let largest = 0;
    byColumn.forEach((column, j) => {
      let gradient = penalties[j]! * coefficients[j]!;
      let curvature = penalties[j]! + 1e-9;
      column.rows.forEach((row, i) => {
        const value = column.values[i]!;
        const chance = 1 / (1 + Math.exp(-scores[row]!));
        const weight = options.weights?.[row] ?? 1;
        gradient += weight * (chance - Number(outcomes[row])) * value;
        // 1/4 bounds the curvature from above where the chance is near 0 or 1, so that steps stay short of overshooting.
        curvature += weight * Math.max(chance * (1 - chance), 0.05) * value * value;
      });
      const wanted = coefficients[j]! - gradient / curvature;
      const next = options.nonNegative?.has(j) ? Math.max(0, wanted) : wanted;
      const change = next - coefficients[j]!;
      if (change === 0) return;
      coefficients[j] = next;
      column.rows.forEach((row, i) => (scores[row]! += change * column.values[i]!));
      largest = Math.max(largest, Math.abs(change));
    });
    if (largest < SETTLED) break;
  }
  return coefficients;
}

/** The linear score of a row. */
export function scoreRow({ columns, values }: Row, coefficients: readonly number[]): number {
  return columns.reduce((sum, column, i) => sum + coefficients[column]! * values[i]!, 0);
}

/** Two decimals are enough for a person to read, and more than the data can tell. */
export function roundCoefficient(value: number): number {
  return Math.round(value * 100) / 100 || 0;
}
