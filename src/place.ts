/** Offsets at which the lines of a text begin. */
export function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

/** Number, from 1, of the line, page or paragraph that an offset lies in; 1 before the first. */
export function numberAt(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (starts[middle]! <= offset) low = middle;
    else high = middle;
  }
  return low + 1;
}

/** Line and column of an offset, both from 1, in UTF-16 units. */
export function placeOf(starts: readonly number[], offset: number): { line: number; column: number } {
  const line = numberAt(starts, offset);
  return { line, column: offset - starts[line - 1]! + 1 };
}
