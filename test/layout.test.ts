import { describe, expect, test } from 'vitest';
import { layOut } from '../src/extract/layout.js';
import { linesOf } from '../src/extract/lines.js';
import type { Line, Page, Piece } from '../src/extract/lines.js';

/** A page with a line every 14 points from the top; a number before a line moves it further down. */
function page(...texts: (string | [text: string, more: Partial<Line> & { skip?: number }])[]): Page {
  let y = 800;
  const lines = texts.map((each): Line => {
    const [text, { skip = 14, ...more }] = typeof each === 'string' ? [each, {}] : each;
    y -= skip;
    return { text, x: 70, right: 70 + 6 * text.length, y, size: 12, font: 'f', mark: null, ...more };
  });
  return { bottom: 0, top: 842, lines };
}
const textOf = (...pages: Page[]): string => layOut(pages).text;

describe('words that a line end broke', () => {
  test.each([
    ['scien-', 'tific research', 'scientific research'],
    ['a disease that is water-', 'borne in summer', 'a disease that is water-borne in summer'],
    ['a debate that is de-', 'based by noise', 'a debate that is debased by noise'],
    ['the long-', 'Term Plan', 'the long-Term Plan'],
    ['a non-', 'aligned state', 'a non-aligned state'],
    ['co\u00ad', 'operation', 'cooperation'],
  ])('%s | %s', (first, second, expected) => expect(textOf(page(first, second))).toBe(`${expected}\n`));

  test('as the word stands elsewhere in the document', () => {
    expect(textOf(page('Policymakers met, and each policy-', 'maker left a note.', ['A policy-maker reads.', { skip: 40 }]))).toContain('each policy-maker left');
  });
});

test('a footnote as large as the body does not cut the paragraph that runs on', () => {
  const notes = [['Adopted by the Cabinet.', { mark: 'first', skip: 500 }], ['Drafted by the Academy.', { mark: 'first' }]] as const;
  expect(textOf(page('We invite every state to', ...notes.map(([text, more]): [string, object] => [text, more])), page('take part in the talks.'))).toBe(
    'Adopted by the Cabinet.\n\nDrafted by the Academy.\n\nWe invite every state to take part in the talks.\n',
  );
});

test('the mark of a note pushes its line down, and the paragraph goes on', () => {
  expect(textOf(page('This paper sets out what we', ['will do next.', { skip: 19, mark: 'inside' }], ['Another paragraph begins.', { skip: 26 }]))).toBe('This paper sets out what we will do next.\n\nAnother paragraph begins.\n');
});

test('a list and a table beside it are apart', () => {
  expect(textOf(page('1. one', '2. two', 'a | b', 'c | d'))).toBe('1. one\n2. two\n\n| a | b |\n| c | d |\n');
});

test('marks of notes are left out, and remembered', () => {
  const piece = (text: string, x: number, y: number, more: Partial<Piece> = {}): Piece => ({ text, x, y, width: 5 * text.length, size: 10, font: 'f', endsLine: false, ...more });
  const lines = linesOf([piece('a word', 0, 100), piece('1', 30, 104, { size: 6, endsLine: true }), piece('1', 0, 44, { size: 6 }), piece('A note', 5, 40, { endsLine: true }), piece('goes on', 5, 28)]);
  expect(lines.map(({ text, mark }) => [text, mark])).toEqual([['a word', 'inside'], ['A note', 'first'], ['goes on', null]]);
});
