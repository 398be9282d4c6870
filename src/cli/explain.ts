import { analyze } from '../classify.js';
import { ProblemError } from '../problems.js';
import { checkEncoding, readDocument, readStream } from '../read.js';
import { explain, explainJson } from '../report/explain.js';
import { lexiconsFor } from './classify.js';
import { EXIT } from './exit.js';
import type { ExplainFlags } from './flags.js';
import type { Terminal } from './terminal.js';

/** `stdiplo explain`: one document, every step shown. */
export async function explainCommand(terminal: Terminal, file: string, flags: ExplainFlags): Promise<number> {
  const lexicons = await lexiconsFor(flags);
  await checkEncoding(flags.encoding);
  const source = file === '-' ? await readStream('-', terminal.process.stdin, flags.encoding) : await readDocument(file, flags.encoding);
  const analysis = 'problem' in source ? source : analyze(source.text, lexicons, { id: source.id, ...(source.meta && { meta: source.meta }), ...(source.places && { places: source.places }), strict: flags.strict ?? false, seed: flags.seed, resamples: flags.resamples });
  if ('problem' in analysis)
    throw new ProblemError([{ code: analysis.problem.code, file, message: analysis.problem.message, remedy: 'name a text that can be read' }]);
  await terminal.print(flags.format === 'json' ? explainJson(analysis) : explain(analysis, lexicons, { color: terminal.useColor(flags.color), width: terminal.width }));
  return EXIT.ok;
}
