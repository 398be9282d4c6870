import { ExtractError } from './extracted.js';
import { MOST_TEXT } from './limits.js';

/**
 * Puts a text together: paragraphs and headings between blank lines, rows and list items on lines of their own, since
 * sentences and headings are told by that.
 */
export class Writer {
  private readonly parts: string[] = [];
  private length = 0;
  /** What came last; a list and a table beside each other are apart. */
  private last: 'block' | 'item' | 'row' = 'block';
  /** Offset at which each paragraph, item or row begins. */
  readonly starts: number[] = [];

  /** A paragraph or heading. */
  paragraph(text: string): void {
    this.add(collapse(text), 'block');
  }

  /** A line of a list or of a table; those that follow each other stand together. */
  line(text: string): void {
    const line = collapse(text);
    this.add(line, line.startsWith('| ') ? 'row' : 'item');
  }

  /** Text whose lines are kept. */
  lines(text: string): void {
    this.add(text.replace(/[ \t]+$/gm, '').replace(/\n{3,}/g, '\n\n').replace(/^\n+|\s+$/g, ''), 'block');
  }

  /** The whole text, ended by a line feed. */
  text(): string {
    return this.length === 0 ? '' : `${this.parts.join('')}\n`;
  }

  private add(text: string, kind: Writer['last']): void {
    if (text === '') return;
    const gap = this.length === 0 ? '' : kind !== 'block' && kind === this.last ? '\n' : '\n\n';
    this.starts.push(this.length + gap.length);
    this.parts.push(gap, text);
    this.length += gap.length + text.length;
    this.last = kind;
    if (this.length > MOST_TEXT) throw new ExtractError('size', `more than ${MOST_TEXT} characters of text; split it`);
  }
}

/** Marks for line ends that are meant. */
export const LINE_END = '\u{f0000}';

/** A row of a table, as Markdown writes it; nothing where all cells are empty. */
export function rowOf(cells: readonly string[]): string {
  const texts = cells.map((cell) => collapse(cell).replaceAll('\n', ' '));
  return texts.some((cell) => cell !== '') ? `| ${texts.join(' | ')} |` : '';
}

function collapse(text: string): string {
  return text.replace(/[\s\u00ad\u200b\ufeff]+/g, (found) => (/^[\u00ad\u200b\ufeff]+$/.test(found) ? '' : ' ')).replaceAll(/ ?\u{f0000} ?/gu, '\n').trim();
}
