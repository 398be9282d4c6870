import type { Loss } from '../lexicon/convert/dictionary.js';
import { exportLexicon } from '../lexicon/convert/export.js';
import { importDictionary } from '../lexicon/convert/import.js';
import { FORMATS, readDictionary } from '../lexicon/convert/index.js';
import { ProblemError } from '../problems.js';
import { nameOf, readText } from '../read.js';
import { readLexicons } from '../lexicon/load.js';
import { writeOne } from '../write.js';
import { lexiconsFor } from './classify.js';
import { EXIT } from './exit.js';
import type { ExportFlags, ImportFlags } from './flags.js';
import type { Terminal } from './terminal.js';

/** `stdiplo lexicon import`: a dictionary of another program becomes a lexicon file. */
export async function importCommand(terminal: Terminal, file: string, flags: ImportFlags): Promise<number> {
  const source = readText(file);
  if ('problem' in source) throw new ProblemError([{ ...source.problem, remedy: 'name a dictionary file that can be read', file }]);
  const { dictionary, losses } = readDictionary(source.text, flags.from, file);
  const imported = importDictionary(dictionary, nameOf(file), flags.poles ?? null);
  await deliver(terminal, imported.text, flags);
  list(terminal, [...losses, ...imported.losses], file);
  terminal.say(`${imported.entries} entries (${imported.categories.join(', ')}), ${remarks([...losses, ...imported.losses])}`);
  return EXIT.ok;
}

/** `stdiplo lexicon export`: a lexicon becomes a dictionary of another program. */
export async function exportCommand(terminal: Terminal, name: string, flags: ExportFlags): Promise<number> {
  const { lexicons } = await lexiconsFor(flags);
  const lexicon = lexicons.find(({ id }) => id === name) ?? (/\.ya?ml$/.test(name) ? (await readLexicons([name]))[0] : undefined);
  if (lexicon === undefined)
    throw new ProblemError([{ code: 'usage', message: `no lexicon "${name}"`, remedy: `use a .yml file or one of: ${lexicons.map(({ id }) => id).join(', ')}` }]);
  const format = FORMATS.get(flags.to)!;
  const { dictionary, losses } = exportLexicon(lexicon, format.carries);
  const written = format.write(dictionary, flags.output);
  await deliver(terminal, written.text, flags);
  list(terminal, [...losses, ...written.losses], lexicon.id);
  const terms = [...dictionary.categories.values()].reduce((sum, category) => sum + category.terms.length, 0) - written.losses.length;
  terminal.say(`${lexicon.entries.length} entries, ${terms} terms, ${remarks([...losses, ...written.losses])}`);
  return EXIT.ok;
}

async function deliver(terminal: Terminal, text: string, { output, force }: { output?: string; force?: true }): Promise<void> {
  if (output === undefined) await terminal.print(text);
  else await writeOne(output, text, force ?? false);
}

/** Everything that could not be carried over, or only in part: one line each. */
function list(terminal: Terminal, losses: readonly Loss[], origin: string): void {
  for (const { what, why, line } of losses) terminal.say(`${origin}${line === undefined ? '' : `:${line}`}  ${what}: ${why}`);
}

function remarks(losses: readonly Loss[]): string {
  return losses.length === 0 ? 'everything carried over' : `${losses.length} ${losses.length === 1 ? 'remark' : 'remarks'} on what is not carried over as it was`;
}
