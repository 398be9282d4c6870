/** Settings from a file: put where the flags of a command are, and `stdiplo config show`. */
import type { Command } from 'commander';
import type { Setting } from '../config.js';
import { ProblemError } from '../problems.js';
import { findConfig, placeIn, readConfig } from '../locate.js';
import { printable } from '../report/printable.js';
import type { Terminal } from './terminal.js';
import { rivals, settables, withNames } from './tree.js';

/** Which file: the one named, none, or the one found upwards from the working folder. */
function fileOf(program: Command): string | null {
  const named = program.opts<{ config?: string | false }>().config;
  return named === false ? null : (named ?? findConfig());
}

async function settingsOf(program: Command, file: string): Promise<Map<string, Setting[]>> {
  const text = readConfig(file, program.opts<{ config?: string }>().config !== undefined);
  const { parseConfig } = await import('../config.js');
  const parsed = parseConfig(text, file, settables(program), (path) => placeIn(file, path));
  if ('problems' in parsed) throw new ProblemError(parsed.problems);
  return parsed.settings;
}

/**
 * Gives a command the settings of the file, where no flag says otherwise. Without a file this costs a few looks at the
 * disk.
 * @throws {ProblemError} with everything that is wrong in the file
 */
export async function applyConfig(command: Command): Promise<void> {
  let program = command;
  while (program.parent) program = program.parent;
  const file = fileOf(program);
  if (file === null) return;
  const name = withNames(program).find(([, each]) => each === command)![0];
  if (settables(program).has(name)) set(command, (await settingsOf(program, file)).get(name)!, file);
}

/** A flag goes before a setting, and before a setting that cannot be used with it. */
function set(command: Command, settings: readonly Setting[], file: string): void {
  for (const { key, value, line } of settings) {
    const sources = [key, ...rivals(command, key)].map((each) => command.getOptionValueSource(each));
    if (sources.some((source) => source === 'cli' || source === 'implied')) continue;
    if (sources.slice(1).includes('config')) throw new ProblemError([{ code: 'config_value', message: `${key} cannot be used with another setting of ${command.name()}`, remedy: `remove one of ${[key, ...rivals(command, key)].join(', ')}`, file, line }]);
    command.setOptionValueWithSource(key, value, 'config');
  }
}

/** `stdiplo config show`: which values are in force, and where each comes from. */
export async function configShowCommand(terminal: Terminal, program: Command, words: readonly string[], format: 'pretty' | 'json'): Promise<void> {
  const flagsFrom = words.findIndex((word) => word.startsWith('-'));
  const flags = flagsFrom < 0 ? [] : words.slice(flagsFrom);
  const wanted = (flagsFrom < 0 ? words : words.slice(0, flagsFrom)).join(' ');
  const known = settables(program);
  const names = wanted === '' && flags.length === 0 ? [...known.keys()] : [wanted];
  if (names.some((name) => !known.has(name))) throw new ProblemError([{ code: 'usage', message: wanted === '' ? 'flags without a command' : `no command "${wanted}" that has settings`, remedy: `use one of: ${[...known.keys()].join(', ')}` }]);
  const file = fileOf(program);
  const settings = file === null ? null : await settingsOf(program, file);
  const rows = names.flatMap((name) => {
    const command = withNames(program).find(([each]) => each === name)![1];
    const { unknown } = command.parseOptions([...flags]);
    if (unknown.length > 0) throw new ProblemError([{ code: 'usage', message: `${name} has no option ${unknown[0]!}`, remedy: `see stdiplo ${name} --help` }]);
    const lines = settings?.get(name) ?? [];
    if (file !== null) set(command, lines, file);
    return known.get(name)!.map(({ key }) => ({ command: name, option: key, value: (command.getOptionValue(key) as unknown) ?? null, from: sourceOf(command, key, file, lines) }));
  });
  if (format === 'json') return terminal.print(`${JSON.stringify({ file, options: rows }, null, 2)}\n`);
  const cells = rows.map(({ command, option, value, from }) => ({ command, cells: [option, value === null ? 'not set' : printable(typeof value === 'string' ? value : JSON.stringify(value)), printable(from)] }));
  const widths = [0, 1].map((i) => Math.max(...cells.map((row) => row.cells[i]!.length)));
  await terminal.print(`configuration: ${file === null ? 'no stdiplo.config.yml' : printable(file)}\n`);
  for (const name of names) {
    await terminal.print(`\n${name}\n`);
    for (const row of cells.filter(({ command }) => command === name)) await terminal.print(`  ${row.cells[0]!.padEnd(widths[0]!)}  ${row.cells[1]!.padEnd(widths[1]!)}  ${row.cells[2]!}\n`);
  }
}

function sourceOf(command: Command, key: string, file: string | null, settings: readonly Setting[]): string {
  const source = command.getOptionValueSource(key);
  if (source === 'config') return `${file!}:${settings.find((setting) => setting.key === key)!.line}`;
  return source === 'cli' || source === 'implied' ? 'flag' : 'default';
}
