/** A number to four decimals, as results are written: more would only look exact. */
export function rounded(value: number): number {
  const short = Math.round(value * 10_000) / 10_000;
  return short === 0 ? 0 : short; // no -0
}
