import { categoryIn, linesOf, quoted } from './dictionary.js';
import type { Categories, Category, Format, Loss } from './dictionary.js';

/** A term and its weight. */
const TERM = /^(.*\S)\s*\((-?\d+(?:\.\d+)?)\)$/;

/** WordStat's `.cat` files: categories, nested by tabs, and inside them terms with their weight in brackets. */
export const wordstat: Format = {
  // quanteda takes a line that does not end in one digit in brackets for a category.
  carries: (weight) => Number.isInteger(weight) && weight >= 1 && weight <= 9,

  read(text, file) {
    const losses: Loss[] = [];
    const top: Categories = new Map();
    const open: { category: Category; depth: number }[] = [];
    linesOf(text, file).forEach((content, i) => {
      const written = content.trim();
      if (written === '') return;
      const lose = (why: string): void => void losses.push({ what: quoted(written), why, line: i + 1 });
      if (written.startsWith('@')) return lose('a proximity rule');
      if (written.startsWith('#')) return lose('a comment or a reference');
      const depth = /^\s*/.exec(content)![0].split('\t').length - 1;
      while (open.length > 0 && open.at(-1)!.depth >= depth) open.pop();
      const parent = open.at(-1)?.category;
      const [, term, weight] = TERM.exec(written) ?? [];
      if (term === undefined) open.push({ category: categoryIn(parent?.categories ?? top, written), depth });
      else if (!parent) lose('it stands in no category');
      // WordStat joins the words of a phrase with underscores.
      else parent.terms.push({ text: term.replaceAll('_', ' '), weight: Number(weight), line: i + 1 });
    });
    return { dictionary: { title: null, categories: top }, losses };
  },

  write({ categories }) {
    const lines = [...categories].flatMap(([name, { terms }]) => [name, ...terms.map(({ text, weight }) => `\t${text} (${wordstat.carries(weight) ? weight : 1})`)]);
    return { text: `${lines.join('\n')}\n`, losses: [] };
  },
};
