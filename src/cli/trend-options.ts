/** `stdiplo trend`: its options. */
import { Option } from 'commander';
import type { Command } from 'commander';
import type { Session, TrendFlags } from './flags.js';
import { amount, condition, documents, lexicons, scoring, several, threads, wholeNumber } from './options.js';

/** Adds the command to the program. */
export function addTrend(program: Command, session: Session): void {
  scoring(
    lexicons(
      threads(condition(documents(program.command('trend').description('how the axes move over time: positions by period, tests, charts'))))
        .option('--results <file>', 'instead of documents: results of classify as json or ndjson; may be given several times', several)
        .option('--by <period>', 'year, quarter, decade or N-years, e.g. 5-years', 'year')
        .option('--group <field>', 'a line for each value of a metadata field, e.g. country')
        .option('--window <n>', 'show positions pooled over n periods, moving; tests use single periods', wholeNumber, 1)
        .option('--least <weight>', 'least weight on both poles together for a period to have a position', amount, 3)
        .option('--change-points', "Pettitt's test: after which period does the level change?")
        .addOption(new Option('-f, --format <format>', 'of the trend; pretty if absent, or what the ending of a file says').choices(['pretty', 'json', 'csv', 'markdown', 'svg', 'html']))
        .option('-o, --output <file>', 'write a file, in the format of its ending; may be given several times', several)
        .option('-q, --quiet', 'no progress on standard error'),
    ),
  )
    .addHelpText('after', "\nExamples:\n  stdiplo trend 'speeches/*.txt' --date-from \"{country}_{session}_{year}\" --group country\n  stdiplo trend --input-format ndjson documents.ndjson --by 5-years --group country\n  stdiplo trend --results scores.ndjson -o trend.html")
    .action(async (patterns: string[], flags: TrendFlags) => {
      const { trendCommand } = await import('./trend.js');
      session.exitCode = await trendCommand(session.terminal, patterns, flags);
    });
}
