import { categoryIn, linesOf, malformed, quoted } from './dictionary.js';
import type { Categories, Category, Format, Loss } from './dictionary.js';

/**
 * The `.dic` files of LIWC 2001 to 2015, which LIWC-22 reads too: between two lines `%` the categories, each a number
 * and a name, nested by tabs; then the terms, each with the numbers of its categories.
 */
export const liwc: Format = {
  carries: (weight) => weight === 1,

  read(text, file) {
    const lines = linesOf(text, file);
    const [begin, end] = lines.flatMap((line, i) => (line.trim() === '%' ? [i] : []));
    if (begin === undefined || end === undefined)
      throw malformed(file, 1, 'no categories between two lines "%"', /^\W*\w+,/.test(text) ? 'in LIWC-22, save the .dicx as .dic' : 'write "%", a line "1<tab>name" for each category, and "%" before the terms');
    const losses: Loss[] = [];
    const { top, byNumber } = readCategories(lines.slice(begin + 1, end), begin + 2, file, losses);
    lines.slice(end + 1).forEach((content, i) => {
      const line = end + 2 + i;
      const lose = (why: string): void => void losses.push({ what: quoted(content.trim()), why, line });
      if (content.trim() === '') return;
      // Codes follow a tab; where there is none, the last blanks before a digit.
      const [term, ...codes] = (content.includes('\t') ? content.trim() : content.trim().replace(/\s+(?=\d[\d\s]*$)/, '\t')).split(/\t+/);
      const numbers = codes.flatMap((code) => code.trim().split(/\s+(?![^(]*\))/));
      if (content.includes('<of>')) return lose('a condition on the next word (<of>)');
      if (numbers.length === 0) return lose('it has no category');
      for (const number of numbers) {
        const category = byNumber.get(Number(number));
        if (!/^\d+$/.test(number)) lose(`a condition on its category (${number})`);
        else if (!category) lose(`there is no category ${number}`);
        else category.terms.push({ text: term!, weight: 1, line });
      }
    });
    return { dictionary: { title: null, categories: top }, losses };
  },

  write({ categories }) {
    const losses: Loss[] = [];
    const numbers = new Map<string, number[]>();
    [...categories].forEach(([name, { terms }], i) => {
      for (const { text } of terms) {
        if (/ \d/.test(text)) losses.push({ what: `${quoted(text)} in ${name}`, why: 'the number in it would be read as a category' });
        else numbers.set(text, [...(numbers.get(text) ?? []), i + 1]);
      }
    });
    const header = [...categories.keys()].map((name, i) => `${i + 1}\t${name}`);
    const body = [...numbers].map(([text, codes]) => [text, ...codes].join('\t'));
    return { text: `${['%', ...header, '%', ...body].join('\n')}\n`, losses };
  },
};

function readCategories(lines: readonly string[], first: number, file: string, losses: Loss[]): { top: Categories; byNumber: Map<number, Category> } {
  const top: Categories = new Map();
  const byNumber = new Map<number, Category>();
  const open: { category: Category; depth: number }[] = [];
  lines.forEach((content, i) => {
    if (content.trim() === '') return;
    const [, indent, number, name] = /^(\s*)(\d+)\s+(\S.*?)\s*$/.exec(content) ?? [];
    if (number === undefined) {
      losses.push({ what: quoted(content.trim()), why: 'not a number and the name of a category', line: first + i });
      return;
    }
    if (byNumber.has(Number(number))) throw malformed(file, first + i, `the category number ${number} stands twice`, 'give each category its own');
    const depth = indent!.split('\t').length - 1;
    while (open.length > 0 && open.at(-1)!.depth >= depth) open.pop();
    // LIWC2015 describes a category in brackets: "affect (Affect)".
    const category = categoryIn(open.at(-1)?.category.categories ?? top, name!.split('\t').at(-1)!.replace(/ \([^()]*\)$/, ''));
    open.push({ category, depth });
    byNumber.set(Number(number), category);
  });
  return { top, byNumber };
}
