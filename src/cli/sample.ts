import { DEFAULTS } from '../classify.js';
import { ProblemError, problemText } from '../problems.js';
import { sheetHead, sheetRow } from '../report/sheet.js';
import { cutPassages, sample, stratumOf } from '../sample.js';
import type { Candidate } from '../sample.js';
import type { LexiconSet } from '../lexicon/compile.js';
import { lexiconsFor } from './classify.js';
import { documentPaths, sources } from './documents.js';
import { EXIT } from './exit.js';
import type { SampleFlags } from './flags.js';
import { toResult } from './jobs.js';
import type { Terminal } from './terminal.js';

const PASSAGE_WORDS = 200;
/** What a cell of Excel holds; it cuts the rest off. */
const CELL_CHARACTERS = 32_767;

/** `stdiplo sample`: a blind coding sheet for human coders. */
export async function sampleCommand(terminal: Terminal, patterns: string[], flags: SampleFlags): Promise<number> {
  const coders = parseCoders(flags.coders ?? '');
  const { paths, missing } = await documentPaths(terminal, patterns, flags);
  const lexicons = await lexiconsFor(flags);
  const axes = lexicons.axes.map(({ id }) => id);
  if (flags.by !== undefined && !axes.includes(flags.by)) throw new ProblemError([{ code: 'usage', message: `no axis "${flags.by}"`, remedy: `use one of: ${axes.join(', ')}` }]);

  const count = { errors: 0 };
  const { texts, strata } = await sample(candidates(terminal, paths, flags, lexicons, count), flags.number, flags.seed);
  terminal.clearProgress();
  const size = strata.reduce((sum, stratum) => sum + stratum.size, 0);
  if (size === 0 && !flags.allowEmpty) throw new ProblemError([{ code: 'nothing', message: 'no texts', remedy: 'name files, folders, globs or -, or pass --allow-empty' }]);

  const shape = { variables: ['relevant', ...axes], coders, hasDocument: flags.passages ?? false };
  await terminal.print(`${flags.bom ? '\ufeff' : ''}${sheetHead(shape)}`);
  for (const text of texts) await terminal.print(sheetRow(text, shape));
  terminal.say(`${texts.length} of ${size} ${flags.passages ? 'passages' : 'texts'} drawn${flags.stratify ? `: ${strata.map(({ stratum, size, drawn }) => `${drawn} of ${size} ${stratum}`).join('; ')}` : ''}`);
  const long = texts.filter(({ text }) => text.length > CELL_CHARACTERS).length;
  if (long > 0) terminal.say(`${long} ${long === 1 ? 'text is' : 'texts are'} longer than a spreadsheet's cell (${CELL_CHARACTERS} characters) and would be cut off there: draw --passages`);
  return missing > 0 ? EXIT.usage : count.errors > 0 ? EXIT.partial : EXIT.ok;
}

async function* candidates(terminal: Terminal, paths: readonly string[], flags: SampleFlags, lexicons: LexiconSet, count: { errors: number }): AsyncGenerator<Candidate> {
  const options = { ...DEFAULTS, resamples: 0 };
  let documents = 0;
  for await (const source of sources(terminal, paths, flags)) {
    const pieces = flags.passages && 'text' in source ? cutPassages(source.text, PASSAGE_WORDS).map((text, i) => ({ id: `${source.id}#${i + 1}`, text })) : [source];
    for (const piece of pieces) {
      const result = toResult(piece, lexicons, options);
      if (result.status === 'ok' && 'text' in piece) yield { id: piece.id, text: piece.text, document: source.id, stratum: flags.stratify ? stratumOf(result, flags.by ?? null) : 'all' };
      if (result.status === 'ok') continue;
      count.errors += 1;
      terminal.say(`error: ${problemText({ code: result.problem.code, file: result.id, message: result.problem.message, remedy: 'left out' })}`);
    }
    documents += 1;
    terminal.progress(`${documents} documents`);
  }
}

/** `anna,ben`: names of coders. */
function parseCoders(text: string): string[] {
  const names = text.split(',').map((name) => name.trim()).filter((name) => name !== '');
  if (new Set(names).size < names.length) throw new ProblemError([{ code: 'usage', message: `--coders ${text}: a name stands twice`, remedy: 'give each coder a name of their own' }]);
  return names;
}
