import { Parser } from 'htmlparser2';
import { dateOf, ExtractError } from './extracted.js';
import type { Extracted } from './extracted.js';
import { MOST_DEPTH } from './limits.js';
import { Table } from './table.js';
import { LINE_END, Writer } from './writer.js';

/** Not part of what a page says. */
const SKIPPED = new Set(
  'script style noscript template iframe object embed svg math canvas audio video select option datalist button input textarea nav aside footer dialog head menu title'.split(' '),
);
/** Begin and end a paragraph. */
const BLOCKS = new Set(
  'address article blockquote body center dd details div dl dt fieldset figcaption figure form h1 h2 h3 h4 h5 h6 header hr html legend main ol p pre section summary ul'.split(' '),
);
const HIDDEN = /(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)/i;
const BANNERS = /^(?:navigation|banner|contentinfo|complementary|search|menu|menubar|dialog)$/i;
/** Words in the id or class of what asks for consent or leads past the navigation. */
const NOTICES = /(?:^|[\s_-])(?:cookies?|cookie(?:bar|banner|consent|notice)|gdpr|skip(?:-?(?:link|to|nav)[\w-]*)?)(?=$|[\s_-])/i;
/** The mark of a footnote: it would stick to the word before it. */
const NOTE_MARK = /^[[(]?(?:\d{1,3}|[*†‡§a-z])[\])]?$/;

/**
 * The visible text of a page: scripts, navigation, headers and footers of the page, asides and what is hidden are left
 * out; headings and paragraphs between blank lines, list items and rows of tables on lines of their own.
 * @param html decoded
 * @throws {ExtractError} when it is nested too deeply or its text is too long
 */
export function extractHtml(html: string): Extracted {
  const writer = new Writer();
  const page = new Page(writer);
  const parser = new Parser(
    {
      onopentag: (name, attributes) => page.open(name, attributes),
      ontext: (text) => page.text(text),
      onclosetag: (name) => page.close(name),
    },
    { decodeEntities: true },
  );
  parser.write(html);
  parser.end();
  page.flush();
  return { text: writer.text(), meta: page.meta, places: { unit: 'paragraph', starts: writer.starts } };
}

class Page {
  readonly meta: Extracted['meta'] = {};
  private buffer = '';
  private depth = 0;
  /** Depth of the element that is left out, with all that is in it; 0 for none. */
  private skipFrom = 0;
  /** A header inside an article or section is part of it. */
  private articles = 0;
  private preformatted = 0;
  private readonly lists: { ordered: boolean; number: number }[] = [];
  private item = '';
  private readonly tables: Table[] = [];
  private title: string | null = null;
  private superscript: string | null = null;

  constructor(private readonly writer: Writer) {}

  open(name: string, attributes: Record<string, string>): void {
    this.depth += 1;
    if (this.depth > MOST_DEPTH) throw new ExtractError('nesting', `elements in more than ${MOST_DEPTH} levels; save it again from a browser or an office program`);
    if (name === 'title' && this.meta.title === undefined && this.articles === 0) this.title = '';
    if (name === 'meta') this.readMeta(attributes);
    if (this.skipFrom > 0) return;
    if (this.isSkipped(name, attributes)) {
      this.skipFrom = this.depth;
      return;
    }
    if (name === 'article' || name === 'section' || name === 'main') this.articles += 1;
    if (name === 'br') this.buffer += this.preformatted > 0 ? '\n' : this.tables.length > 0 ? ' ' : LINE_END;
    else if (name === 'sup') this.superscript = '';
    else if (name === 'table') {
      this.flush();
      this.tables.at(-1)?.isLayout();
      this.tables.push(new Table());
    } else if (name === 'tr' || name === 'td' || name === 'th') {
      this.flush();
      if (name === 'tr') this.tables.at(-1)?.beginRow();
      else this.tables.at(-1)?.beginCell();
    } else if (name === 'li') {
      this.flush();
      const list = this.lists.at(-1);
      if (list) list.number += 1;
      this.item = list?.ordered ? `${list.number}. ` : '- ';
    } else if (BLOCKS.has(name)) {
      this.flush();
      if (name === 'pre') this.preformatted += 1;
      if (name === 'ol' || name === 'ul') this.lists.push({ ordered: name === 'ol', number: Number.parseInt(attributes['start'] ?? '1', 10) - 1 || 0 });
      if (/^h\d$/.test(name)) this.tables.at(-1)?.isLayout();
    }
  }

  text(text: string): void {
    if (this.title !== null) this.title += text;
    if (this.skipFrom > 0) return;
    if (this.superscript === null) this.buffer += text;
    else this.superscript += text;
  }

  close(name: string): void {
    if (name === 'title' && this.title !== null) {
      this.meta.title = this.title.replace(/\s+/g, ' ').trim() || null;
      this.title = null;
    }
    this.depth -= 1;
    if (this.skipFrom > 0) {
      if (this.depth < this.skipFrom) this.skipFrom = 0;
      return;
    }
    if (name === 'article' || name === 'section' || name === 'main') this.articles -= 1;
    if (name === 'sup' && this.superscript !== null) {
      if (!NOTE_MARK.test(this.superscript.trim())) this.buffer += this.superscript;
      this.superscript = null;
    } else if (name === 'table') {
      this.flush();
      const table = this.tables.pop();
      if (table) table.end(this.tables.at(-1) ?? this.writer);
    } else if (name === 'li' || name === 'td' || name === 'th' || BLOCKS.has(name)) {
      this.flush();
      if (name === 'li') this.item = '';
      if (name === 'pre') this.preformatted -= 1;
      if (name === 'ol' || name === 'ul') this.lists.pop();
    }
  }

  /** Ends the paragraph. */
  flush(): void {
    const text = this.buffer;
    this.buffer = '';
    if (text.trim() === '') return;
    const target = this.tables.at(-1) ?? this.writer;
    if (this.lists.length > 0) target.line(`${this.item || '  '}${text}`);
    else if (this.preformatted > 0) target.lines(text);
    else target.paragraph(text);
    this.item = '';
  }

  private isSkipped(name: string, attributes: Record<string, string>): boolean {
    if (SKIPPED.has(name) || (name === 'header' && this.articles === 0)) return true;
    if ('hidden' in attributes || attributes['aria-hidden'] === 'true' || HIDDEN.test(attributes['style'] ?? '')) return true;
    if (name !== 'body' && name !== 'html' && NOTICES.test(`${attributes['id'] ?? ''} ${attributes['class'] ?? ''}`)) return true;
    if (name === 'a' && /^#(?:(?:foot|end)note-ref|fnref|_ftnref|_ednref)/.test(attributes['href'] ?? '')) return true;
    return BANNERS.test(attributes['role'] ?? '') || attributes['role'] === 'doc-backlink';
  }

  private readMeta({ name = '', property = '', content }: Record<string, string>): void {
    const key = (name || property).toLowerCase();
    if (content === undefined) return;
    if (/^(?:author|dc\.creator|dcterms\.creator|article:author)$/.test(key)) this.meta['author'] ??= content;
    if (/^(?:date|dc\.date|dcterms\.(?:date|created|issued)|article:published_time)$/.test(key)) this.meta.date ??= dateOf(content);
  }
}
