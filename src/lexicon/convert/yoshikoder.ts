import type { Format } from './dictionary.js';
import { DECLARATION, attribute, readNodes, writeNodes } from './nodes.js';

/** Yoshikoder's `.ykd` files: one `<cnode>` that is the dictionary, and in it categories of patterns with scores. */
export const yoshikoder: Format = {
  carries: () => true,
  read: readNodes,
  write({ title, categories }) {
    const root = `<cnode ${attribute('name', title ?? 'dictionary')}>\n${writeNodes(categories, true)}</cnode>\n`;
    return { text: `${DECLARATION}<dictionary style="050805" patternengine="substring">\n${root}</dictionary>\n`, losses: [] };
  },
};
