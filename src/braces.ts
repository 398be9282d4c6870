/**
 * How many patterns the braces of a glob stand for, or more (Infinity where a number cannot hold it): each would be written
 * out before anything is looked for. Braces that are not closed count as if they were.
 */
export function patternsIn(glob: string): number {
  const open: { before: number; others: number }[] = [];
  let here = 1;
  for (const [part, range] of glob.matchAll(/[{},]|(-?\w+\.\.-?\w+)/g)) {
    if (range !== undefined) {
      const [from, to] = range.split('..').map((end) => (/^-?\d+$/.test(end) ? Number(end) : end.codePointAt(0)!));
      here *= Math.abs(to! - from!) + 1;
    } else if (part === '{') {
      open.push({ before: here, others: 0 });
      here = 1;
    } else if (part === ',' && open.length > 0) {
      open.at(-1)!.others += here;
      here = 1;
    } else if (part === '}' && open.length > 0) {
      const { before, others } = open.pop()!;
      here = before * (others + here);
    }
  }
  return open.reduce((all, { before, others }) => all * before + others, here);
}
