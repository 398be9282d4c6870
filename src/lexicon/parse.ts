import { createHash } from 'node:crypto';
import { LineCounter, isAlias, isMap, isNode, isPair, isScalar, parseDocument, visit } from 'yaml';
import type { Document, Node } from 'yaml';
import type { Condition, Cue, Entry, Lexicon, Problem } from '../types.js';
import { parsePattern, PatternError } from './pattern.js';
import { lexiconFile } from './schema.js';
import type { LexiconFile } from './schema.js';

/** A lexicon file larger than this is refused unread: it is a mistake, or an attack. */
export const MOST_BYTES = 2 * 1024 * 1024;
const MOST_PROBLEMS = 50;

/**
 * Reads a lexicon file. Everything that is wrong is reported at once, with its line and column.
 * @param text the YAML
 * @param file its name, for the problems
 * @returns the lexicon, or at least one problem
 */
export function parseLexicon(text: string, file: string): { lexicon: Lexicon } | { problems: Problem[] } {
  if (Buffer.byteLength(text) > MOST_BYTES)
    return { problems: [{ code: 'lexicon_size', message: `larger than ${MOST_BYTES} bytes`, remedy: 'split it into several lexicons', file }] };
  const lines = new LineCounter();
  let document: Document.Parsed;
  try {
    document = parseDocument(text, { lineCounter: lines, uniqueKeys: false, logLevel: 'error', stringKeys: true, version: '1.2', schema: 'core' });
  } catch (error) {
    return { problems: [{ code: 'lexicon_yaml', message: `not readable as YAML (${String(error)})`, remedy: 'check brackets, quotes and indentation', file }] };
  }
  const problems: Problem[] = [];
  const report = (code: string, message: string, remedy: string, offset?: number): void => {
    if (problems.length >= MOST_PROBLEMS) return;
    const { line, col: column } = offset === undefined ? { line: 1, col: 1 } : lines.linePos(offset);
    problems.push({ code, message, remedy, file, line, column });
  };
  for (const { code, message, pos } of [...document.errors, ...document.warnings]) {
    if (code === 'MULTIPLE_DOCS') report('lexicon_yaml', 'a second document (---)', 'give each lexicon a file of its own', pos[0]);
    else if (/call stack/.test(message)) report('lexicon_yaml', 'nested too deep', 'a lexicon needs no more than four levels', pos[0]);
    else report('lexicon_yaml', message.split('\n')[0]!.replace(/ at line \d+.*$/, ''), 'check brackets, quotes and indentation there', pos[0]);
  }
  refuseTricks(document, report);
  if (problems.length > 0) return { problems };

  const checked = lexiconFile.safeParse(document.toJS());
  if (!checked.success) {
    // No more than can be told: to find the place of each of 30,000 unknown keys would take minutes.
    const issues = checked.error.issues.slice(0, MOST_PROBLEMS).flatMap(plainIssues).slice(0, MOST_PROBLEMS);
    for (const { path, message, remedy } of issues) report('lexicon_shape', message, remedy, offsetOf(document, path));
    return { problems };
  }
  const entries = readEntries(checked.data, document, report);
  if (problems.length > 0) return { problems };
  const hash = createHash('sha256').update(JSON.stringify(checked.data)).digest('hex');
  return { lexicon: assemble(checked.data, entries, hash) };
}

type Report = (code: string, message: string, remedy: string, offset?: number) => void;

/** Lexicons need no anchors, aliases or tags; all of these have been used against programs that read YAML. */
function refuseTricks(document: Document, report: Report): void {
  const told = [...document.errors, ...document.warnings].filter(({ code }) => code === 'TAG_RESOLVE_FAILED');
  visit(document, (_, node) => {
    if (isAlias(node)) report('lexicon_yaml', 'an alias (*name)', 'write the value out', node.range?.[0]);
    if (isNode(node) && !isAlias(node) && (node as { anchor?: string }).anchor)
      report('lexicon_yaml', 'an anchor (&name)', 'remove it', node.range?.[0]);
    // One that YAML does not know has been told of already.
    if (isNode(node) && node.tag !== undefined && !told.some(({ message }) => message.includes(node.tag!))) report('lexicon_yaml', `a tag (${node.tag})`, 'remove it', node.range?.[0]);
    if (!isMap(node)) return;
    const keys = new Set<unknown>();
    for (const pair of node.items) {
      const key = isScalar(pair.key) ? pair.key.value : pair.key;
      if (keys.has(key)) report('lexicon_yaml', `the key "${String(key)}" stands twice`, 'remove one', (pair.key as Node).range?.[0]);
      keys.add(key);
    }
  });
}

interface PlainIssue {
  path: PropertyKey[];
  message: string;
  remedy: string;
}

function plainIssues(issue: { code?: string; path: PropertyKey[]; message: string; keys?: string[] }): PlainIssue[] {
  if (issue.code === 'unrecognized_keys')
    return issue.keys!.map((key) => ({ path: [...issue.path, key], message: `unknown key "${key}"`, remedy: 'remove it or correct its spelling' }));
  const where = issue.path.join('.') || 'the file';
  return [{ path: issue.path, message: `${where}: ${issue.message}`, remedy: 'see schema/lexicon.schema.json' }];
}

/** Where a path stands in the file; its nearest existing parent when it is missing. */
function offsetOf(document: Document, path: PropertyKey[]): number | undefined {
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

function readEntries(file: LexiconFile, document: Document, report: Report): (Entry | Cue)[] {
  const poles = 'poles' in file ? file.poles : 'effects' in file ? Object.keys(file.effects) : file.categories;
  const ids = new Set<string>();
  const counts = new Map(poles.map((pole) => [pole, 0]));
  if (new Set(poles).size < poles.length) report('lexicon_poles', 'a pole or category stands twice', 'give each its own name', offsetOf(document, ['id']));
  const entries = file.entries.map((raw, index) => {
    const at = (key: string): number | undefined => offsetOf(document, ['entries', index, key]);
    const { match, ...rest } = raw;
    const pole = 'pole' in rest ? rest.pole : rest.category;
    if (ids.has(raw.id)) report('entry_id', `the id "${raw.id}" stands twice`, 'give each entry its own id', at('id'));
    ids.add(raw.id);
    if (!counts.has(pole)) report('entry_pole', `unknown pole or category "${pole}"`, `use one of: ${poles.join(', ')}`, at('pole' in rest ? 'pole' : 'category'));
    counts.set(pole, (counts.get(pole) ?? 0) + 1);
    try {
      for (const pattern of [raw.pattern, raw.near, raw.unless]) if (pattern !== undefined) parsePattern(pattern, match ?? file.match);
    } catch (error) {
      if (!(error instanceof PatternError)) throw error;
      report('entry_pattern', `pattern of "${raw.id}": ${error.message}`, error.remedy, at('pattern'));
    }
    const entry: Entry = {
      id: raw.id,
      pole,
      pattern: raw.pattern,
      match: match ?? file.match,
      conditions: conditionsOf(raw),
      weight: raw.weight,
      learned: 'learned' in raw ? raw.learned : 0,
      source: raw.source,
      hits: raw.hits,
      misses: raw.misses,
    };
    return 'direction' in rest ? { ...entry, direction: rest.direction, scope: rest.scope } : entry;
  });
  for (const [pole, count] of counts)
    if (count === 0) report('lexicon_poles', `no entry for "${pole}"`, 'add at least one, or the axis can only lean one way', offsetOf(document, ['entries']));
  return entries;
}

function conditionsOf({ near, unless, within }: { near?: string | undefined; unless?: string | undefined; within: number }): Condition[] {
  return [
    ...(near === undefined ? [] : [{ kind: 'near' as const, pattern: near, within }]),
    ...(unless === undefined ? [] : [{ kind: 'unless' as const, pattern: unless, within }]),
  ];
}

function assemble(file: LexiconFile, entries: (Entry | Cue)[], hash: string): Lexicon {
  const base = { id: file.id, title: file.title, hash };
  switch (file.kind) {
    case 'axis':
    case 'companion':
      return { ...base, kind: file.kind, poles: file.poles as [string, string], label: file.label, confidence: file.confidence, fittedOn: file.fittedOn, entries };
    case 'themes':
      return { ...base, kind: file.kind, categories: file.categories, entries };
    case 'domain':
      return { ...base, kind: file.kind, categories: file.categories, relevance: file.relevance, entries };
    case 'context':
      return { ...base, kind: file.kind, effects: file.effects, entries: entries as Cue[] };
  }
}
