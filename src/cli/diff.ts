import { analyze } from '../classify.js';
import { diffDocument, diffLexicons } from '../diff.js';
import type { DocumentChange } from '../diff.js';
import { ProblemError } from '../problems.js';
import { findDocuments, readDocument, readStream } from '../read.js';
import { lexiconsAt } from '../lexicon/load.js';
import { jsonDiff, prettyDiff } from '../report/diff.js';
import { EXIT } from './exit.js';
import type { DiffFlags } from './flags.js';
import type { Terminal } from './terminal.js';

/** `stdiplo lexicon diff`: what documents would change under other lexicons. */
export async function diffCommand(terminal: Terminal, before: string, after: string, flags: DiffFlags): Promise<number> {
  const sets = { before: await lexiconsAt(before), after: await lexiconsAt(after) };
  const { paths, problems } = await findDocuments(flags.on);
  if (problems.length > 0) throw new ProblemError(problems.map((problem) => ({ ...problem, remedy: 'name files, folders or quoted globs' })));
  const lexicons = diffLexicons(sets.before, sets.after);
  const changed: DocumentChange[] = [];
  let documents = 0;
  for (const path of paths) {
    const source = path === '-' ? await readStream('-', terminal.process.stdin) : await readDocument(path);
    // Labels need no intervals.
    const options = { id: source.id, resamples: 0 };
    const old = 'problem' in source ? source : analyze(source.text, sets.before, options);
    const young = 'problem' in source ? source : analyze(source.text, sets.after, options);
    if ('problem' in old || 'problem' in young) {
      if ('problem' in old) terminal.say(`error: ${source.id}  ${old.problem.message}; left out`);
      continue;
    }
    documents += 1;
    const change = diffDocument({ before: old, after: young }, sets, lexicons, flags.moved);
    if (change) changed.push(change);
    terminal.progress(`${documents} of ${paths.length} documents`);
  }
  terminal.clearProgress();
  const diff = { documents, changed, lexicons };
  await terminal.print(flags.format === 'json' ? jsonDiff(diff) : prettyDiff(diff, terminal.useColor(flags.color)));
  const isFlipped = changed.some(({ axes }) => axes.some(({ kind }) => kind === 'flipped'));
  return documents < paths.length || (flags.exitCode && isFlipped) ? EXIT.partial : EXIT.ok;
}
