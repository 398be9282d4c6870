import { dateOf, ExtractError } from './extracted.js';
import type { Extracted } from './extracted.js';
import { layOut } from './layout.js';
import { linesOf } from './lines.js';
import { MOST_PAGES, MOST_TEXT } from './limits.js';
import type { Page, Piece } from './lines.js';

/** Characters a page, on the average, below which a PDF has no text to speak of: it is a scan. */
const LEAST_ON_A_PAGE = 20;

/**
 * The text of a PDF in reading order; see {@link layOut}.
 * @param bytes the file
 * @throws {ExtractError} when it is encrypted, broken, or a scan without a text layer
 */
export async function extractPdf(bytes: Uint8Array): Promise<Extracted> {
  const { getDocumentProxy } = await import('unpdf');
  let pdf: Awaited<ReturnType<typeof getDocumentProxy>>;
  try {
    pdf = await getDocumentProxy(bytes, { verbosity: 0, isEvalSupported: false, disableFontFace: true, useSystemFonts: false, useWorkerFetch: false, enableXfa: false, stopAtErrors: false });
  } catch (error) {
    throw nameOf(error);
  }
  try {
    if (pdf.numPages > MOST_PAGES) throw new ExtractError('size', `${pdf.numPages} pages; split it (qpdf --split-pages)`);
    const pages: Page[] = [];
    const counts: number[] = [];
    let total = 0;
    for (let number = 1; number <= pdf.numPages; number++) {
      const page = await pdf.getPage(number);
      const { items } = await page.getTextContent();
      const { transform, width, height } = page.getViewport({ scale: 1 });
      const pieces = items.flatMap((item) => ('str' in item ? [pieceOf(item, transform as Matrix)] : []));
      const count = pieces.reduce((sum, { text }) => sum + text.trim().length, 0);
      total += count;
      if (total > MOST_TEXT) throw new ExtractError('size', `more than ${MOST_TEXT} characters of text; split it`);
      counts.push(count);
      pages.push(upright(pieces, width, height));
      page.cleanup();
    }
    if (total < LEAST_ON_A_PAGE * pages.length)
      throw new ExtractError('no_text', `a PDF with hardly any text on its ${pages.length} ${pages.length === 1 ? 'page' : 'pages'}, as a scan has; run OCR on it first (ocrmypdf FILE OUT)`);
    const bare = counts.filter((count) => count < LEAST_ON_A_PAGE).length;
    const { text, starts } = layOut(pages);
    return { text, meta: { ...(await properties(pdf)), ...(bare > 0 && { pagesWithoutText: bare }) }, places: { unit: 'page', starts } };
  } catch (error) {
    throw error instanceof ExtractError ? error : nameOf(error);
  } finally {
    await pdf.destroy();
  }
}

type Matrix = [number, number, number, number, number, number];
type Turned = Piece & { turn: number };

/** A piece where it is seen, with the page turned as it is shown; from the lower left. */
function pieceOf(item: { str: string; transform: unknown[]; width: number; fontName: string; hasEOL: boolean }, [a, b, c, d, e, f]: Matrix): Turned {
  const [p, q, , , x, y] = item.transform as Matrix;
  // The viewport's y points down.
  const turn = Math.atan2(-(b * p + d * q), a * p + c * q) / (Math.PI / 2);
  return { text: item.str, x: a * x + c * y + e, y: -(b * x + d * y + f), width: item.width, size: Math.hypot(p, q), font: item.fontName, endsLine: item.hasEOL, turn };
}

/**
 * Turns a page so that most of its text is upright, and leaves out what then is not: stamps in the margin, watermarks
 * across the page.
 */
function upright(pieces: readonly Turned[], width: number, height: number): Page {
  const turns = [0, 0, 0, 0];
  for (const { turn, text } of pieces) turns[(Math.round(turn) + 4) % 4]! += text.trim().length;
  const main = turns.indexOf(Math.max(...turns));
  const kept = pieces.filter(({ turn, text }) => text.trim() === '' || Math.abs(((turn - main + 6) % 4) - 2) < 0.1);
  const [top, bottom] = main === 0 ? [0, -height] : main === 1 ? [0, -width] : main === 2 ? [height, 0] : [width, 0];
  const place = ({ x, y }: Turned): { x: number; y: number } => (main === 0 ? { x, y } : main === 1 ? { x: y, y: -x } : main === 2 ? { x: -x, y: -y } : { x: -y, y: x });
  return { top, bottom, lines: linesOf(kept.map((piece) => ({ ...piece, ...place(piece) }))) };
}

async function properties(pdf: { getMetadata(): Promise<{ info: object }> }): Promise<Extracted['meta']> {
  const info = new Map<string, unknown>(Object.entries((await pdf.getMetadata().catch(() => ({ info: {} }))).info));
  const [title, author] = ['Title', 'Author'].map((name) => info.get(name)).map((value) => (typeof value === 'string' ? value.trim() : ''));
  return { ...(title && { title }), date: dateOf(info.get('CreationDate')), ...(author && { author }) };
}

function nameOf(error: unknown): ExtractError {
  const name = error instanceof Error ? error.name : '';
  if (name === 'PasswordException') return new ExtractError('encrypted', 'a PDF with a password; take the password off first (qpdf --password=... --decrypt FILE OUT)');
  return new ExtractError('broken', `a broken PDF (${error instanceof Error ? error.message : String(error)}); get it again, or print it to PDF anew`);
}
