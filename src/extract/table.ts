import { rowOf } from './writer.js';
import type { Writer } from './writer.js';

type Piece = { kind: 'row' } | { kind: 'cell' } | { kind: 'paragraph' | 'line' | 'lines'; text: string };

/**
 * A table whose end decides what it is: rows on lines of their own, or, where a page is laid out by it (headings, long
 * cells, tables in its cells), the paragraphs of its cells.
 */
export class Table {
  private readonly pieces: Piece[] = [];
  private layout = false;

  beginRow(): void {
    this.pieces.push({ kind: 'row' });
  }

  beginCell(): void {
    this.pieces.push({ kind: 'cell' });
  }

  paragraph(text: string): void {
    this.pieces.push({ kind: 'paragraph', text });
  }

  line(text: string): void {
    this.pieces.push({ kind: 'line', text });
  }

  lines(text: string): void {
    this.pieces.push({ kind: 'lines', text });
  }

  /** It is for layout, not for data. */
  isLayout(): void {
    this.layout = true;
  }

  /** Hands its rows or paragraphs on. */
  end(target: Pick<Writer, 'paragraph' | 'line' | 'lines'>): void {
    const rows: string[][] = [];
    for (const piece of this.pieces) {
      if (piece.kind === 'row') rows.push([]);
      else if (piece.kind === 'cell') (rows.at(-1) ?? rows[rows.push([]) - 1]!).push('');
      else {
        const row = rows.at(-1) ?? rows[rows.push([]) - 1]!;
        if (row.length === 0) row.push('');
        const text = row.pop()!;
        row.push(text === '' ? piece.text : `${text} ${piece.text}`);
      }
    }
    const isData = !this.layout && rows.some((row) => row.length > 1) && !rows.flat().some((cell) => cell.length > LONGEST_CELL);
    if (isData) for (const row of rows) target.line(rowOf(row));
    else for (const piece of this.pieces) if (piece.kind !== 'row' && piece.kind !== 'cell') target[piece.kind](piece.text);
  }
}

/** A cell with more characters holds paragraphs, not data. */
const LONGEST_CELL = 1000;
