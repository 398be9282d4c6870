import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeProgram } from '../src/cli/program.js';
import { Terminal } from '../src/cli/terminal.js';
import { commandTree } from '../src/cli/tree.js';
import { stdiplo } from './support/cli.js';

const has = (program: string): boolean => spawnSync(program, ['--version']).error === undefined;

/** What stands on the line before TAB, and what stands there after it, where one thing fits. */
const CASES = [
  ['cl', 'classify'],
  ['lexicon su', 'lexicon suggest'],
  ['lexicon import --fr', 'lexicon import --from'],
  ['classify --format nd', 'classify --format ndjson'],
  ['classify -f nd', 'classify -f ndjson'],
  ['classify --format=nd', 'classify --format=ndjson'],
  ['lexicon import --from w', 'lexicon import --from wordstat'],
  ['completion z', 'completion zsh'],
  ['classify --quiet pap', 'classify --quiet papers'],
  ['classify --lexicons pap', 'classify --lexicons papers'],
  ['lexicon lint only', 'lexicon lint only-file.yml'],
] as const;

const BASH = `source ./bash.sh
IFS=' ' read -ra COMP_WORDS <<< "stdiplo \${1/=/ = }"
COMP_CWORD=$((\${#COMP_WORDS[@]} - 1))
_stdiplo
[[ \${#COMPREPLY[@]} == 1 ]] && echo "\${1%[ =]*}|\${COMPREPLY[0]}"`;
const FISH = `source ./fish.fish
complete -C "stdiplo $argv[1]"`;
const ZSH = String.raw`zmodload zsh/zpty
zpty z "TERM=dumb zsh -f -i"
hear() { local line i; for i in {1..200}; do if zpty -r -t z line; then out+=$line; [[ $out == *$1* ]] && return; else sleep 0.05; fi; done }
zpty -w -n z $'PS1=; unsetopt zle_bracketed_paste; fpath=($PWD $fpath); autoload -U compinit; compinit -u -D; stdiplo() { print -r -- "<$*>" }; echo re""ady\n'
hear ready
for line in "$@"; do out=''; zpty -w -n z "stdiplo $line"$'\t\n'; hear '>'; print -r -- ${'$'}{${'$'}{out##*<}%%>*}; done`;

describe('completion', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'stdiplo-completion-'));
    mkdirSync(join(folder, 'papers'));
    writeFileSync(join(folder, 'only-file.yml'), '');
    for (const [shell, name] of [['bash', 'bash.sh'], ['zsh', '_stdiplo'], ['fish', 'fish.fish']] as const) writeFileSync(join(folder, name), stdiplo(['completion', shell]).stdout);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  test.skipIf(!has('bash')).each(CASES)('bash: %s', (line, expected) => {
    const out = execFileSync('bash', ['--norc', '-c', BASH, 'bash', line], { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
    expect(out.split('|')[1]).toBe(expected.split(/[ =]/).at(-1));
  });

  test.skipIf(!has('zsh'))('zsh', () => {
    const out = execFileSync('zsh', ['-f', '-c', ZSH, 'zsh', ...CASES.map(([line]) => line)], { cwd: folder, encoding: 'utf8' });
    expect(out.replaceAll('\r', '').trim().split('\n').map((line) => line.replace(/\/$/, ''))).toEqual(CASES.map(([, expected]) => expected));
  });

  test.skipIf(!has('fish')).each(CASES)('fish: %s', (line, expected) => {
    const out = execFileSync('fish', ['--no-config', '-c', FISH, line], { cwd: folder, encoding: 'utf8' }).trim();
    expect(out.split('\t')[0]!.replace(/\/$/, '')).toBe(expected.split(' ').at(-1));
  });

  test('no other shell', () => {
    expect(stdiplo(['completion', 'csh']).code).toBe(2);
  });
});

describe('the manual page', () => {
  const page = readFileSync('man/stdiplo.1', 'utf8');

  test('names every command and option', () => {
    const plain = page.replaceAll('\\-', '-');
    for (const { name, options } of commandTree(makeProgram({ terminal: new Terminal(process), exitCode: 0 }))) {
      expect(plain).toContain(name);
      for (const { flags } of options) expect(plain).toContain(`.B ${flags}\n`);
    }
  });

  test.skipIf(!has('groff'))('groff has nothing to say against it', () => {
    expect(spawnSync('groff', ['-man', '-Tutf8', '-ww', '-z', 'man/stdiplo.1'], { encoding: 'utf8' }).stderr).toBe('');
  });

  test.skipIf(spawnSync('mandoc', ['-Tlint', '/dev/null']).error !== undefined)('mandoc has nothing to say against it but that it has no date', () => {
    const { stdout } = spawnSync('mandoc', ['-Tlint', '-Wwarning', 'man/stdiplo.1'], { encoding: 'utf8' });
    expect(stdout.trim().split('\n').filter((line) => !line.includes('missing date'))).toEqual([]);
  });
});
