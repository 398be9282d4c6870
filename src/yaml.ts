import { LineCounter, isAlias, isMap, isNode, isPair, isScalar, parseDocument, visit } from 'yaml';
import type { Document, Node } from 'yaml';
import type { Problem } from './types.js';

/** As many problems of one file as are worth reading. */
export const MOST_PROBLEMS = 50;

/** Notes a problem, with its place in the file where one is given. */
export type Report = (code: string, message: string, remedy: string, offset?: number) => void;

/** A YAML file that could be read; what else is wrong in it goes into the same list. */
export interface YamlFile {
  /** Plain objects, lists, text, numbers, booleans and null. */
  value: unknown;
  problems: Problem[];
  report: Report;
  /** Where a path stands in the file, as an offset for `report`; its nearest existing parent when it is missing. */
  offsetOf(path: readonly PropertyKey[]): number | undefined;
  /** The line of such an offset, from 1. */
  lineOf(offset: number | undefined): number;
}

/**
 * Reads YAML from strangers: no aliases, anchors or tags, no key twice, nothing larger than need be. Everything that is
 * wrong is reported at once, with its line and column.
 * @param text the YAML
 * @param file its name, for the problems
 * @param limits what the file is called in codes of problems, and the most bytes that such a file has
 * @returns the content, or at least one problem
 */
export function parseYaml(text: string, file: string, limits: { kind: string; mostBytes: number; whenLarger: string }): YamlFile | { problems: Problem[] } {
  const { kind, mostBytes } = limits;
  if (Buffer.byteLength(text) > mostBytes) return { problems: [{ code: `${kind}_size`, message: `larger than ${mostBytes} bytes`, remedy: limits.whenLarger, file }] };
  const lines = new LineCounter();
  const problems: Problem[] = [];
  const report: Report = (code, message, remedy, offset) => {
    if (problems.length >= MOST_PROBLEMS) return;
    const { line, col: column } = offset === undefined ? { line: 1, col: 1 } : lines.linePos(offset);
    problems.push({ code, message, remedy, file, line, column });
  };
  const deep = deepPlace(text);
  if (deep !== null) {
    lines.lineStarts = [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)];
    report(`${kind}_yaml`, 'nested too deep', 'no more than 50 brackets, 8 indicators on a line, or an indentation of 100', deep);
    return { problems };
  }
  try {
    const document = parseDocument(text, { lineCounter: lines, uniqueKeys: false, logLevel: 'error', stringKeys: true, version: '1.2', schema: 'core' });
    for (const { code, message, pos } of [...document.errors, ...document.warnings]) {
      if (code === 'MULTIPLE_DOCS') report(`${kind}_yaml`, 'a second document (---)', 'give each a file of its own', pos[0]);
      else report(`${kind}_yaml`, message.split('\n')[0]!.replace(/ at line \d+.*$/, ''), 'check brackets, quotes and indentation there', pos[0]);
    }
    refuseTricks(document, `${kind}_yaml`, report);
    if (problems.length > 0) return { problems };
    return {
      value: document.toJS(),
      problems,
      report,
      offsetOf: (path) => offsetOf(document, path),
      lineOf: (offset) => (offset === undefined ? 1 : lines.linePos(offset).line),
    };
  } catch (error) {
    return { problems: [{ code: `${kind}_yaml`, message: `not readable as YAML (${String(error)})`, remedy: 'check brackets, quotes and indentation', file }] };
  }
}

/**
 * Where the text is nested deeper than any honest file. The parser takes minutes for two kilobytes of "? ? ? ...", and a
 * thousand brackets can end the process, so this is looked for before it. Brackets in quotes count too: 50 that nothing
 * closes are in no text either.
 */
function deepPlace(text: string): number | null {
  const run = /(?:[?:-][ \t]+){9}|^[ \t]{101}/m.exec(text);
  if (run) return run.index;
  let depth = 0;
  for (const { 0: bracket, index } of text.matchAll(/[[\]{}]/g)) {
    depth = bracket === '[' || bracket === '{' ? depth + 1 : Math.max(0, depth - 1);
    if (depth > 50) return index;
  }
  return null;
}

/** Our files need no anchors, aliases or tags; all of these have been used against programs that read YAML. */
function refuseTricks(document: Document, code: string, report: Report): void {
  const told = [...document.errors, ...document.warnings].filter(({ code: kind }) => kind === 'TAG_RESOLVE_FAILED');
  visit(document, (_, node) => {
    if (isAlias(node)) report(code, 'an alias (*name)', 'write the value out', node.range?.[0]);
    if (isNode(node) && !isAlias(node) && (node as { anchor?: string }).anchor)
      report(code, 'an anchor (&name)', 'remove it', node.range?.[0]);
    // One that YAML does not know has been told of already.
    if (isNode(node) && node.tag !== undefined && !told.some(({ message }) => message.includes(node.tag!))) report(code, `a tag (${node.tag})`, 'remove it', node.range?.[0]);
    if (!isMap(node)) return;
    const keys = new Set<unknown>();
    for (const pair of node.items) {
      const key = isScalar(pair.key) ? pair.key.value : pair.key;
      if (keys.has(key)) report(code, `the key "${String(key)}" stands twice`, 'remove one', (pair.key as Node).range?.[0]);
      keys.add(key);
    }
  });
}

/** The key where there is one, since that is what has to be corrected. */
function offsetOf(document: Document, path: readonly PropertyKey[]): number | undefined {
  for (let length = path.length; length >= 0; length--) {
    const parent = document.getIn(path.slice(0, length - 1), true);
    const key = path[length - 1];
    if (isMap(parent)) {
      const pair = parent.items.find((item) => isPair(item) && isScalar(item.key) && item.key.value === key);
      if (pair) return (pair.key as Node).range?.[0];
    }
    const node = length === 0 ? document.contents : document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return node.range[0];
  }
  return undefined;
}
