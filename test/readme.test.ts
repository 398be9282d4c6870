import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { EXIT } from '../src/cli/exit.js';
import { stdiplo } from './support/cli.js';

const README = readFileSync('README.md', 'utf8');

/** Commands in `console` blocks, with the output that the README shows. */
const examples = [...README.matchAll(/```console\n\$ npx stdiplo (.+)\n([\s\S]*?)```/g)].map((match) => [match[1]!, match[2]!] as const);

describe('what the README shows is what the program prints', () => {
  test('there are examples', () => {
    expect(examples.length).toBeGreaterThan(1);
  });

  test.each(examples)('stdiplo %s', (command, output) => {
    const { stdout } = stdiplo(command.split(' '));
    // Three dots stand for lines that are left out.
    const parts = output.split(/^\.\.\.$/m).map((part) => part.replace(/^\n+|\n+$/g, ''));
    if (parts.length === 1) expect(stdout).toBe(output);
    let at = 0;
    for (const part of parts) {
      expect(stdout.slice(at)).toContain(part);
      at = stdout.indexOf(part, at) + part.length;
    }
  });
});

test('the table of exit codes is the one in force', () => {
  const codes = [...README.matchAll(/^\| (\d+) \|/gm)].map((match) => Number(match[1]));
  expect(codes).toEqual(Object.values(EXIT));
});

test('every option in the README exists', () => {
  const help = ['classify', 'explain', 'trend', 'report', 'validate', 'sample', 'fit', 'lexicon test', 'lexicon suggest', 'lexicon diff', 'diff', 'lexicon import', 'lexicon export']
    .map((command) => stdiplo([...command.split(' '), '--help']).stdout)
    .concat(stdiplo(['--help']).stdout)
    .join('');
  const others = ['git diff --name-only --relative --diff-filter', 'npm install --omit'];
  const options = new Set([...others.reduce((text, each) => text.replaceAll(each, ''), README).matchAll(/(?<=[\s`(])--[a-z-]+/g)].map(([option]) => option));
  expect([...options].filter((option) => !help.includes(option))).toEqual([]);
});
