import type { Line, Page } from './lines.js';

/** How much of the height of a page may be header or footer. */
const MARGIN = 0.13;
/** Lines of a header or footer. */
const MOST_LINES = 3;
const PAGE_NUMBER = /^(?:page\s*)?[-–—|\s]*(?:\d{1,4}|[ivxlc]{1,7})[-–—|\s]*(?:(?:of|\/)\s*\d{1,4})?$/i;

/**
 * Takes the running headers and footers and the page numbers off the pages: lines in the margins that return at the same
 * height on other pages, whatever the numbers in them, and bare numbers at the very edge.
 * @param pages in order
 * @returns what is left of the lines of each page
 */
export function dropFurniture(pages: readonly Page[]): Line[][] {
  const counts = new Map<string, number>();
  const margins = pages.map(marginLines);
  for (const own of margins) for (const key of new Set(own.map(keyOf))) counts.set(key, (counts.get(key) ?? 0) + 1);
  // Left and right pages may have headers of their own, and the first page none.
  const least = Math.max(2, Math.ceil(0.3 * pages.length));
  return pages.map(({ lines: own }, page) => {
    const edges = [own.reduce<Line | undefined>((top, line) => (top === undefined || line.y > top.y ? line : top), undefined), own.reduce<Line | undefined>((low, line) => (low === undefined || line.y < low.y ? line : low), undefined)];
    return own.filter((line) => !margins[page]!.includes(line) || ((counts.get(keyOf(line)) ?? 0) < least && !(edges.includes(line) && PAGE_NUMBER.test(line.text))));
  });
}

function marginLines({ lines, top, bottom }: Page): Line[] {
  const margin = MARGIN * (top - bottom);
  const byHeight = [...lines].sort((a, b) => b.y - a.y);
  const upper = byHeight.filter(({ y }) => y > top - margin).slice(0, MOST_LINES);
  const lower = byHeight.filter(({ y }) => y < bottom + margin).slice(-MOST_LINES);
  return [...upper, ...lower];
}

function keyOf(line: Line): string {
  return `${line.text.toLowerCase().replace(/\d+|\b[ivxlc]+\b/g, '#').replace(/\s+/g, ' ')} ${Math.round(line.y / 6)}`;
}
