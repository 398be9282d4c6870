import { dateOf, ExtractError } from './extracted.js';
import type { Extracted } from './extracted.js';
import { layOut } from './layout.js';
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
      const pieces: Piece[] = [];
      for (const item of items) {
        if (!('str' in item)) continue;
        const [a, b, , , x, y] = item.transform as number[];
        pieces.push({ text: item.str, x: x!, y: y!, width: item.width, size: Math.hypot(a!, b!), font: item.fontName, endsLine: item.hasEOL });
      }
      const count = pieces.reduce((sum, { text }) => sum + text.trim().length, 0);
      total += count;
      if (total > MOST_TEXT) throw new ExtractError('size', `more than ${MOST_TEXT} characters of text; split it`);
      counts.push(count);
      const [, bottom, , top] = page.view as [number, number, number, number];
      pages.push({ bottom, top, pieces });
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
