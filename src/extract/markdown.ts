import type { Nodes, Parents, RootContent } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFootnoteFromMarkdown } from 'mdast-util-gfm-footnote';
import { gfmTableFromMarkdown } from 'mdast-util-gfm-table';
import { gfmFootnote } from 'micromark-extension-gfm-footnote';
import { gfmTable } from 'micromark-extension-gfm-table';
import type { Extracted } from './extracted.js';
import { splitFrontMatter } from './frontmatter.js';
import { extractHtml } from './html.js';

/**
 * The text of a Markdown file without its marks: headings, paragraphs, quotations, list items, rows of tables and
 * notes. Fenced code, addresses and pictures are left out; front matter becomes metadata.
 *
 * Every line stands where it stands in the file, so that line numbers are those of the file. Where the file has no
 * blank line between a heading and its text, a paragraph separator (U+2029) stands at the end of the line.
 */
export function extractMarkdown(markdown: string): Extracted {
  const { meta, body } = splitFrontMatter(markdown);
  const page = new Page(body);
  const root = fromMarkdown(body, { extensions: [gfmTable(), gfmFootnote()], mdastExtensions: [gfmTableFromMarkdown(), gfmFootnoteFromMarkdown()] });
  for (const node of root.children) page.block(node, '');
  return { text: page.text(), meta };
}

class Page {
  private readonly parts: string[] = [];
  /** Line that the next part would continue, from 1. */
  private line = 1;
  private last: 'item' | 'block' | null = null;

  constructor(private readonly source: string) {}

  text(): string {
    return this.parts.length === 0 ? '' : `${this.parts.join('')}\n`;
  }

  /** @param mark what stands before the first paragraph of a list item */
  block(node: RootContent, mark: string): void {
    switch (node.type) {
      case 'heading':
      case 'paragraph':
        this.put(node, mark + inline(node), mark === '' ? 'block' : 'item');
        break;
      case 'list': {
        let number = node.start ?? 1;
        for (const item of node.children) {
          let itemMark = node.ordered ? `${number}. ` : '- ';
          for (const child of item.children) {
            this.block(child, itemMark);
            itemMark = '';
          }
          number += 1;
        }
        break;
      }
      case 'table':
        for (const row of node.children) this.put(row, `| ${row.children.map((cell) => inline(cell).replaceAll('\n', ' ')).join(' | ')} |`, 'item');
        break;
      case 'code':
        // Fenced code is no prose; an indented paragraph may be one that somebody wanted indented.
        if (!'`~'.includes(this.source.charAt(node.position?.start.offset ?? 0) || '`')) this.put(node, node.value, 'block');
        break;
      case 'html':
        this.put(node, extractHtml(node.value).text.trim(), 'block');
        break;
      case 'blockquote':
      case 'footnoteDefinition':
        for (const child of node.children) this.block(child, '');
        break;
      default:
    }
  }

  private put(node: Nodes, text: string, kind: 'item' | 'block'): void {
    if (text.trim() === '') return;
    const missing = Math.max((node.position?.start.line ?? 1) - this.line, this.last === null ? 0 : 1);
    if (missing === 1 && !(kind === 'item' && this.last === 'item') && this.last !== null) this.parts.push('\u2029');
    this.parts.push('\n'.repeat(missing), text);
    this.line += missing + (text.match(/\n/g)?.length ?? 0);
    this.last = kind;
  }
}

/** The words of a paragraph; its line ends stay. */
function inline(parent: Parents): string {
  return parent.children
    .map((node): string => {
      if (node.type === 'text' || node.type === 'inlineCode') return node.value;
      if (node.type === 'break') return '\n';
      if (node.type === 'html') return /^<br\b/i.test(node.value) ? ' ' : '';
      return 'children' in node ? inline(node) : '';
    })
    .join('');
}
