import { lintLexicon } from '../lexicon/lint.js';
import { ProblemError, problemText } from '../problems.js';
import { starterLexicon } from '../lexicon/starter.js';
import { nameOf, readLexicons, schemaPlace } from '../read.js';
import { printable } from '../report/printable.js';
import { column } from '../report/terminal.js';
import type { Lexicon, Problem } from '../types.js';
import { writeOne } from '../write.js';
import { lexiconsFor } from './classify.js';
import { EXIT } from './exit.js';
import type { LexiconOptions } from './program.js';
import type { Terminal } from './terminal.js';

/** `stdiplo lexicon list`: one line a lexicon. */
export async function listCommand(terminal: Terminal, flags: LexiconOptions): Promise<void> {
  const { lexicons } = await lexiconsFor(flags);
  for (const lexicon of lexicons) {
    const poles = polesOf(lexicon).map((pole) => `${pole} ${lexicon.entries.filter((entry) => entry.pole === pole).length}`);
    await terminal.print(`${column(lexicon.id, 14)}${column(lexicon.kind, 11)}${poles.join(', ')}  ${lexicon.hash.slice(0, 12)}\n`);
  }
}

/** `stdiplo lexicon show`: one line an entry. */
export async function showCommand(terminal: Terminal, id: string, flags: LexiconOptions): Promise<void> {
  const { lexicons } = await lexiconsFor(flags);
  const lexicon = lexicons.find((candidate) => candidate.id === id);
  if (lexicon === undefined)
    throw new ProblemError([{ code: 'usage', message: `no lexicon "${id}"`, remedy: `use one of: ${lexicons.map((known) => known.id).join(', ')}` }]);
  await terminal.print(`${lexicon.id}: ${printable(lexicon.title)}\n`);
  for (const entry of lexicon.entries)
    await terminal.print(`${column(entry.pole, 20)}${column(entry.id, 36)}${column(String(entry.weight), 6)}${printable(entry.pattern)}  (${printable(entry.source)})\n`);
}

/** `stdiplo lexicon lint`: everything that is wrong in the files, at once. */
export async function lintCommand(terminal: Terminal, files: readonly string[]): Promise<number> {
  const problems: Problem[] = [];
  for (const file of files) {
    try {
      for (const lexicon of await readLexicons([file])) problems.push(...lintLexicon(lexicon, file));
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      problems.push(...error.problems);
    }
  }
  for (const problem of problems) await terminal.print(`${printable(problemText(problem))}\n`);
  terminal.say(`${files.length} ${files.length === 1 ? 'file' : 'files'}, ${problems.length} ${problems.length === 1 ? 'problem' : 'problems'}`);
  return problems.length > 0 ? EXIT.usage : EXIT.ok;
}

/** `stdiplo lexicon init`: a lexicon to begin with, named like its file. */
export function initCommand(terminal: Terminal, file: string, overwrite: boolean): void {
  const id = nameOf(file).replace(/\.ya?ml$/, '').toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '') || 'openness';
  writeOne(file, starterLexicon(id, schemaPlace(file)), overwrite);
  terminal.say(`${file} written; make it yours, then check it with: stdiplo lexicon lint ${file}`);
}

function polesOf(lexicon: Lexicon): readonly string[] {
  return 'poles' in lexicon ? lexicon.poles : 'effects' in lexicon ? Object.keys(lexicon.effects) : lexicon.categories;
}
