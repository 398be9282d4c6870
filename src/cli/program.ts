/** Commands and options. Only this file, `trend-options.ts`, `workbench.ts` and `options.ts` know commander. */
import { Command, Option } from 'commander';
import { DEFAULTS } from '../classify.js';
import { REPORTERS } from '../report/index.js';
import { version } from '../version.js';
import type { ClassifyFlags, CompareFlags, ExplainFlags, FitFlags, ReportFlags, SampleFlags, Session, ValidateFlags } from './flags.js';
import { comparison, condition, documents, encoded, gates, lexicons, scoring, shard, share, threads, wholeNumber } from './options.js';
import { addSurface } from './surface.js';
import { addTrend } from './trend-options.js';
import { addWorkbench } from './workbench.js';

/** Builds the command line. What a command does is loaded when it runs, so that `--version` stays fast. */
export function makeProgram(session: Session): Command {
  const program = new Command('stdiplo')
    .description('Reads policy documents and says, with evidence, how each does science-and-technology diplomacy.')
    .version(version)
    .option('--debug', 'show where an internal error happened')
    .option('--config <file>', 'settings from this file, in place of the stdiplo.config.yml found from the working folder upwards')
    .option('--no-config', 'no settings from a file')
    .hook('preAction', async (_, command) => {
      const { config } = program.opts<{ config?: string | false }>();
      // Most runs have no such file, and need not load what reads it.
      if (config === false || (config === undefined && (await import('../locate.js')).findConfig() === null)) return;
      await (await import('./config.js')).applyConfig(command);
    })
    .exitOverride()
    // An option that was not given is absent, whatever another program's code has added to Object.prototype.
    .hook('preAction', (_, command) => void Object.setPrototypeOf(command.opts(), null))
    .showHelpAfterError('(stdiplo --help lists commands and options)')
    .configureOutput({ writeErr: (text) => session.terminal.sayLines(text.trimEnd()) });

  scoring(
    lexicons(
      gates(threads(documents(program.command('classify').description('documents in, one record a document out'))))
        .option('--shard <i/n>', 'only part i (from 1) of n, a run of neighbours: all parts, one after the other, are the whole', shard)
        .addOption(new Option('-f, --format <format>', 'of the results; pretty if absent, or what the ending of a file says').choices([...REPORTERS.keys()]))
        .option('-o, --output <file>', 'write a file, in the format of its ending; may be given several times', (file: string, files: string[] | undefined) => [...(files ?? []), file])
        .addOption(new Option('--layout <layout>', 'of tables: a row a document, or a document and axis').choices(['wide', 'long']))
        .option('--bom', 'begin CSV and TSV with a byte-order mark, by which Excel knows UTF-8')
        .option('--evidence', 'quote the hits behind each label')
        .option('--min-confidence <chance>', 'a label with less confidence becomes null, reason thin', share)
        .option('--cache <folder>', 'keep results there, and take those whose text, lexicons and options have not changed; works in one thread')
        .option('-q, --quiet', 'no progress and no summary on standard error'),
    ),
  )
    .addHelpText('after', '\nExamples:\n  stdiplo classify docs/*.txt\n  stdiplo classify \'docs/**/*.txt\' -o scores.csv -o scores.xlsx\n  stdiplo classify --input-format ndjson --format ndjson - < documents.ndjson')
    .action(async (patterns: string[], flags: ClassifyFlags) => {
      const { classifyCommand } = await import('./classify.js');
      session.exitCode = await classifyCommand(session.terminal, patterns, flags);
    });

  scoring(
    lexicons(
      encoded(program.command('explain'))
        .description('why a document got its labels: every sentence, hit and cue, and the sums')
        .argument('<file>', 'a document, or - for standard input')
        .addOption(new Option('-f, --format <format>', 'of the explanation').choices(['pretty', 'json']).default('pretty')),
    ),
  ).action(async (file: string, flags: ExplainFlags) => {
    const { explainCommand } = await import('./explain.js');
    session.exitCode = await explainCommand(session.terminal, file, flags);
  });

  comparison(program.command('diff').description('two runs of classify: which documents moved, flipped, came or went, and the entries that did it'), ['pretty', 'json', 'markdown'])
    .argument('<before>', 'results that classify wrote (json, ndjson), or - for standard input')
    .argument('<after>', 'the same')
    .option('--exit-code', 'exit with 1 when a document went over to the opposite pole of an axis, or became unreadable')
    .addHelpText('after', '\nExample:\n  stdiplo classify docs --evidence --format json > now.json; stdiplo diff last.json now.json')
    .action(async (before: string, after: string, flags: CompareFlags) => {
      const { compareCommand } = await import('./compare.js');
      session.exitCode = await compareCommand(session.terminal, before, after, flags);
    });

  scoring(
    lexicons(
      condition(documents(program.command('report').description('one HTML page to read and to send on: labels, and every document with its evidence marked')))
        .option('-o, --output <file>', 'where to write the page, e.g. report.html; standard output if absent')
        .option('--results <file>', 'make the page of results that classify wrote as json or ndjson; it has no texts then')
        .option('--title <text>', 'heading of the page', 'Science and technology diplomacy in documents')
        .option('--no-texts', 'leave the texts out, and quote the evidence only')
        .option('--min-confidence <chance>', 'a label with less confidence becomes null, reason thin', share)
        .option('-q, --quiet', 'no progress and no summary on standard error'),
    ),
  )
    .addHelpText('after', "\nExamples:\n  stdiplo report 'docs/**/*.txt' -o report.html\n  stdiplo report speeches --date-from \"{country}_{session}_{year}\" --where \"year >= 1990\" -o report.html\n  stdiplo report --results scores.json -o report.html")
    .action(async (patterns: string[], flags: ReportFlags) => {
      const { reportCommand } = await import('./report.js');
      session.exitCode = await reportCommand(session.terminal, patterns, flags);
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

  addTrend(program, session);

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
  addWorkbench(program, session);
  addSurface(program, session);
  return program;
}
