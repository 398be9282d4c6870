import { dropFurniture } from './furniture.js';
import { CELL } from './lines.js';
import type { Line, Page } from './lines.js';

/** A paragraph, heading, item or row, with the page it begins on and the places in it where later pages begin. */
interface Block {
  text: string;
  first: Line;
  last: Line;
  page: number;
  turns: { page: number; at: number }[];
  isLine: boolean;
}

const ITEM = /^(?:[•●▪◦‣∙·–-]\s|\(?(?:\d{1,2}|[a-z]|[ivx]{1,5})[.)]\s)/;
const SENTENCE_END = /[.!?:;]["”’)\]]*$/;
/** Lines that a cell may be higher than the one before it. */
const TALLEST_CELL = 5;
/** Small print at the foot of a page, as a share of the size of its body. */
const NOTE_SIZE = 0.93;

/**
 * Puts the pages of a PDF together to a text: running headers, footers and page numbers out, lines joined to paragraphs
 * over line, column and page ends, words joined that a line end broke, footnotes before the paragraph that runs on.
 * @param pages in order
 * @returns the text, and where in it each page begins
 */
export function layOut(pages: readonly Page[]): { text: string; starts: number[] } {
  const all = dropFurniture(pages);
  const words = vocabulary(all.flat());
  const pitch = pitchOf(all);
  const blocks: Block[] = [];
  all.forEach((lines, page) => {
    const notes = footnotes(lines, bodySize(all));
    const own: Block[] = [];
    for (const line of lines.filter((each) => !notes.includes(each))) {
      const last = own.at(-1) ?? blocks.at(-1);
      const how = last ? continues(last, line, page, pitch) : null;
      if (last && how) join(last, line, page, words, how === 'cell');
      else own.push(blockOf(line, page));
    }
    // A paragraph that runs on to the next page must not be cut by the notes below it.
    const tail = own.at(-1) && !/[.!?:;]\W*$| \| /.test(own.at(-1)!.text) ? own.splice(-1) : [];
    const noteBlocks: Block[] = [];
    for (const line of notes) {
      const last = noteBlocks.at(-1);
      if (last && line.mark !== 'first' && !/^\d/.test(line.text) && Math.abs(last.last.y - line.y) < 1.6 * line.size) join(last, line, page, words, false);
      else noteBlocks.push(blockOf(line, page));
    }
    blocks.push(...own, ...noteBlocks, ...tail);
  });
  return write(blocks, pages.length);
}

function blockOf(line: Line, page: number): Block {
  return { text: line.text, first: line, last: line, page, turns: [], isLine: ITEM.test(line.text) };
}

/** Does a line carry on the block before it, as its next line or as a cell of the same row? */
function continues(block: Block, line: Line, page: number, pitch: number): 'line' | 'cell' | null {
  const { first, last } = block;
  const isRow = block.text.includes(CELL);
  const step = last.y - line.y;
  const turned = page > (block.turns.at(-1)?.page ?? block.page);
  const isBeside = !turned && line.x > last.right + 0.5 * line.size && step < 0.3 * line.size && step > -TALLEST_CELL * line.size;
  if (isBeside && line.y < first.y + TALLEST_CELL * 0.5 * line.size && !ITEM.test(block.text)) return 'cell';
  if (Math.abs(last.size - line.size) > 0.08 * last.size || ITEM.test(line.text) || line.text.includes(CELL)) return null;
  if (isRow) return !turned && step > 0 && step < 1.6 * line.size && line.x > first.x + line.size ? 'line' : null;
  const endsItem = /;(?: and| or)?$/.test(last.text);
  if (turned || step < -0.5 * line.size) return !endsItem && last.font === line.font && (!SENTENCE_END.test(block.text) || /^\p{Ll}/u.test(line.text)) ? 'line' : null;
  // Set wider than its surroundings, as a heading or quotation is, a block goes by its own pitch. Raised marks push lines
  // apart; what is no whole sentence then goes on.
  const slack = line.mark !== null && !SENTENCE_END.test(block.text) ? 1.5 : 1.22;
  if (step > slack * Math.max(pitch * line.size, first === last ? 0 : pitchWithin(block))) return null;
  // An item of a list whose bullets are drawn, not written; a heading in bold.
  if (isShort(last, line) && (last.font !== line.font || endsItem)) return null;
  const isIndented = line.x > first.x + 0.8 * line.size && Math.abs(first.x - last.x) < line.size;
  return SENTENCE_END.test(block.text) && isIndented && !block.isLine ? null : 'line';
}

function pitchWithin(block: Block): number {
  return Math.min(block.first.y - block.last.y, 2 * block.last.size) / Math.max(1, Math.round((block.first.y - block.last.y) / (1.4 * block.last.size)));
}

/** Ends well before the next line does: the last line of its paragraph, or a heading. */
function isShort(last: Line, next: Line): boolean {
  return last.right < next.right - 2 * last.size;
}

function join(block: Block, line: Line, page: number, words: ReadonlySet<string>, isCell: boolean): void {
  const before = block.text;
  const glued = isCell ? `${before}${CELL}` : glue(before, line.text, words);
  if (page > (block.turns.at(-1)?.page ?? block.page)) block.turns.push({ page, at: glued.length });
  block.text = glued + line.text;
  block.last = line;
}

/** First parts of compounds, and second ones that end no plain word, where more than a short prefix stands before them. */
const KEEP_HYPHEN = /^(?:self|non|well|cross)$/i;
const KEPT_BEFORE = /^(?:based|borne|building|driven|funded|making|sharing|specific|trained|wide)$/i;

/** The text before a line end, with what belongs between it and the next line. */
function glue(before: string, next: string, words: ReadonlySet<string>): string {
  if (before.endsWith('\u00ad')) return before.slice(0, -1);
  if (/[—/]$/.test(before)) return before;
  const [, head] = /(\p{L}+)[-‐]$/u.exec(before) ?? [];
  if (head === undefined) return `${before} `;
  const [tail] = /^\p{L}+/u.exec(next) ?? [];
  if (tail === undefined || !/^\p{Ll}/u.test(tail)) return before;
  const [first, second] = [head.toLowerCase(), tail.toLowerCase()];
  if (words.has(first + second)) return before.slice(0, -1);
  const isCompound = words.has(`${first}-${second}`) || KEEP_HYPHEN.test(head) || (first.length > 2 && KEPT_BEFORE.test(tail)) || (words.has(first) && words.has(second) && Math.min(first.length, second.length) > 3);
  return isCompound ? before : before.slice(0, -1);
}

/** Words that stand unbroken in the document: by them a broken word is known, or a compound. */
function vocabulary(lines: readonly Line[]): Set<string> {
  const words = new Set<string>();
  for (const { text } of lines) for (const [word] of text.replace(/\p{L}+[-‐]$/u, '').matchAll(/\p{L}+(?:-\p{L}+)*/gu)) words.add(word.toLowerCase());
  return words;
}

/** The usual step from line to line, in ems. */
function pitchOf(pages: readonly Line[][]): number {
  const steps: number[] = [];
  for (const lines of pages)
    lines.slice(1).forEach((line, at) => {
      const step = (lines[at]!.y - line.y) / line.size;
      if (lines[at]!.size === line.size && step > 0.8 && step < 2.5) steps.push(Math.round(step * 50) / 50);
    });
  return mostCommon(steps) ?? 1.2;
}

function bodySize(pages: readonly Line[][]): number {
  return mostCommon(pages.flat().flatMap(({ size, text }) => Array<number>(Math.ceil(text.length / 20)).fill(Math.round(size * 10) / 10))) ?? 0;
}

function mostCommon(values: readonly number[]): number | undefined {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort(([a, m], [b, n]) => n - m || a - b)[0]?.[0];
}

/**
 * Lines of small print with no line of the body below them in their column, and those from the first line on that begins
 * with a raised mark, whatever their size.
 */
function footnotes(lines: readonly Line[], body: number): Line[] {
  const marked = lines.filter(({ mark }) => mark === 'first');
  const isSmall = (line: Line): boolean => line.size < NOTE_SIZE * body || marked.some((first) => line.y <= first.y && line.x < first.right && line.right > first.x);
  const large = lines.filter((line) => !isSmall(line));
  if (large.length === 0) return [];
  const lowest = (x: number, right: number): number => Math.min(...large.filter((line) => line.x < right && line.right > x).map(({ y }) => y));
  return lines.filter((line) => isSmall(line) && !line.text.includes(CELL) && lowest(line.x, line.right) > line.y && lowest(line.x, line.right) < Infinity);
}

function write(blocks: readonly Block[], pages: number): { text: string; starts: number[] } {
  const starts = Array<number>(pages).fill(-1);
  let text = '';
  let previous: Block | undefined;
  for (const block of blocks) {
    const isRow = block.text.includes(CELL);
    const wasRow = previous?.text.includes(CELL) ?? false;
    const goesOn = isRow ? wasRow : block.isLine && !wasRow && previous?.isLine;
    text += previous === undefined ? '' : goesOn ? '\n' : '\n\n';
    const begin = text.length + (isRow ? 2 : 0);
    if (starts[block.page] === -1) starts[block.page] = text.length;
    for (const { page, at } of block.turns) if (starts[page] === -1) starts[page] = begin + at;
    text += (isRow ? `| ${block.text} |` : block.text).replaceAll('\u00ad', '');
    previous = block;
  }
  if (text !== '') text += '\n';
  // A page without text begins where the next one does.
  for (let page = pages - 1; page >= 0; page--) if (starts[page] === -1) starts[page] = page + 1 < pages ? starts[page + 1]! : text.length;
  return { text, starts };
}
