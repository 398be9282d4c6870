/** A configuration file: its shape, made from the options of the commands, and the values in it. */
import { nearest } from './nearest.js';
import { parseYaml } from './yaml.js';
import type { YamlFile } from './yaml.js';
import type { Problem } from './types.js';

/** A configuration larger than this is refused unread. */
const MOST_BYTES = 64 * 1024;

/** An option that a file may set. */
export interface Settable {
  key: string;
  description: string;
  kind: 'switch' | 'number' | 'text' | 'list';
  choices: readonly string[] | null;
  /** Its values are paths, relative to the file. */
  isPath: boolean;
  /**
   * A value as the command line would take it.
   * @throws when it is none
   */
  read(text: string, before: unknown): unknown;
}

/** What a file may set, by the full name of the command. */
export type Settables = ReadonlyMap<string, readonly Settable[]>;

/** A value, and the line that it stands in. */
export interface Setting {
  key: string;
  value: unknown;
  line: number;
}

/**
 * Reads a configuration file. A key at the top sets the option of every command that has it and takes the value; a key
 * under a command goes before it. Everything that is wrong is reported at once, with its line and column.
 * @param text the YAML
 * @param file its name, for the problems
 * @param commands what may be set
 * @param placeOf where a path in the file is, seen from the working folder; null when it leads out of the file's folder
 * @returns the settings by command, or at least one problem
 */
export function parseConfig(text: string, file: string, commands: Settables, placeOf: (path: string) => string | null): { settings: Map<string, Setting[]> } | { problems: Problem[] } {
  const yaml = parseYaml(text, file, { kind: 'config', mostBytes: MOST_BYTES, whenLarger: 'keep settings only' });
  if (!('value' in yaml)) return yaml;
  const settings = new Map([...commands.keys()].map((name) => [name, new Map<string, Setting>()]));
  const { value: root } = yaml;
  if (root !== null && !isObject(root)) yaml.report('config_shape', 'not settings', 'write options and their values, e.g. format: csv');
  const entries = isObject(root) ? Object.entries(root) : [];
  for (const [key, value] of entries) {
    const having = [...commands].flatMap(([name, options]) => options.filter((option) => option.key === key).map((option) => ({ name, option })));
    if (commands.has(key)) continue;
    if (having.length === 0) unknownKey(yaml, [key], [...new Set([...commands.keys(), ...[...commands.values()].flat().map((option) => option.key)])]);
    const read = having.map(({ name, option }) => ({ name, ...readValue(option, value, placeOf) }));
    const fit = read.filter((each) => !('fault' in each));
    if (fit.length === 0 && read.length > 0) fault(yaml, [key], read[0] as Fault);
    for (const each of fit) if ('value' in each) settings.get(each.name)!.set(key, { key, value: each.value, line: yaml.lineOf(yaml.offsetOf([key])) });
  }
  for (const [name, section] of entries) {
    const options = commands.get(name);
    if (options === undefined) continue;
    if (!isObject(section)) yaml.report('config_shape', `${name}: not the options of a command`, 'write options and their values under it', yaml.offsetOf([name]));
    else for (const [key, value] of Object.entries(section)) {
      const option = options.find((each) => each.key === key);
      if (!option) {
        unknownKey(yaml, [name, key], options.map((each) => each.key));
        continue;
      }
      const read = readValue(option, value, placeOf);
      if ('fault' in read) fault(yaml, [name, key], read);
      else settings.get(name)!.set(key, { key, value: read.value, line: yaml.lineOf(yaml.offsetOf([name, key])) });
    }
  }
  if (yaml.problems.length > 0) return { problems: yaml.problems.sort((a, b) => a.line! - b.line! || a.column! - b.column!) };
  return { settings: new Map([...settings].map(([name, values]) => [name, [...values.values()]])) };
}

interface Fault {
  fault: string;
  remedy: string;
}

/** What a value is to an option, or why it is none. */
function readValue(option: Settable, value: unknown, placeOf: (path: string) => string | null): { value: unknown } | Fault {
  if (option.kind === 'switch') return typeof value === 'boolean' ? { value } : { fault: 'not true or false', remedy: 'write true or false' };
  if (option.kind === 'number' && typeof value !== 'number') return { fault: 'not a number', remedy: 'write a number, without quotes' };
  const texts: unknown[] = option.kind === 'list' && Array.isArray(value) ? value : [typeof value === 'number' && option.kind === 'number' ? String(value) : value];
  let read: unknown;
  for (const text of texts) {
    if (typeof text !== 'string' || text === '') return { fault: option.kind === 'list' ? 'not text, and not a list of texts' : 'not text', remedy: 'write text, in quotes where it looks like something else' };
    if (option.choices && !option.choices.includes(text)) return { fault: `unknown value "${text}"${meant(text, option.choices)}`, remedy: `use one of: ${option.choices.join(', ')}` };
    const place = option.isPath ? placeOf(text) : text;
    if (place === null) return { fault: `${text} leads out of the folder of the file`, remedy: 'move it there, or name it on the command line' };
    try {
      read = option.read(place, read);
    } catch (error) {
      return { fault: `"${text}": ${error instanceof Error ? error.message : String(error)}`, remedy: 'see the help of the command' };
    }
  }
  return texts.length === 0 ? { fault: 'an empty list', remedy: 'name something, or remove the key' } : { value: read };
}

function fault(yaml: YamlFile, path: readonly string[], { fault: message, remedy }: Fault): void {
  yaml.report('config_value', `${path.join('.')}: ${message}`, remedy, yaml.offsetOf(path));
}

function unknownKey(yaml: YamlFile, path: readonly string[], known: readonly string[]): void {
  const key = path.at(-1)!;
  yaml.report('config_key', `${path.length > 1 ? `${path[0]!}: ` : ''}unknown key "${key}"${meant(key, known)}`, 'remove it, or correct its spelling (stdiplo config show lists the keys)', yaml.offsetOf(path));
}

function meant(word: string, known: readonly string[]): string {
  const near = nearest(word, known);
  return near === null ? '' : ` (did you mean ${near}?)`;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The JSON Schema (draft 2020-12) of a configuration file. */
export function configJsonSchema(commands: Settables): object {
  const shapes = new Map<string, Map<string, object>>();
  for (const option of [...commands.values()].flat()) {
    const shape = shapeOf(option);
    if (!shapes.has(option.key)) shapes.set(option.key, new Map());
    shapes.get(option.key)!.set(JSON.stringify({ ...shape, description: '' }), shape);
  }
  const everywhere = [...shapes].map(([key, found]) => [key, found.size === 1 ? [...found.values()][0]! : { anyOf: [...found.values()] }] as const);
  const sections = [...commands].map(([name, options]) => [name, { type: 'object', additionalProperties: false, properties: Object.fromEntries(options.map((option) => [option.key, shapeOf(option)])) }] as const);
  return {
    $id: 'stdiplo/config/1',
    title: 'stdiplo configuration',
    description: 'stdiplo.config.yml: a key at the top holds for every command that has the option, one under a command for that command.',
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    type: ['object', 'null'],
    additionalProperties: false,
    properties: Object.fromEntries([...everywhere, ...sections]),
  };
}

function shapeOf({ kind, choices, description }: Settable): object {
  const text = { type: 'string', minLength: 1, ...(choices && { enum: choices }) };
  if (kind === 'list') return { description, anyOf: [text, { type: 'array', items: text, minItems: 1 }] };
  return { description, ...(kind === 'text' ? text : { type: kind === 'switch' ? 'boolean' : 'number' }) };
}
