/** The command line as data, read from commander's definitions: what completion, the manual and the configuration are made from. */
import type { Command, Option } from 'commander';
import type { Settable, Settables } from '../config.js';

/** An option of a command. */
export interface OptionNode {
  key: string;
  /** As help shows it: `-f, --format <format>`. */
  flags: string;
  long: string;
  short: string | null;
  description: string;
  takesValue: boolean;
  choices: readonly string[] | null;
  /** What its value names, if it is a path. */
  place: 'file' | 'folder' | null;
  default: unknown;
}

/** A command, by its full name without the program's; the program itself is ''. */
export interface CommandNode {
  name: string;
  description: string;
  arguments: { name: string; text: string; description: string; choices: readonly string[] | null }[];
  options: OptionNode[];
  /** Names of its own commands. */
  commands: string[];
}

/** Every command, the program first, in the order in which they were defined. */
export function commandTree(program: Command): CommandNode[] {
  return withNames(program).map(([name, command]) => ({
    name,
    description: command.description(),
    arguments: command.registeredArguments.map((argument) => {
      const text = argument.variadic ? `${argument.name()}...` : argument.name();
      return { name: argument.name(), text: argument.required ? `<${text}>` : `[${text}]`, description: argument.description, choices: argument.argChoices ?? null };
    }),
    options: command.options.filter((option) => !option.hidden && option.long).map(nodeOf),
    commands: command.commands.map((child) => child.name()),
  }));
}

/** Every command by its full name, e.g. `lexicon test`. */
export function withNames(command: Command, name = ''): [string, Command][] {
  return [[name, command], ...command.commands.flatMap((child) => withNames(child, name === '' ? child.name() : `${name} ${child.name()}`))];
}

function nodeOf(option: Option): OptionNode {
  return {
    key: option.attributeName(),
    flags: option.flags,
    long: option.long!,
    short: option.short ?? null,
    description: option.description,
    takesValue: option.required || option.optional,
    choices: option.argChoices ?? null,
    place: placeOf(option),
    default: option.defaultValue,
  };
}

/** By convention the name of a value says that it is a path. */
function placeOf(option: Option): OptionNode['place'] {
  const [, name] = /[<[](file|folder|place|pattern)s?(?:\.\.\.)?[>\]]/.exec(option.flags) ?? [];
  // A pattern that reads names is no path.
  return name === undefined || option.attributeName() === 'dateFrom' ? null : name === 'folder' ? 'folder' : 'file';
}

/** Commands that a file does not set. */
const NOT_SET = /^(?:|config|config .*|completion)$/;
/** A file from a stranger must not make the program write, nor say what it reads beside lexicons, nor show its inside. */
const NOT_IN_FILE = new Set(['debug', 'version', 'output', 'force', 'cache', 'null']);
const PATHS_IN_FILE = new Set(['lexicon', 'lexicons']);

/** What a configuration file may set. What a call must say is said on the command line. */
export function settables(program: Command): Settables {
  const found = withNames(program)
    .filter(([name]) => !NOT_SET.test(name))
    .map(([name, command]) => [name, command.options.filter((option, i) => !option.mandatory && !option.hidden && option.long && mayStand(option) && command.options.findIndex((each) => each.attributeName() === option.attributeName()) === i).map(settable)] as const);
  return new Map(found.filter(([, options]) => options.length > 0));
}

function mayStand(option: Option): boolean {
  const key = option.attributeName();
  return !NOT_IN_FILE.has(key) && (placeOf(option) === null || PATHS_IN_FILE.has(key));
}

function settable(option: Option): Settable {
  const parse = option.parseArg as ((text: string, before: unknown) => unknown) | undefined;
  const one = (text: string, before: unknown): unknown => (option.variadic ? [...((before as string[] | undefined) ?? []), text] : text);
  return { key: option.attributeName(), description: option.description, kind: kindOf(option), choices: option.argChoices ?? null, isPath: placeOf(option) !== null, read: option.argChoices ? one : (parse ?? one) };
}

/** Whether a value is a number or a list is known to the function that reads it, so it is asked. */
function kindOf(option: Option): Settable['kind'] {
  if (option.isBoolean() || option.negate) return 'switch';
  if (option.variadic) return 'list';
  const parse = option.parseArg as ((text: string, before: unknown) => unknown) | undefined;
  if (!parse || option.argChoices) return 'text';
  for (const sample of ['1', '0.5', 'x']) {
    try {
      const value = parse(sample, undefined);
      if (typeof value === 'number') return 'number';
      if (Array.isArray(value)) return 'list';
    } catch {
      // Not a value of this option.
    }
  }
  return 'text';
}

/** Options given, or set before, that an option cannot be used with. */
export function rivals(command: Command, key: string): string[] {
  const against = (option: Option): readonly string[] => (option as Option & { conflictsWith?: string[] }).conflictsWith ?? [];
  const own = command.options.filter((option) => option.attributeName() === key).flatMap(against);
  return command.options.map((option) => option.attributeName()).filter((other, i) => other !== key && (own.includes(other) || against(command.options[i]!).includes(key)));
}
