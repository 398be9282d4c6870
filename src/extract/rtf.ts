import iconv from 'iconv-lite';
import { dateOf, ExtractError } from './extracted.js';
import type { Extracted } from './extracted.js';
import { MOST_DEPTH } from './limits.js';
import { LINE_END, rowOf, Writer } from './writer.js';

/** Groups that are no part of the text. `\*` before a word hides its group too, unless the word is known. */
const HIDDEN = new Set(
  ('fonttbl colortbl stylesheet pict object header headerl headerr headerf footer footerl footerr footerf ftnsep ftnsepc aftnsep aftnsepc listtable ' +
    'listoverridetable revtbl rsidtbl generator themedata datastore xmlnstbl fldinst bkmkstart bkmkend annotation atnid atnauthor nonesttables private ' +
    'info title author creatim listtext pntext footnote tc xe').split(' '),
);
const SIGNS = new Map([
  ['tab', ' '], ['line', LINE_END], ['emdash', '—'], ['endash', '–'], ['lquote', '‘'], ['rquote', '’'], ['ldblquote', '“'],
  ['rdblquote', '”'], ['bullet', '•'], ['emspace', ' '], ['enspace', ' '], ['nestcell', ' '], ['nestrow', LINE_END],
]);
/** Code pages of fonts, by \fcharset. */
const CHARSETS = new Map([[128, 932], [129, 949], [134, 936], [136, 950], [161, 1253], [162, 1254], [163, 1258], [177, 1255], [178, 1256], [186, 1257], [204, 1251], [222, 874], [238, 1250]]);

interface State {
  /** The group that collects its text, or is hidden. */
  group: string;
  unicodeSkip: number;
  font: number;
  /** Deleted by a tracked change, or hidden. */
  deleted: boolean;
}

/**
 * The text of an RTF document as it would be printed: deletions, pictures, headers and footers out; footnotes at the end.
 * @param bytes the file
 * @throws {ExtractError} when its groups are nested too deeply
 */
export function extractRtf(bytes: Uint8Array): Extracted {
  const rtf = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  const document = new RtfDocument();
  const TOKEN = /\\(?:([a-z]{1,32})(-?\d{1,10})?( )?|'([0-9a-f]{2})|([^]))|([{}])|[\r\n\0]+|([^\\{}\r\n\0]+)/gi;
  for (let match = TOKEN.exec(rtf); match; match = TOKEN.exec(rtf)) {
    const [, word, number, , hex, symbol, brace, text] = match;
    if (word === 'bin') TOKEN.lastIndex += Math.min(Math.max(0, Number(number ?? 0)), rtf.length);
    else if (word !== undefined) document.word(word, number === undefined ? null : Number(number));
    else if (hex !== undefined) document.byte(Number.parseInt(hex, 16));
    else if (symbol !== undefined) document.symbol(symbol);
    else if (brace !== undefined) document.brace(brace);
    else if (text !== undefined) document.plain(text);
  }
  return document.end();
}

class RtfDocument {
  private readonly writer = new Writer();
  private state: State = { group: '', unicodeSkip: 1, font: 0, deleted: false };
  private readonly stack: State[] = [];
  private starred = false;
  private codePage = 1252;
  private readonly fonts = new Map<number, number>();
  private bytes: number[] = [];
  /** Characters that stand for those who cannot read the \u before them. */
  private skip = 0;
  private buffer = '';
  private isItem = false;
  /** The first line begins left of the others, where the mark of a list stands. */
  private isHanging = false;
  private cells: string[] = [];
  private inTable = false;
  private readonly texts = new Map<string, string>();
  private readonly notes: string[] = [];
  private created: (number | null)[] = [];

  word(word: string, number: number | null): void {
    this.flushBytes();
    const { state } = this;
    const isStarred = this.starred;
    this.starred = false;
    if (word === 'ansicpg' && number !== null) this.codePage = number;
    else if (word === 'uc') state.unicodeSkip = number ?? 1;
    else if (word === 'u' && number !== null) {
      this.add(String.fromCharCode(number & 0xffff));
      this.skip = state.unicodeSkip;
    } else if (word === 'f') state.font = number ?? 0;
    else if (word === 'fcharset' && state.group === 'fonttbl') this.fonts.set(state.font, CHARSETS.get(number ?? 0) ?? 0);
    else if (word === 'deleted' || word === 'v') state.deleted = number !== 0;
    else if (word === 'plain') state.deleted = false;
    else if (HIDDEN.has(word) || isStarred) {
      // A hidden group stays hidden, but for what is wanted of its properties.
      if (!this.isHidden() || state.group === 'info' || state.group === 'footnote') state.group = HIDDEN.has(word) ? word : '*';
      if (word === 'listtext' || word === 'pntext') this.isItem = true;
      if (word === 'footnote') this.texts.set('footnote', '');
    } else if ((word === 'yr' || word === 'mo' || word === 'dy') && state.group === 'creatim') this.created.push(number);
    else if (this.isHidden()) {
      if (state.group === 'footnote' && (word === 'par' || SIGNS.has(word))) this.add(' ');
    } else if (word === 'par' || word === 'sect' || word === 'page') this.paragraph();
    else if (word === 'intbl') this.inTable = true;
    else if (word === 'fi') this.isHanging = (number ?? 0) < 0;
    else if (word === 'pard') [this.inTable, this.isHanging] = [false, false];
    else if (word === 'cell') {
      this.cells.push(this.buffer);
      this.buffer = '';
    } else if (word === 'row') {
      this.writer.line(rowOf(this.cells));
      this.cells = [];
      this.inTable = false;
    } else if (SIGNS.has(word)) this.add(SIGNS.get(word)!);
  }

  byte(value: number): void {
    if (this.skip > 0) this.skip -= 1;
    else this.bytes.push(value);
  }

  symbol(symbol: string): void {
    this.flushBytes();
    if (symbol === '*') this.starred = true;
    else if (symbol === '~') this.add(' ');
    else if (symbol === '_') this.add('-');
    else if (symbol === '\r' || symbol === '\n') this.word('par', null);
    else if ('\\{}'.includes(symbol)) this.add(symbol);
  }

  brace(brace: string): void {
    this.flushBytes();
    this.skip = 0;
    this.starred = false;
    if (brace === '{') {
      if (this.stack.length > MOST_DEPTH) throw new ExtractError('nesting', `groups in more than ${MOST_DEPTH} levels; save the document again`);
      this.stack.push({ ...this.state });
      return;
    }
    const inner = this.state.group;
    this.state = this.stack.pop() ?? this.state;
    if (inner === 'footnote' && this.state.group !== 'footnote') {
      this.notes.push(this.texts.get('footnote') ?? '');
      this.texts.delete('footnote');
    }
  }

  plain(text: string): void {
    this.starred = false;
    const rest = text.slice(this.skip);
    this.skip = Math.max(0, this.skip - text.length);
    if (/[\x80-\xff]/.test(rest)) for (const char of rest) this.bytes.push(char.charCodeAt(0));
    else {
      this.flushBytes();
      this.add(rest);
    }
  }

  end(): Extracted {
    this.flushBytes();
    this.paragraph();
    if (this.cells.length > 0) this.writer.line(rowOf(this.cells));
    for (const note of this.notes) this.writer.paragraph(note.replace(/^\s*\d+\s+/, ''));
    const [year, month, day] = this.created.map((part) => String(part ?? '').padStart(2, '0'));
    const [title, author] = [this.texts.get('title')?.trim(), this.texts.get('author')?.trim()];
    const meta = { ...(title && { title }), date: dateOf(`${year}-${month}-${day}`), ...(author && { author }) };
    return { text: this.writer.text(), meta, places: { unit: 'paragraph', starts: this.writer.starts } };
  }

  private isHidden(): boolean {
    return this.state.group !== '';
  }

  private flushBytes(): void {
    if (this.bytes.length === 0) return;
    const page = this.fonts.get(this.state.font) || this.codePage;
    const encoding = `cp${page}`;
    const bytes = Buffer.from(this.bytes);
    this.bytes = [];
    this.add(iconv.decode(bytes, iconv.encodingExists(encoding) ? encoding : 'cp1252'));
  }

  private add(text: string): void {
    if (this.state.deleted) return;
    const { group } = this.state;
    if (group === '') this.buffer += text;
    else if (group === 'title' || group === 'author' || group === 'footnote') this.texts.set(group, (this.texts.get(group) ?? '') + text);
  }

  private paragraph(): void {
    if (this.inTable) {
      this.buffer += ' ';
      return;
    }
    const [, bullet, text] = /^\s*([•·-]\s)?([^]*)$/.exec(this.buffer)!;
    this.buffer = '';
    if (this.isItem || bullet) this.writer.line(`- ${text}`);
    else if (this.isHanging && /^(?:–|\(?(?:\d{1,3}|[a-z]{1,4})[.)])\s/.test(text!)) this.writer.line(text!);
    else this.writer.paragraph(text!);
    this.isItem = false;
  }
}
