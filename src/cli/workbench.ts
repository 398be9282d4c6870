/** `stdiplo lexicon ...`: the commands that look at lexicons, check, test and convert them. */
import { Option } from 'commander';
import type { Command } from 'commander';
import type { DiffFlags, ExportFlags, ImportFlags, LexiconOptions, Session, SuggestFlags, TestFlags } from './flags.js';
import { colors, comparison, lexicons, records, twoNames, wholeNumber } from './options.js';

/** Dictionary formats of other programs, as `lexicon/convert/` has them. */
const DICTIONARIES = ['quanteda', 'liwc', 'wordstat', 'yoshikoder', 'lexicoder'];

/** Adds the commands to the program. */
export function addWorkbench(program: Command, session: Session): void {
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
      await initCommand(session.terminal, file, flags.force ?? false);
    });
  records(
    lexicons(
      lexicon
        .command('test')
        .description('run the examples of lexicon files, and show which entries work on documents')
        .argument('<files...>')
        .option('--coverage', 'list entries that never fire, are always shadowed, contradict others, decide a label alone, or lack misses')
        .addOption(new Option('--on <patterns...>', 'documents for --coverage: files, folders, quoted globs, or -').implies({ coverage: true }))
        .addOption(new Option('-f, --format <format>', 'of the findings').choices(['pretty', 'json']).default('pretty'))
        .option('--color', 'colour, whatever the terminal')
        .option('--no-color', 'no colour'),
    ),
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
    .option('--force', 'replace a file that is there')
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
      .option('-o, --output <file>', 'file to write; standard output if absent (lexicoder: .lcd for version 2)')
      .option('--force', 'replace a file that is there'),
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
  comparison(lexicon.command('diff').description('what documents would change if one set of lexicons took the place of another, and which entries do it'), ['pretty', 'json'])
    .argument('<before>', 'a folder of lexicons, a file that replaces the built-in lexicon of its id, or built-in')
    .argument('<after>', 'the same')
    .requiredOption('--on <patterns...>', 'documents: files, folders, quoted globs, or - for standard input')
    .option('--exit-code', 'exit with 1 when a document went over to the opposite pole of an axis')
    .addHelpText('after', '\nExample:\n  stdiplo lexicon diff built-in my-orientation.yml --on docs/')
    .action(async (before: string, after: string, flags: DiffFlags) => {
      const { diffCommand } = await import('./diff.js');
      session.exitCode = await diffCommand(session.terminal, before, after, flags);
    });
}
