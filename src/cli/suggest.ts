import { ProblemError } from '../problems.js';
import { findDocuments, readDocument } from '../read.js';
import { csvSuggestions, jsonSuggestions, prettySuggestions } from '../report/suggestions.js';
import type { LexiconSet } from '../lexicon/compile.js';
import { suggest } from '../suggest.js';
import type { SideTexts } from '../suggest.js';
import { lexiconsFor } from './classify.js';
import { codedTexts } from './coded.js';
import { EXIT } from './exit.js';
import type { SuggestFlags } from './flags.js';
import type { Terminal } from './terminal.js';

/** `stdiplo lexicon suggest`: terms that one set of texts uses more than another. */
export async function suggestCommand(terminal: Terminal, flags: SuggestFlags): Promise<number> {
  const lexicons = await lexiconsFor(flags);
  const contrast = contrastOf(lexicons, flags.variable);
  const { sides, unread } = flags.gold === undefined ? await fromFolders(terminal, flags) : await fromGold(flags.gold, flags, contrast, lexicons);
  for (const { name, texts } of sides)
    if (texts.length === 0) throw new ProblemError([{ code: 'nothing', message: `no texts for ${name}`, remedy: 'give texts for both sides' }]);
  const { least, top, format } = flags;
  const suggestions = suggest(sides, lexicons, { least, top, contexts: flags.contexts, onlyNew: flags.new ?? false, compareWith: contrast.compareWith });
  for (const { id, message } of suggestions.skipped) terminal.say(`error: ${id}  ${message}; left out`);
  await terminal.print(
    format === 'json' ? jsonSuggestions(suggestions) : format === 'csv' ? csvSuggestions(suggestions, flags.contexts) : prettySuggestions(suggestions, { color: terminal.useColor(flags.color), width: terminal.width }),
  );
  return unread + suggestions.skipped.length > 0 ? EXIT.partial : EXIT.ok;
}

interface Contrast {
  /** Codes of the two sides; null without a variable. */
  codes: [string, string] | null;
  compareWith: string[];
}

function contrastOf({ axes, themes, domain }: LexiconSet, variable: string | undefined): Contrast {
  const domains = domain ? [domain.id] : [];
  if (variable === undefined) return { codes: null, compareWith: [...domains, ...axes.map(({ id }) => id), ...themes.map(({ id }) => id)] };
  if (variable === 'relevant') return { codes: ['yes', 'no'], compareWith: domains };
  const axis = axes.find(({ id }) => id === variable);
  if (!axis) throw new ProblemError([{ code: 'usage', message: `no variable "${variable}"`, remedy: `use one of: relevant, ${axes.map(({ id }) => id).join(', ')}` }]);
  // The plus pole is first: what it uses more has a positive sign, as it has in theta.
  return { codes: [axis.poles[1], axis.poles[0]], compareWith: [variable] };
}

type Sides = { sides: [SideTexts, SideTexts]; unread: number };

async function fromGold(file: string, { variable, folders }: SuggestFlags, { codes }: Contrast, { axes }: LexiconSet): Promise<Sides> {
  if (codes === null || folders) throw new ProblemError([{ code: 'usage', message: folders ? '--gold and --folders together' : '--gold without --variable', remedy: 'give --gold FILE --variable NAME, or --folders A B' }]);
  const gold = await codedTexts(file, axes);
  const side = (code: string): SideTexts => ({ name: code, texts: gold.filter((one) => one.codes.get(variable!) === code) });
  const sides: Sides['sides'] = [side(codes[0]), side(codes[1])];
  for (const { name, texts } of sides)
    if (texts.length === 0) throw new ProblemError([{ code: 'gold', file, message: `no text with the code "${name}" for ${variable!}`, remedy: `give texts coded ${codes.join(' and ')}` }]);
  return { sides, unread: 0 };
}

async function fromFolders(terminal: Terminal, { folders = [] }: SuggestFlags): Promise<Sides> {
  if (folders.length !== 2) throw new ProblemError([{ code: 'usage', message: folders.length === 0 ? 'nothing to compare' : `--folders with ${folders.length} of 2`, remedy: 'give --gold FILE --variable NAME, or --folders A B (quote globs)' }]);
  let unread = 0;
  const side = async (place: string): Promise<SideTexts> => {
    const { paths, problems } = await findDocuments([place]);
    if (problems.length > 0) throw new ProblemError(problems.map((problem) => ({ ...problem, remedy: 'name a folder, a file or a quoted glob' })));
    const texts: { id: string; text: string }[] = [];
    for (const path of paths) {
      const source = await readDocument(path);
      if ('text' in source) texts.push(source);
      else {
        unread += 1;
        terminal.say(`error: ${source.id}  ${source.problem.message}; left out`);
      }
    }
    return { name: place, texts };
  };
  const sides: Sides['sides'] = [await side(folders[0]!), await side(folders[1]!)];
  const first = new Set(sides[0].texts.map(({ id }) => id));
  const both = sides[1].texts.filter(({ id }) => first.has(id));
  if (both.length > 0) throw new ProblemError([{ code: 'usage', file: both[0]!.id, message: `on both sides${both.length > 1 ? `, and ${both.length - 1} more` : ''}`, remedy: 'name places that share no text' }]);
  return { sides, unread };
}
