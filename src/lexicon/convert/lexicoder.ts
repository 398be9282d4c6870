import { categoryIn, linesOf, quoted } from './dictionary.js';
import type { Categories, Category, Dictionary, Format, Loss } from './dictionary.js';
import { DECLARATION, attribute, readNodes, writeNodes } from './nodes.js';

/**
 * Lexicoder's files: of version 3 (`.lc3`), lines `+category` and the terms below each; of version 2 (`.lcd`), XML.
 * Both are read; written is what the name of the output asks for, without a name `.lc3`.
 */
export const lexicoder: Format = {
  carries: (weight) => weight === 1,

  read: (text, file) => (/^\s*</.test(text) ? readNodes(text, file) : readLines(text, file)),

  write({ title, categories }, output) {
    if (output?.toLowerCase().endsWith('.lcd'))
      return { text: `${DECLARATION}<dictionary style="Lexicoder" ${attribute('name', title ?? 'dictionary')}>\n${writeNodes(categories, false)}</dictionary>\n`, losses: [] };
    const lines = [...categories].flatMap(([name, { terms }]) => [`+${name}`, ...terms.map(({ text }) => text)]);
    return { text: `${lines.join('\n')}\n`, losses: [] };
  },
};

function readLines(text: string, file: string): { dictionary: Dictionary; losses: Loss[] } {
  const losses: Loss[] = [];
  const categories: Categories = new Map();
  let current: Category | undefined;
  linesOf(text, file).forEach((content, i) => {
    const written = content.trim();
    if (written === '') return;
    if (written.startsWith('+')) current = categoryIn(categories, written.slice(1).trim());
    else if (current) current.terms.push({ text: written, weight: 1, line: i + 1 });
    else losses.push({ what: quoted(written), why: 'it stands in no category', line: i + 1 });
  });
  return { dictionary: { title: null, categories }, losses };
}
