/** Commands about the command line itself: its settings, and its completion in a shell. */
import { Argument, Option } from 'commander';
import type { Command } from 'commander';
import type { Session } from './flags.js';

/** Adds the commands to the program. */
export function addSurface(program: Command, session: Session): void {
  program
    .command('config')
    .description('settings from stdiplo.config.yml')
    .command('show')
    .description('the values that are in force, and where each comes from: default, file or flag')
    .argument('[words...]', 'a command, all if absent; flags for it after --')
    .addOption(new Option('-f, --format <format>', 'of the list').choices(['pretty', 'json']).default('pretty'))
    .addHelpText('after', '\nExample:\n  stdiplo config show classify -- --strict')
    .action(async (words: string[], { format }: { format: 'pretty' | 'json' }) => {
      const { configShowCommand } = await import('./config.js');
      await configShowCommand(session.terminal, program, words, format);
    });
  program
    .command('completion')
    .description('a script that completes commands, options and their values in a shell')
    .addArgument(new Argument('<shell>').choices(['bash', 'zsh', 'fish']))
    .addHelpText('after', '\nExamples:\n  source <(stdiplo completion bash)                                       in ~/.bashrc\n  stdiplo completion zsh > ~/.zfunc/_stdiplo                              in a folder of $fpath\n  stdiplo completion fish > ~/.config/fish/completions/stdiplo.fish')
    .action(async (shell: 'bash' | 'zsh' | 'fish') => {
      const { completionScript } = await import('./completion.js');
      const { commandTree } = await import('./tree.js');
      await session.terminal.print(completionScript(shell, commandTree(program)));
    });
}
