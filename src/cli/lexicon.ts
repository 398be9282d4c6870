import { findHits } from '../classify.js';
import { countCoverage } from '../coverage.js';
import type { Coverage } from '../coverage.js';
import { compileLexicons } from '../lexicon/compile.js';
import { failedExamples, lintLexicon } from '../lexicon/lint.js';
import { ProblemError, problemText } from '../problems.js';
import { starterLexicon } from '../lexicon/starter.js';
import { findDocuments, nameOf } from '../read.js';
import { readLexicons, schemaPlace } from '../lexicon/load.js';
import { jsonTest, prettyTest } from '../report/coverage.js';
import { printable } from '../report/printable.js';
import { column } from '../report/terminal.js';
import type { Lexicon, Problem } from '../types.js';
import { writeOne } from '../write.js';
import { lexiconsFor } from './classify.js';
import { sources } from './documents.js';
import { EXIT } from './exit.js';
import type { LexiconOptions, TestFlags } from './flags.js';
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
export async function initCommand(terminal: Terminal, file: string, overwrite: boolean): Promise<void> {
  const id = nameOf(file).replace(/\.ya?ml$/, '').toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '') || 'openness';
  await writeOne(file, starterLexicon(id, schemaPlace(file)), overwrite);
  terminal.say(`${file} written; make it yours, then check it with: stdiplo lexicon lint ${file}`);
}

/** `stdiplo lexicon test`: runs the examples of lexicon files, and shows which entries work on documents. */
export async function testCommand(terminal: Terminal, files: readonly string[], flags: TestFlags): Promise<number> {
  const lexicons = await readLexicons(files);
  const failures = lexicons.flatMap((lexicon, i) => failedExamples(lexicon, files[i]!));
  const { coverage, unread } = flags.coverage ? await coverageOf(terminal, lexicons, flags) : { coverage: null, unread: 0 };
  await terminal.print(flags.format === 'json' ? jsonTest(failures, coverage) : prettyTest(failures, coverage, terminal.useColor(flags.color)));
  const entries = lexicons.flatMap((lexicon) => lexicon.entries);
  const examples = entries.reduce((sum, { hits, misses }) => sum + hits.length + misses.length, 0);
  terminal.say(`${lexicons.length} ${lexicons.length === 1 ? 'lexicon' : 'lexicons'}, ${entries.length} entries, ${examples} examples, ${failures.length} failed`);
  return failures.length > 0 ? EXIT.usage : unread > 0 ? EXIT.partial : EXIT.ok;
}

async function coverageOf(terminal: Terminal, tested: readonly Lexicon[], flags: TestFlags): Promise<{ coverage: Coverage; unread: number }> {
  const { paths, problems } = await findDocuments(flags.on ?? []);
  if (problems.length > 0) throw new ProblemError(problems);
  const others = (await lexiconsFor(flags)).lexicons.filter((known) => !tested.some((lexicon) => takesPlaceOf(lexicon, known)));
  const set = compileLexicons([...others, ...tested]);
  const counter = countCoverage(new Set(tested.map(({ id }) => id)), set);
  let documents = 0;
  let unread = 0;
  for await (const source of sources(terminal, paths, flags)) {
    const reading = 'problem' in source ? source.problem : findHits(source.text, set);
    if ('found' in reading) counter.add(reading);
    else {
      unread += 1;
      terminal.say(`error: ${problemText({ code: reading.code, file: source.id, message: reading.message, remedy: 'skipped' })}`);
    }
    documents += 1;
    terminal.progress(`${documents} documents`);
  }
  terminal.clearProgress();
  return { coverage: counter.coverage(), unread };
}

/** Of domain and context there is one each. */
function takesPlaceOf(lexicon: Lexicon, known: Lexicon): boolean {
  return lexicon.id === known.id || (lexicon.kind === known.kind && (lexicon.kind === 'domain' || lexicon.kind === 'context'));
}

function polesOf(lexicon: Lexicon): readonly string[] {
  return 'poles' in lexicon ? lexicon.poles : 'effects' in lexicon ? Object.keys(lexicon.effects) : lexicon.categories;
}
