import { lineStarts, placeOf } from '../../place.js';
import { categoryIn, malformed, quoted } from './dictionary.js';
import type { Categories, Category, Dictionary, Loss } from './dictionary.js';

/**
 * The XML that Yoshikoder and Lexicoder 2 share: `<cnode name>` is a category, `<pnode name>` a pattern. Of XML it
 * needs elements and attributes and nothing else, so this reads no more: a DOCTYPE, an entity of the file's own, CDATA
 * or anything that is not well-formed is refused.
 */
const TOKEN = /<!--[^]*?-->|<\?xml\b[^>]*\?>|<(\/?)([\w:.-]+)((?:\s+[\w:.-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>|[^<]+/y;
const ATTRIBUTE = /([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;
export const DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n';
const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/**
 * Reads such a file.
 * @throws {ProblemError} when it is not well-formed, or something else
 */
export function readNodes(text: string, file: string): { dictionary: Dictionary; losses: Loss[] } {
  const starts = lineStarts(text);
  const losses: Loss[] = [];
  const root: Category = { terms: [], categories: new Map() };
  /** The open elements; the category of each is the one that its content goes to. */
  const open: { element: string; category: Category }[] = [];
  let title: string | null = null;
  let regular = false;
  let seen = false;

  const begin = (element: string, attributes: Map<string, string>, line: number): void => {
    const category = open.at(-1)?.category ?? root;
    const name = attributes.get('name')?.replace(/\s+/g, ' ').trim() ?? '';
    open.push({ element, category });
    if (open.length === 1) {
      if (element !== 'dictionary' || seen) throw malformed(file, line, `<${element}> where one <dictionary> should be`, 'name a .ykd or .lcd file');
      seen = true;
      title = name || null;
      regular = !['substring', undefined].includes(attributes.get('patternengine'));
    } else if (element === 'cnode') {
      open.at(-1)!.category = categoryIn(category.categories, name);
    } else if (element !== 'pnode') {
      losses.push({ what: `<${element}>`, why: 'not an element that is known', line });
    } else if (category === root) {
      losses.push({ what: quoted(name), why: 'it stands in no category', line });
    } else if (regular && !/^[\p{L}\p{M}\p{N} '-]+$/u.test(name)) {
      losses.push({ what: quoted(name), why: 'a regular expression', line });
    } else {
      const score = Number(attributes.get('score') ?? 1);
      if (Number.isNaN(score)) losses.push({ what: quoted(name), why: 'its score is not a number; it gets 1', line });
      category.terms.push({ text: name, weight: Number.isNaN(score) ? 1 : score, line });
    }
  };

  TOKEN.lastIndex = 0;
  for (let at = 0; at < text.length; at = TOKEN.lastIndex) {
    const { line } = placeOf(starts, at);
    const token = TOKEN.exec(text);
    if (!token) throw malformed(file, line, text.startsWith('<!', at) ? 'a DOCTYPE or CDATA' : 'not well-formed XML', 'save the dictionary again from its program, or remove it');
    const [whole, closing, element, written, alone] = token;
    if (element === undefined) {
      if (!whole.startsWith('<') && whole.trim() !== '') losses.push({ what: quoted(whole.trim()), why: 'text outside of any attribute', line });
      continue;
    }
    if (closing) {
      if (open.pop()?.element !== element || written !== '' || alone) throw malformed(file, line, `</${element}> closes nothing`, 'check that every element is closed where it should be');
      continue;
    }
    begin(element, new Map([...written!.matchAll(ATTRIBUTE)].map(([, key, double, single]) => [key!, unescape(double ?? single!, file, line)])), line);
    if (alone) open.pop();
  }
  if (!seen || open.length > 0) throw malformed(file, placeOf(starts, text.length).line, open.length > 0 ? `<${open.at(-1)!.element}> is not closed` : 'no <dictionary>', 'is the file complete?');
  return { dictionary: { title, categories: root.categories }, losses };
}

function unescape(value: string, file: string, line: number): string {
  return value.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|(\w+));|&/gi, (written: string, decimal?: string, hex?: string, name?: string) => {
    const code = decimal !== undefined ? Number(decimal) : hex !== undefined ? parseInt(hex, 16) : -1;
    const character = code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : Object.hasOwn(ENTITIES, name ?? '') ? ENTITIES[name!] : undefined;
    if (character === undefined) throw malformed(file, line, `an unknown entity (${written})`, 'write the character itself, & as &amp;');
    return character;
  });
}

/** An attribute, escaped. */
export function attribute(name: string, value: string): string {
  return `${name}="${value.replace(/[&<>"]/g, (char) => `&${Object.keys(ENTITIES).find((key) => ENTITIES[key] === char)!};`)}"`;
}

/**
 * The elements of categories that are not nested.
 * @param scores write weights that are not 1 as scores?
 */
export function writeNodes(categories: Categories, scores: boolean): string {
  return [...categories]
    .map(([name, { terms }]) => {
      const patterns = terms.map(({ text, weight }) => `  <pnode ${attribute('name', text)}${scores && weight !== 1 ? ` ${attribute('score', String(weight))}` : ''}/>\n`);
      return `<cnode ${attribute('name', name)}>\n${patterns.join('')}</cnode>\n`;
    })
    .join('');
}
