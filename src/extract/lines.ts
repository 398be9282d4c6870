/** A run of characters where a PDF puts it. Points, from the bottom left of the page. */
export interface Piece {
  text: string;
  x: number;
  y: number;
  width: number;
  size: number;
  font: string;
  endsLine: boolean;
}

/** A page with its lower and upper edge. */
export interface Page {
  bottom: number;
  top: number;
  lines: Line[];
}

/** A line of print. */
export interface Line {
  text: string;
  x: number;
  right: number;
  y: number;
  /** That of most of its characters. */
  size: number;
  font: string;
  /** Where the mark of a note stood: at its beginning, as in a footnote, or elsewhere. */
  mark: 'first' | 'inside' | null;
}

/** A gap of more ems than justified print has between words parts two cells. */
const CELL_GAP = 2;
export const CELL = ' | ';

/**
 * The lines of a page in the order of its file, which is the reading order in whatever writes text and not pictures of
 * it: columns one after the other. Raised numbers, the marks of notes, are left out: they would stick to a word.
 */
export function linesOf(pieces: readonly Piece[]): Line[] {
  const lines: Line[] = [];
  let parts: Piece[] = [];
  let mark: Line['mark'] = null;
  const end = (): void => {
    const line = lineOf(parts);
    if (line) lines.push({ ...line, mark });
    // A mark that is alone on its line belongs to the next one.
    if (line || mark !== 'first') mark = null;
    parts = [];
  };
  const solid = pieces.filter(({ text }) => text.trim() !== '');
  const marks = new Set(solid.filter((piece, at) => isMark(piece, solid[at - 1], solid[at + 1])));
  for (const piece of pieces) {
    const last = parts.findLast(({ text }) => text.trim() !== '');
    if (last && piece.text.trim() !== '' && !marks.has(piece) && Math.abs(piece.y - last.y) > 0.5 * Math.max(last.size, piece.size)) end();
    if (!marks.has(piece)) parts.push(piece);
    else mark ??= last ? 'inside' : 'first';
    if (piece.endsLine) end();
  }
  end();
  return merge(lines);
}

/** A number smaller than what it stands beside, and raised. */
function isMark(piece: Piece, before: Piece | undefined, after: Piece | undefined): boolean {
  if (!/^\s*[[(]?(?:\d{1,3}|[*†‡§])[\])]?,?\s*$/.test(piece.text)) return false;
  return [before, after].some((other) => other !== undefined && other.size > 1.15 * piece.size && piece.y - other.y > 0.15 * piece.size && piece.y - other.y < other.size);
}

function lineOf(parts: readonly Piece[]): Omit<Line, 'mark'> | null {
  const solid = parts.filter(({ text }) => text.trim() !== '');
  const [first, last] = [solid[0], solid.at(-1)];
  if (!first || !last) return null;
  const sizes = new Map<string, { size: number; font: string; count: number }>();
  for (const { size, font, text } of solid) {
    const key = `${size.toFixed(1)} ${font}`;
    sizes.set(key, { size, font, count: (sizes.get(key)?.count ?? 0) + text.length });
  }
  const main = [...sizes.values()].reduce((most, each) => (each.count > most.count ? each : most));
  let text = '';
  let right = first.x;
  for (const piece of parts) {
    if (piece.text.trim() === '') {
      text += piece.text;
      continue;
    }
    const gap = piece.x - right;
    if (text !== '' && gap > CELL_GAP * main.size && !/^\s*(?:[•●▪◦–-]|\(?\w{1,3}[.)])\s*$/.test(text)) {
      text = `${text.trimEnd()}${CELL}`;
    }
    text += piece.text;
    right = piece.x + piece.width;
  }
  return { text: text.replace(/\s+/g, ' ').replace(/ ?[↑↩]\ufe0e?\s*$/, '').trim(), x: first.x, right, y: first.y, size: main.size, font: main.font };
}

/** Pieces of one line that the file has apart: a bullet and its text, or cells that were put side by side. */
function merge(lines: readonly Line[]): Line[] {
  const merged: Line[] = [];
  for (const line of lines) {
    const last = merged.at(-1);
    if (last && Math.abs(last.y - line.y) < 0.25 * line.size && line.x >= last.right - 1) {
      const isWide = line.x - last.right > CELL_GAP * line.size && !/^[•●▪◦–-]$/.test(last.text);
      last.text += `${isWide ? CELL : ' '}${line.text}`;
      last.right = line.right;
      last.mark ??= line.mark && 'inside';
    } else merged.push({ ...line });
  }
  return merged;
}
