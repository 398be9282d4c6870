import { Document, LineCounter, isMap, isScalar, isSeq, parseDocument } from 'yaml';
import { categoryIn, malformed } from './dictionary.js';
import type { Category, Format, Loss } from './dictionary.js';

/** Under this key `as.yaml()` puts the terms of a category that has categories inside it. */
const OWN_TERMS = '__';

/** The YAML of quanteda's `dictionary()` and `as.yaml()`: a map of categories to terms, or to maps of categories. */
export const quanteda: Format = {
  carries: (weight) => weight === 1,

  read(text, file) {
    const lines = new LineCounter();
    const document = parse(text, file, lines);
    const losses: Loss[] = [];
    const lineOf = (node: unknown): number => lines.linePos((node as { range?: [number] } | null)?.range?.[0] ?? 0).line;

    const fill = (category: Category, value: unknown): void => {
      if (value === null) return;
      if (isScalar(value)) {
        if (String(value.value).trim() !== '') category.terms.push({ text: String(value.value), weight: 1, line: lineOf(value) });
      } else if (isSeq(value)) {
        for (const item of value.items) fill(category, item);
      } else if (isMap(value)) {
        for (const { key, value: inner } of value.items) {
          if (!isScalar(key)) losses.push({ what: 'a key', why: 'it is not a plain name', line: lineOf(key) });
          else fill(key.value === OWN_TERMS ? category : categoryIn(category.categories, String(key.value)), inner);
        }
      } else {
        losses.push({ what: 'an alias (*name)', why: 'write the terms out', line: lineOf(value) });
      }
    };
    const root: Category = { terms: [], categories: new Map() };
    if (!isMap(document.contents)) throw malformed(file, 1, 'not a map of categories', 'write "category: [term, term]"');
    fill(root, document.contents);
    return { dictionary: { title: null, categories: root.categories }, losses };
  },

  write({ title, categories }) {
    // R reads YAML 1.1, to which a bare "no" or "y" is not a word: everything is quoted.
    const document = new Document(new Map([...categories].map(([name, { terms }]) => [name, terms.map(({ text }) => text)])));
    if (title !== null) document.commentBefore = ` ${title.replaceAll('\n', ' ')}`;
    return { text: document.toString({ lineWidth: 0, defaultStringType: 'QUOTE_DOUBLE' }), losses: [] };
  },
};

function parse(text: string, file: string, lineCounter: LineCounter): Document.Parsed {
  let document: Document.Parsed;
  try {
    // Every scalar is text: a term may be "no", "1990" or "null".
    document = parseDocument(text, { lineCounter, schema: 'failsafe', uniqueKeys: false, logLevel: 'silent' });
  } catch (error) {
    throw malformed(file, 1, `not readable as YAML (${String(error)})`, 'check brackets, quotes and indentation');
  }
  const [error] = document.errors;
  if (error) throw malformed(file, lineCounter.linePos(error.pos[0]).line, error.message.split('\n')[0]!.replace(/ at line \d+.*$/, ''), 'check brackets, quotes and indentation there');
  return document;
}
