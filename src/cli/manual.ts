/** The manual page and the JSON Schema of the configuration, for the build: made from the definitions of the commands. */
import { configJsonSchema } from '../config.js';
import { version } from '../version.js';
import { EXIT } from './exit.js';
import { makeProgram } from './program.js';
import { Terminal } from './terminal.js';
import { commandTree, settables } from './tree.js';
import type { CommandNode, OptionNode } from './tree.js';

/** What the exit codes mean. */
const MEANING: Record<keyof typeof EXIT, string> = {
  ok: 'Done.',
  partial: 'Done, but some documents could not be read, or a gate was not met.',
  usage: 'Usage, lexicon or configuration wrong, or nothing to do.',
  internal: 'A defect of the program.',
};

/** The page stdiplo(1), for man. It has no date, so that it is the same whenever it is built. */
export function manualPage(): string {
  const [program, ...commands] = commandTree(definitions());
  return [
    `.TH STDIPLO 1 "" "stdiplo ${version}" "User Commands"`,
    '.SH NAME',
    'stdiplo \\- documents on the axes of science\\-and\\-technology diplomacy',
    '.SH SYNOPSIS',
    ...commands.filter((command) => command.commands.length === 0).flatMap(synopsis).slice(1),
    '.SH DESCRIPTION',
    roff(program!.description),
    'Results go to standard output, everything else to standard error.',
    '.SH COMMANDS',
    ...commands.filter((command) => command.commands.length === 0).flatMap(section),
    '.SH GLOBAL OPTIONS',
    ...program!.options.flatMap(optionItem),
    '.SH EXIT STATUS',
    ...Object.entries(EXIT).flatMap(([name, code]) => ['.TP', `.B ${code}`, roff(MEANING[name as keyof typeof EXIT])]),
    '.SH FILES',
    '.TP',
    '.I stdiplo.config.yml',
    roff('Settings. Looked for from the working folder upwards, no further than a folder with .git in it. Flags go before it.'),
    '',
  ].join('\n');
}

/** The JSON Schema of stdiplo.config.yml. */
export function configSchema(): object {
  return configJsonSchema(settables(definitions()));
}

function definitions(): ReturnType<typeof makeProgram> {
  return makeProgram({ terminal: new Terminal(process), exitCode: EXIT.ok });
}

function synopsis({ name, arguments: args }: CommandNode): string[] {
  return ['.br', `.B stdiplo ${roff(name)}`, roff(['[options]', ...args.map(({ text }) => text)].join(' '))];
}

function section({ name, description, arguments: args, options }: CommandNode): string[] {
  return [
    `.SS ${roff(name)}`,
    roff(`${description}.`),
    ...args.flatMap((argument) => ['.TP', `.I ${roff(argument.text)}`, roff(`${argument.description || argument.name}${argument.choices ? ` (${argument.choices.join(', ')})` : ''}`)]),
    ...options.flatMap(optionItem),
  ];
}

function optionItem({ flags, description, choices, default: fallback }: OptionNode): string[] {
  const notes = [...(choices ? [`one of ${choices.join(', ')}`] : []), ...(typeof fallback === 'string' || typeof fallback === 'number' ? [`default: ${fallback}`] : [])];
  return ['.TP', `.B ${roff(flags)}`, roff(`${description}${notes.length > 0 ? ` (${notes.join('; ')})` : ''}`)];
}

/** Text that troff would not take for its own commands. */
function roff(text: string): string {
  return text.replaceAll('\\', '\\e').replaceAll('-', '\\-').replaceAll("'", '\\(aq').replaceAll('^', '\\(ha').replaceAll('~', '\\(ti').replace(/^\./, '\\&.');
}
