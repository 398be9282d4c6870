import { ablate } from '../ablate.js';
import type { Grain } from '../ablate.js';
import { classify, findHits } from '../classify.js';
import type { LexiconSet } from '../lexicon/compile.js';
import { ProblemError } from '../problems.js';
import type { Gold } from '../gold.js';
import { csvAblation, jsonAblation, prettyAblation } from '../report/ablation.js';
import { csvValidation, jsonValidation, prettyValidation } from '../report/validation.js';
import { validate } from '../validate.js';
import type { Coded, Validation } from '../validate.js';
import { lexiconsFor } from './classify.js';
import { codedTexts } from './coded.js';
import { EXIT } from './exit.js';
import type { ValidateFlags } from './flags.js';
import type { Terminal } from './terminal.js';

/** `stdiplo validate`: the tool against coded texts. */
export async function validateCommand(terminal: Terminal, file: string, flags: ValidateFlags): Promise<number> {
  const least = parseLeast(flags.min ?? '');
  const lexicons = await lexiconsFor(flags);
  const golds = await codedTexts(file, lexicons.axes);
  if (flags.ablate !== undefined) return ablateCommand(terminal, file, golds, lexicons, flags.ablate, flags);
  const coded: Coded[] = [];
  let unread = 0;
  for (const gold of golds) {
    // Not coded yet, as in a coding sheet that is half done. Split coders have given codes, but no common one.
    if (gold.codes.size === 0 && [...gold.coders.values()].flat().every((code) => code === null)) continue;
    const result = classify(gold.text, lexicons, { id: gold.id, evidence: true, strict: flags.strict ?? false, seed: flags.seed });
    if (result.status === 'ok') coded.push({ ...gold, result });
    else {
      unread += 1;
      terminal.say(`error: ${file}  ${gold.id}: ${result.problem.message}; left out`);
    }
    terminal.progress(`${coded.length} texts`);
  }
  terminal.clearProgress();
  if (coded.length === 0) throw nothingCoded(file);
  const validation = validate(coded, new Map(lexicons.axes.map(({ id, poles }) => [id, poles])), flags.resamples, flags.seed, flags.worst);
  await terminal.print(flags.format === 'json' ? jsonValidation(validation) : flags.format === 'csv' ? csvValidation(validation) : prettyValidation(validation, terminal.useColor(flags.color)));
  const missed = shortfalls(validation, least);
  for (const line of missed) terminal.say(`below --min: ${line}`);
  return missed.length > 0 || unread > 0 ? EXIT.partial : EXIT.ok;
}

/** `stdiplo validate --ablate`: what each part of the lexicons does to agreement. */
async function ablateCommand(terminal: Terminal, file: string, golds: readonly Gold[], lexicons: LexiconSet, grain: Grain, flags: ValidateFlags): Promise<number> {
  const texts = golds.flatMap(({ id, text, codes }) => {
    const reading = findHits(text, lexicons);
    if ('found' in reading) return [{ codes, reading }];
    terminal.say(`error: ${file}  ${id}: ${reading.message}; left out`);
    return [];
  });
  if (texts.length === 0) throw nothingCoded(file);
  const strict = flags.strict ?? false;
  // Only --strict makes labels depend on intervals.
  const ablation = ablate(texts, lexicons, grain, { strict, seed: flags.seed, ...(!strict && { resamples: 0 }) });
  await terminal.print(flags.format === 'json' ? jsonAblation(ablation) : flags.format === 'csv' ? csvAblation(ablation) : prettyAblation(ablation, terminal.useColor(flags.color)));
  return EXIT.ok;
}

function nothingCoded(file: string): ProblemError {
  return new ProblemError([{ code: 'gold', file, message: 'no coded text', remedy: 'give records with "text" and a code for "relevant" or an axis' }]);
}

/** `alpha=0.5,f1=0.6`: least values, for every variable. */
function parseLeast(text: string): Map<string, number> {
  return new Map(
    text.split(',').filter((part) => part !== '').map((part) => {
      const [name, value] = part.split('=');
      if ((name !== 'alpha' && name !== 'f1') || value === undefined || !Number.isFinite(Number(value)))
        throw new ProblemError([{ code: 'usage', message: `--min ${part}`, remedy: 'write alpha=0.5,f1=0.6' }]);
      return [name, Number(value)];
    }),
  );
}

function shortfalls(validation: Validation, least: ReadonlyMap<string, number>): string[] {
  return validation.variables.flatMap(({ variable, alpha, macroF1 }) =>
    [...least].flatMap(([name, bound]) => {
      const value = name === 'alpha' ? alpha.value : macroF1.value;
      return value !== null && value >= bound ? [] : [`${variable} ${name} ${value?.toFixed(3) ?? 'undefined'} < ${bound}`];
    }),
  );
}
