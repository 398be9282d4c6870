/**
 * Scripts that complete the command line. They hold everything they need, so that a press of TAB starts no program and
 * evaluates nothing of what was typed.
 */
import type { CommandNode, OptionNode } from './tree.js';

/**
 * The script for a shell.
 * @param tree every command, the program first
 */
export function completionScript(shell: 'bash' | 'zsh' | 'fish', tree: readonly CommandNode[]): string {
  return { bash, zsh, fish }[shell](tree);
}

const quote = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;
const names = (option: OptionNode): string[] => [...(option.short === null ? [] : [option.short]), option.long];

/** Options of a command, its own and the program's. */
function optionsOf(command: CommandNode, tree: readonly CommandNode[]): OptionNode[] {
  const help: OptionNode = { key: 'help', flags: '-h, --help', long: '--help', short: '-h', description: 'show help', takesValue: false, choices: null, place: null, default: undefined };
  return [...command.options, ...(command.name === '' ? [] : tree[0]!.options.filter((option) => option.key !== 'version')), help];
}

/** What may follow a command beside options: its commands, or the values of its first argument; null for files. */
function wordsOf(command: CommandNode): readonly string[] | null {
  if (command.commands.length > 0) return command.commands;
  return command.arguments[0]?.choices ?? (command.arguments.length > 0 ? null : []);
}

/** Lines of a `case` that finds the command, and what the value of an option may be; shared by bash and zsh. */
function cases(tree: readonly CommandNode[]): { commands: string; values: string[] } {
  const known = tree.filter(({ name }) => name !== '').map(({ name }) => quote(name));
  const values = tree.flatMap((command) =>
    optionsOf(command, tree)
      .filter((option) => option.takesValue)
      .map((option) => `${names(option).map((name) => quote(`${command.name} ${name}`.trimStart())).join('|')}) ${option.choices ? `choices=(${option.choices.map(quote).join(' ')})` : `place=${option.place ?? 'none'}`} ;;`),
  );
  return { commands: known.join('|'), values };
}

function bash(tree: readonly CommandNode[]): string {
  const { commands, values } = cases(tree);
  const lists = tree.map((command) => {
    const words = wordsOf(command);
    return `${quote(command.name)}) options=${quote(optionsOf(command, tree).flatMap(names).join(' '))}; ${words === null ? 'place=file' : `words=${quote(words.join(' '))}`} ;;`;
  });
  return `# bash completion of stdiplo
_stdiplo() {
  local cur=\${COMP_WORDS[COMP_CWORD]} prev=\${COMP_WORDS[COMP_CWORD-1]} at='' i word options='' words='' place='' choices=()
  # bash cuts --format=csv into three words.
  if [[ $cur == '=' ]]; then cur=''; elif [[ $prev == '=' ]]; then prev=\${COMP_WORDS[COMP_CWORD-2]}; fi
  for ((i = 1; i < COMP_CWORD; i++)); do
    word="\${at:+$at }\${COMP_WORDS[i]}"
    case $word in ${commands}) at=$word ;; esac
  done
  case "\${at:+$at }$prev" in
    ${values.join('\n    ')}
  esac
  if [[ \${#choices[@]} -gt 0 ]]; then COMPREPLY=($(compgen -W "\${choices[*]}" -- "$cur")); return; fi
  if [[ -z $place ]]; then
    case $at in
    ${lists.join('\n    ')}
    esac
    if [[ $cur == -* ]]; then COMPREPLY=($(compgen -W "$options" -- "$cur")); return; fi
  fi
  COMPREPLY=($(compgen -W "$words" -- "$cur"))
  local IFS=$'\\n'
  case $place in
    file) compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen -f -- "$cur")) ;;
    folder) compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen -d -- "$cur")) ;;
  esac
}
complete -F _stdiplo stdiplo
`;
}

function zsh(tree: readonly CommandNode[]): string {
  const { commands, values } = cases(tree);
  const described = (name: string, text: string): string => quote(`${name.replaceAll(':', '\\:')}:${text}`);
  const lists = tree.map((command) => {
    const options = optionsOf(command, tree).flatMap((option) => names(option).map((name) => described(name, option.description)));
    const words = wordsOf(command)?.map((word) => described(word, tree.find(({ name }) => name === `${command.name} ${word}`.trimStart())?.description ?? ''));
    return `${quote(command.name)}) options=(${options.join(' ')}); ${words ? `list=(${words.join(' ')})` : 'place=file'} ;;`;
  });
  return `#compdef stdiplo
_stdiplo() {
  local at='' place='' word i prev=\${words[CURRENT-1]}
  local -a options list choices
  for ((i = 2; i < CURRENT; i++)); do
    word="\${at:+$at }\${words[i]}"
    case $word in ${commands}) at=$word ;; esac
  done
  if [[ $PREFIX == --*=* ]]; then prev=\${PREFIX%%=*}; compset -P '*='; fi
  case "\${at:+$at }$prev" in
    ${values.join('\n    ')}
  esac
  if (( $#choices )); then compadd -a choices; return; fi
  if [[ -z $place ]]; then
    case $at in
    ${lists.join('\n    ')}
    esac
    if [[ $PREFIX == -* ]]; then _describe -o option options; return; fi
  fi
  case $place in
    file) _files ;;
    folder) _files -/ ;;
    none) ;;
    *) _describe value list ;;
  esac
}
if [[ $funcstack[1] == _stdiplo ]]; then _stdiplo "$@"; else compdef _stdiplo stdiplo; fi
`;
}

function fish(tree: readonly CommandNode[]): string {
  const fishQuote = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
  const lines = tree.flatMap((command) => {
    const at = `complete -c stdiplo -n ${fishQuote(`__stdiplo_at ${fishQuote(command.name)}`)}`;
    const words = wordsOf(command);
    return [
      ...(words ?? []).map((word) => `${at} -f -a ${fishQuote(word)} -d ${fishQuote(tree.find(({ name }) => name === `${command.name} ${word}`.trimStart())?.description ?? '')}`),
      ...(words === null ? [`${at} -F`] : words.length === 0 ? [`${at} -f`] : []),
      ...optionsOf(command, tree).map((option) => {
        const value = !option.takesValue ? '' : option.choices ? ` -x -a ${fishQuote(option.choices.join(' '))}` : option.place === 'folder' ? " -x -a '(__fish_complete_directories)'" : option.place === 'file' ? ' -r -F' : ' -x';
        return `${at}${option.short === null ? '' : ` -s ${option.short.slice(1)}`} -l ${option.long.slice(2)}${value} -d ${fishQuote(option.description)}`;
      }),
    ];
  });
  return `# fish completion of stdiplo
function __stdiplo_at
    set -l at ''
    for word in (commandline -opc)[2..-1]
        set -l next (string trim "$at $word")
        contains -- "$next" ${tree.filter(({ name }) => name !== '').map(({ name }) => fishQuote(name)).join(' ')}; and set at $next
    end
    test "$at" = "$argv[1]"
end
${lines.join('\n')}
`;
}
