/** Commands and options. Only file with commander (and `run.ts`, for its error). */
import { Command, InvalidArgumentError, Option } from 'commander';
import { DEFAULTS } from '../classify.js';
import { version } from '../version.js';
import type { Terminal } from './terminal.js';

/** One call of the program. */
export interface Session {
  terminal: Terminal;
  exitCode: number;
}

/** Options of every command that uses lexicons. */
export interface LexiconOptions {
  lexicon?: string[];
  lexicons?: string;
}

export interface ClassifyFlags extends LexiconOptions {
  format: string;
  inputFormat: 'text' | 'ndjson';
  filesFrom?: string;
  null?: true;
  allowEmpty?: true;
  strict?: true;
  evidence?: true;
  seed: number;
  resamples: number;
  quiet?: true;
  color?: boolean;
}

export interface ExplainFlags extends LexiconOptions {
  format: 'pretty' | 'json';
  strict?: true;
  seed: number;
  resamples: number;
  color?: boolean;
}

export interface ValidateFlags extends LexiconOptions {
  format: 'pretty' | 'json' | 'csv';
  min?: string;
  worst: number;
  strict?: true;
  seed: number;
  resamples: number;
  color?: boolean;
}

export interface FitFlags extends LexiconOptions {
  output: string;
  prevalence?: number;
  date?: string;
}

export interface SuggestFlags extends LexiconOptions {
  gold?: string;
  variable?: string;
  folders?: string[];
  least: number;
  top: number;
  contexts: number;
  new?: true;
  format: 'pretty' | 'json' | 'csv';
  color?: boolean;
}

export interface DiffFlags {
  on: string[];
  moved: number;
  exitCode?: true;
  format: 'pretty' | 'json';
  color?: boolean;
}

/** Builds the command line. What a command does is loaded when it runs, so that `--version` stays fast. */
export function makeProgram(session: Session): Command {
  const program = new Command('stdiplo')
    .description('Reads policy documents and says, with evidence, how each does science-and-technology diplomacy.')
    .version(version)
    .option('--debug', 'show where an internal error happened')
    .exitOverride()
    .showHelpAfterError('(stdiplo --help lists commands and options)')
    .configureOutput({ writeErr: (text) => session.terminal.say(text.trimEnd()) });

  scoring(
    lexicons(
      program
        .command('classify')
        .description('documents in, one record a document out')
        .argument('[patterns...]', 'files, folders, quoted globs, or - for standard input')
        .option('--files-from <file>', 'read the names of documents from a file, or - for standard input')
        .option('-0, --null', 'names in --files-from are separated by NUL')
        .addOption(new Option('--input-format <format>', 'what a file holds').choices(['text', 'ndjson']).default('text'))
        .addOption(new Option('-f, --format <format>', 'of the results').choices(['pretty', 'json', 'ndjson', 'csv', 'tsv']).default('pretty'))
        .option('--evidence', 'quote the hits behind each label')
        .option('--allow-empty', 'a pattern that matches nothing is no error')
        .option('-q, --quiet', 'no progress and no summary on standard error'),
    ),
  )
    .addHelpText('after', '\nExamples:\n  stdiplo classify docs/*.txt\n  stdiplo classify \'docs/**/*.txt\' --format csv > scores.csv\n  stdiplo classify --input-format ndjson --format ndjson - < documents.ndjson')
    .action(async (patterns: string[], flags: ClassifyFlags) => {
      const { classifyCommand } = await import('./classify.js');
      session.exitCode = await classifyCommand(session.terminal, patterns, flags);
    });

  scoring(
    lexicons(
      program
        .command('explain')
        .description('why a document got its labels: every sentence, hit and cue, and the sums')
        .argument('<file>', 'a document, or - for standard input')
        .addOption(new Option('-f, --format <format>', 'of the explanation').choices(['pretty', 'json']).default('pretty')),
    ),
  ).action(async (file: string, flags: ExplainFlags) => {
    const { explainCommand } = await import('./explain.js');
    session.exitCode = await explainCommand(session.terminal, file, flags);
  });

  scoring(
    lexicons(
      program
        .command('validate')
        .description('the tool against coded texts: agreement, confusions, calibration, with intervals')
        .argument('<gold>', 'NDJSON or CSV with text and codes: relevant (yes, no) and axes (a pole, mixed, none)')
        .addOption(new Option('-f, --format <format>', 'of the figures').choices(['pretty', 'json', 'csv']).default('pretty'))
        .option('--min <bounds>', 'least figures for every variable, e.g. alpha=0.5,f1=0.6; below them the exit code is 1')
        .option('--worst <n>', 'disagreements to list', wholeNumber, 20),
    ),
  ).action(async (file: string, flags: ValidateFlags) => {
    const { validateCommand } = await import('./validate.js');
    session.exitCode = await validateCommand(session.terminal, file, flags);
  });

  lexicons(
    program
      .command('fit')
      .description('learns weights, thresholds and confidence from coded texts, and writes lexicons that carry them')
      .argument('<gold...>', 'NDJSON or CSV with text and codes, as for validate; a field "document" keeps its texts together')
      .requiredOption('-o, --output <folder>', 'where to write the lexicons')
      .option('--prevalence <share>', 'share of relevant texts to expect where the lexicons will be used; that of the coded texts if absent', share)
      .option('--date <date>', 'date to write beside the name of the data; today if absent'),
  ).action(async (files: string[], flags: FitFlags) => {
    const { fitCommand } = await import('./fit.js');
    session.exitCode = await fitCommand(session.terminal, files, flags);
  });

  const lexicon = program.command('lexicon').description('look at lexicons and check them');
  lexicons(lexicon.command('list').description('the lexicons in force')).action(async (flags: LexiconOptions) => {
    const { listCommand } = await import('./lexicon.js');
    await listCommand(session.terminal, flags);
  });
  lexicons(lexicon.command('show').description('the entries of one lexicon').argument('<id>')).action(async (id: string, flags: LexiconOptions) => {
    const { showCommand } = await import('./lexicon.js');
    await showCommand(session.terminal, id, flags);
  });
  lexicon
    .command('lint')
    .description('check lexicon files: shape, patterns, collisions, examples')
    .argument('<files...>')
    .action(async (files: string[]) => {
      const { lintCommand } = await import('./lexicon.js');
      session.exitCode = await lintCommand(session.terminal, files);
    });
  colors(
    lexicons(
      lexicon
        .command('suggest')
        .description('candidate terms: what texts on one side say more often than those on the other, by signed log-likelihood')
        .option('--gold <file>', 'coded texts, as for validate; needs --variable')
        .option('--variable <name>', 'an axis (one pole against the other), or "relevant" (yes against no); beside --folders, whose entries to compare with')
        .option('--folders <place...>', 'two folders or quoted globs, in place of --gold')
        .option('--least <n>', 'texts that a term must stand in, both sides together', wholeNumber, 3)
        .option('--top <n>', 'terms to show of each side', wholeNumber, 30)
        .option('--new', 'only terms that no entry matches yet')
        .option('--contexts <n>', 'quotations for each term, from different texts', wholeNumber, 2)
        .addOption(new Option('-f, --format <format>', 'of the terms').choices(['pretty', 'json', 'csv']).default('pretty')),
    ),
  )
    .addHelpText('after', '\nTexts are counted, not occurrences: a text that says a term ten times counts once.\n\nExamples:\n  stdiplo lexicon suggest --gold coded.jsonl --variable orientation --new\n  stdiplo lexicon suggest --folders speeches/1990s speeches/2010s')
    .action(async (flags: SuggestFlags) => {
      const { suggestCommand } = await import('./suggest.js');
      session.exitCode = await suggestCommand(session.terminal, flags);
    });
  colors(
    lexicon
      .command('diff')
      .description('what documents would change if one set of lexicons took the place of another, and which entries do it')
      .argument('<before>', 'a folder of lexicons, a file that replaces the built-in lexicon of its id, or built-in')
      .argument('<after>', 'the same')
      .requiredOption('--on <patterns...>', 'documents: files, folders, quoted globs, or - for standard input')
      .option('--moved <x>', 'also show documents whose theta moved by more than this', amount, 0.5)
      .option('--exit-code', 'exit with 1 when a document went over to the opposite pole of an axis')
      .addOption(new Option('-f, --format <format>', 'of the differences').choices(['pretty', 'json']).default('pretty')),
  )
    .addHelpText('after', '\nExample:\n  stdiplo lexicon diff built-in my-orientation.yml --on docs/')
    .action(async (before: string, after: string, flags: DiffFlags) => {
      const { diffCommand } = await import('./diff.js');
      session.exitCode = await diffCommand(session.terminal, before, after, flags);
    });
  return program;
}

function lexicons(command: Command): Command {
  return command
    .option('--lexicon <file>', 'add a lexicon file; may be given several times', (file: string, files: string[] | undefined) => [...(files ?? []), file])
    .option('--lexicons <folder>', 'use the lexicons of a folder instead of the built-in ones');
}

function scoring(command: Command): Command {
  return colors(
    command
      .option('--strict', 'name a pole only where the 95 % interval excludes 0')
      .option('--seed <n>', 'seed of the resampling', wholeNumber, DEFAULTS.seed)
      .option('--resamples <n>', 'resamples for intervals', wholeNumber, DEFAULTS.resamples),
  );
}

function colors(command: Command): Command {
  return command.option('--color', 'colour, whatever the terminal').option('--no-color', 'no colour');
}

function amount(text: string): number {
  const number = Number(text);
  if (text.trim() === '' || !(number >= 0 && number < Infinity)) throw new InvalidArgumentError('give a number, 0 or more');
  return number;
}

function share(text: string): number {
  const number = Number(text);
  if (!(number > 0 && number < 1)) throw new InvalidArgumentError('give a number between 0 and 1');
  return number;
}

function wholeNumber(text: string): number {
  const number = Number(text);
  if (!/^\d+$/.test(text) || number > 1_000_000) throw new InvalidArgumentError('give a whole number from 0 to 1000000');
  return number;
}
