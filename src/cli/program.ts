/** Commands and options. Only file with commander. */
import { Command, InvalidArgumentError, Option } from 'commander';
import type { Grain } from '../ablate.js';
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

/** Options of every command that reads documents. */
export interface InputFlags {
  inputFormat: 'text' | 'ndjson';
  filesFrom?: string;
  null?: true;
  allowEmpty?: true;
}

export interface ClassifyFlags extends LexiconOptions, InputFlags {
  format: string;
  strict?: true;
  minConfidence?: number;
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
  ablate?: Grain;
  min?: string;
  worst: number;
  strict?: true;
  seed: number;
  resamples: number;
  color?: boolean;
}

export interface SampleFlags extends LexiconOptions, InputFlags {
  number: number;
  passages?: true;
  by?: string;
  stratify: boolean;
  coders?: string;
  bom?: true;
  seed: number;
}

export interface TestFlags extends LexiconOptions {
  format: 'pretty' | 'json';
  coverage?: true;
  on?: string[];
  inputFormat: ClassifyFlags['inputFormat'];
  color?: boolean;
}

export interface FitFlags extends LexiconOptions {
  output: string;
  prevalence?: number;
  date?: string;
}

export interface ImportFlags {
  from: string;
  poles?: [string, string];
  output?: string;
}

export interface ExportFlags extends LexiconOptions {
  to: string;
  output?: string;
}

/** Dictionary formats of other programs, as `lexicon/convert/` has them. */
const DICTIONARIES = ['quanteda', 'liwc', 'wordstat', 'yoshikoder', 'lexicoder'];

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
      documents(program.command('classify').description('documents in, one record a document out'))
        .addOption(new Option('-f, --format <format>', 'of the results').choices(['pretty', 'json', 'ndjson', 'csv', 'tsv']).default('pretty'))
        .option('--evidence', 'quote the hits behind each label')
        .option('--min-confidence <chance>', 'a label with less confidence becomes null, reason thin', share)
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
        .option('--worst <n>', 'disagreements to list', wholeNumber, 20)
        .addOption(new Option('--ablate <parts>', 'instead: what each of these does to alpha when it is left out').choices(['entries', 'cues', 'lexicons']).conflicts(['min', 'worst'])),
    ),
  ).action(async (file: string, flags: ValidateFlags) => {
    const { validateCommand } = await import('./validate.js');
    session.exitCode = await validateCommand(session.terminal, file, flags);
  });

  lexicons(
    documents(program.command('sample').description('draws texts for human coders: a blind coding sheet (CSV), which validate takes back filled in'))
      .option('-n, --number <n>', 'texts to draw', wholeNumber, 50)
      .option('--passages', 'draw passages of about 200 words instead of whole documents')
      .addOption(new Option('--by <axis>', 'also draw evenly over the labels of an axis, not only over relevant and off topic').conflicts('stratify'))
      .option('--no-stratify', 'every text has the same chance, whatever the tool says of it')
      .option('--coders <names>', 'a column for each coder, e.g. anna,ben')
      .option('--bom', 'begin with a byte-order mark, by which Excel knows UTF-8')
      .option('--seed <n>', 'seed of the drawing', wholeNumber, DEFAULTS.seed),
  )
    .addHelpText(
      'after',
      '\nCodes: relevant is yes or no, an axis one of its poles, mixed or none; an empty cell is not coded.\n\nExamples:\n  stdiplo sample docs -n 100 --passages --by role > sheet.csv\n  stdiplo sample docs --coders anna,ben --bom > sheet.csv\n  stdiplo validate sheet.csv',
    )
    .action(async (patterns: string[], flags: SampleFlags) => {
      const { sampleCommand } = await import('./sample.js');
      session.exitCode = await sampleCommand(session.terminal, patterns, flags);
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
  lexicon
    .command('init')
    .description('write a starter lexicon, an axis with two poles, explained in comments')
    .argument('<file>', 'where to write it, e.g. openness.yml')
    .option('--force', 'replace a file that is there')
    .action(async (file: string, flags: { force?: true }) => {
      const { initCommand } = await import('./lexicon.js');
      initCommand(session.terminal, file, flags.force ?? false);
    });
  lexicons(
    lexicon
      .command('test')
      .description('run the examples of lexicon files, and show which entries work on documents')
      .argument('<files...>')
      .option('--coverage', 'list entries that never fire, are always shadowed, contradict others, decide a label alone, or lack misses')
      .addOption(new Option('--on <patterns...>', 'documents for --coverage: files, folders, quoted globs, or -').implies({ coverage: true }))
      .addOption(new Option('--input-format <format>', 'what a document file holds').choices(['text', 'ndjson']).default('text'))
      .addOption(new Option('-f, --format <format>', 'of the findings').choices(['pretty', 'json']).default('pretty'))
      .option('--color', 'colour, whatever the terminal')
      .option('--no-color', 'no colour'),
  )
    .addHelpText('after', "\nThe files take the place of the built-in lexicons with the same id.\n\nExample:\n  stdiplo lexicon test role.yml --coverage --on 'docs/**/*.txt'")
    .action(async (files: string[], flags: TestFlags) => {
      const { testCommand } = await import('./lexicon.js');
      session.exitCode = await testCommand(session.terminal, files, flags);
    });
  lexicon
    .command('import')
    .description('a dictionary of another program becomes a lexicon file; what cannot be carried over is listed')
    .argument('<file>')
    .addOption(new Option('--from <format>', 'of the dictionary').choices(DICTIONARIES).makeOptionMandatory())
    .option('--poles <minus,plus>', 'two top categories that are the poles of an axis; without them themes', twoNames)
    .option('-o, --output <file>', 'file to write; standard output if absent')
    .action(async (file: string, flags: ImportFlags) => {
      const { importCommand } = await import('./convert.js');
      session.exitCode = await importCommand(session.terminal, file, flags);
    });
  lexicons(
    lexicon
      .command('export')
      .description('a lexicon becomes a dictionary of another program; what cannot be carried over is listed')
      .argument('<lexicon>', 'the id of a lexicon in force, or a .yml file')
      .addOption(new Option('--to <format>', 'of the dictionary').choices(DICTIONARIES).makeOptionMandatory())
      .option('-o, --output <file>', 'file to write; standard output if absent (lexicoder: .lcd for version 2)'),
  ).action(async (name: string, flags: ExportFlags) => {
    const { exportCommand } = await import('./convert.js');
    session.exitCode = await exportCommand(session.terminal, name, flags);
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

function documents(command: Command): Command {
  return command
    .argument('[patterns...]', 'files, folders, quoted globs, or - for standard input')
    .option('--files-from <file>', 'read the names of documents from a file, or - for standard input')
    .option('-0, --null', 'names in --files-from are separated by NUL')
    .addOption(new Option('--input-format <format>', 'what a file holds').choices(['text', 'ndjson']).default('text'))
    .option('--allow-empty', 'a pattern that matches nothing is no error');
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

function twoNames(text: string): [string, string] {
  const [minus, plus, ...more] = text.split(',').map((name) => name.trim());
  if (!minus || !plus || more.length > 0) throw new InvalidArgumentError('give two names, separated by a comma');
  return [minus, plus];
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
