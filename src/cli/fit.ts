import { fit } from '../fit.js';
import { rewriteLexicon } from '../lexicon/rewrite.js';
import { ProblemError } from '../problems.js';
import { classify } from '../classify.js';
import { nameOf } from '../read.js';
import { lexiconTexts, loadLexicons } from '../lexicon/load.js';
import { prepareFolder, writeFiles } from '../write.js';
import { codedTexts } from './coded.js';
import { EXIT } from './exit.js';
import type { FitFlags } from './flags.js';
import type { Terminal } from './terminal.js';

/** `stdiplo fit`: learns from coded texts, and writes a folder of lexicons that carry the result. */
export async function fitCommand(terminal: Terminal, files: readonly string[], flags: FitFlags): Promise<number> {
  const sources = lexiconTexts(flags);
  const twice = sources.find(({ file }, i) => sources.findIndex((other) => nameOf(other.file) === nameOf(file)) !== i);
  if (twice) throw new ProblemError([{ code: 'lexicon_set', file: twice.file, message: 'another lexicon file has the same name', remedy: 'rename it: both are written into one folder' }]);
  prepareFolder(flags.output);
  const lexicons = await loadLexicons({ ...(flags.lexicon && { files: flags.lexicon }), ...(flags.lexicons !== undefined && { folder: flags.lexicons }) });
  if (!lexicons.domain) throw new ProblemError([{ code: 'lexicon_set', message: 'no lexicon of kind domain', remedy: 'add one: relevance is learned first' }]);
  const gold = (await Promise.all(files.map((file) => codedTexts(file, lexicons.axes)))).flat();
  const judgeable = gold.filter(({ id, text }) => {
    const result = classify(text, lexicons, { resamples: 0 });
    if (result.status === 'error') terminal.say(`error: ${id}: ${result.problem.message}; left out`);
    return result.status === 'ok';
  });
  const texts = judgeable.filter(({ codes }) => codes.has('relevant')).map(({ text, codes, document }) => ({ text, codes, group: document }));
  const fitted = fit(texts, lexicons, flags.prevalence ?? null);
  const fittedOn = `${texts.length} coded texts (${files.map((file) => nameOf(file)).join(', ')})${flags.prevalence === undefined ? '' : `, prevalence ${flags.prevalence}`}, ${flags.date ?? new Date().toISOString().slice(0, 10)}`;
  await writeFiles(flags.output, sources.map(({ file, text }) => ({ name: nameOf(file), text: rewriteLexicon(text, fitted, fittedOn) })));
  terminal.say(`${sources.length} lexicons written to ${flags.output}, fitted on ${fittedOn}; use them with --lexicons ${flags.output}`);
  return EXIT.ok;
}
