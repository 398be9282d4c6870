import { createHash } from 'node:crypto';
import type { Condition, Cue, Entry, Lexicon, Problem } from '../types.js';
import { MOST_PROBLEMS, parseYaml } from '../yaml.js';
import type { YamlFile } from '../yaml.js';
import { parsePattern, PatternError } from './pattern.js';
import { lexiconFile } from './schema.js';
import type { LexiconFile } from './schema.js';

/** A lexicon file larger than this is refused unread: it is a mistake, or an attack. */
export const MOST_BYTES = 2 * 1024 * 1024;

/**
 * Reads a lexicon file. Everything that is wrong is reported at once, with its line and column.
 * @param text the YAML
 * @param file its name, for the problems
 * @returns the lexicon, or at least one problem
 */
export function parseLexicon(text: string, file: string): { lexicon: Lexicon } | { problems: Problem[] } {
  const yaml = parseYaml(text, file, { kind: 'lexicon', mostBytes: MOST_BYTES, whenLarger: 'split it into several lexicons' });
  if (!('value' in yaml)) return yaml;
  const { problems } = yaml;
  const checked = lexiconFile.safeParse(yaml.value);
  if (!checked.success) {
    // No more than can be told: to find the place of each of 30,000 unknown keys would take minutes.
    const issues = checked.error.issues.slice(0, MOST_PROBLEMS).flatMap(plainIssues).slice(0, MOST_PROBLEMS);
    for (const { path, message, remedy } of issues) yaml.report('lexicon_shape', message, remedy, yaml.offsetOf(path));
    return { problems };
  }
  const entries = readEntries(checked.data, yaml);
  if (problems.length > 0) return { problems };
  const hash = createHash('sha256').update(JSON.stringify(checked.data)).digest('hex');
  return { lexicon: assemble(checked.data, entries, hash) };
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

function readEntries(file: LexiconFile, { report, offsetOf }: YamlFile): (Entry | Cue)[] {
  const poles = 'poles' in file ? file.poles : 'effects' in file ? Object.keys(file.effects) : file.categories;
  const ids = new Set<string>();
  const counts = new Map(poles.map((pole) => [pole, 0]));
  if (new Set(poles).size < poles.length) report('lexicon_poles', 'a pole or category stands twice', 'give each its own name', offsetOf(['id']));
  const entries = file.entries.map((raw, index) => {
    const at = (key: string): number | undefined => offsetOf(['entries', index, key]);
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
    if (count === 0) report('lexicon_poles', `no entry for "${pole}"`, 'add at least one, or the axis can only lean one way', offsetOf(['entries']));
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
