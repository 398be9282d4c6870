import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseYaml } from '../src/yaml.js';

const read = (text: string) => parseYaml(text, 'f.yml', { kind: 'config', mostBytes: 65_536, whenLarger: 'shorten it' });
const faults = (text: string): string[] => read(text).problems.map(({ line, column, message }) => `${line}:${column} ${message}`);

describe('YAML from strangers', () => {
  test.each([
    ['explicit keys in each other', `a: 1\n${'? '.repeat(1000)}x`, ['2:1 nested too deep']],
    ['brackets', '['.repeat(30_000), ['1:51 nested too deep']],
    ['closed brackets', `${'['.repeat(1000)}${']'.repeat(1000)}`, ['1:51 nested too deep']],
    ['lists in each other', `a: ${'- '.repeat(1000)}x`, ['1:2 nested too deep']],
    ['a deep indentation', `a:\n${' '.repeat(101)}b: 1`, ['2:1 nested too deep']],
    ['an alias', 'a: &x 1\nb: *x', ['1:7 an anchor (&name)', '2:4 an alias (*name)']],
    ['a tag', 'a: !!js/function x', [expect.stringContaining('tag')]],
    ['a key twice', 'a: 1\na: 2', ['2:1 the key "a" stands twice']],
  ])('refuses %s', (_, text, expected) => {
    expect(faults(text)).toEqual(expected);
  });

  test('refuses what is too large', () => {
    expect(read('#'.repeat(65_537)).problems).toMatchObject([{ code: 'config_size', remedy: 'shorten it' }]);
  });

  test('names that objects have anyway are keys like others', () => {
    const yaml = read('__proto__: {a: 1}\nconstructor: 2');
    expect('value' in yaml && Object.keys(yaml.value as object)).toEqual(['__proto__', 'constructor']);
    expect(({} as Record<string, unknown>)['a']).toBeUndefined();
  });

  test('never throws, and has a place for every problem', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('a', ':', ' ', '\n', '- ', '? ', '[', ']', '{', '}', '"', "'", '&', '*', '!', '|', '#', ',', '\t', '%', '@'), { maxLength: 60 }), (parts) => {
        for (const problem of read(parts.join('')).problems) expect(problem.line).toBeGreaterThan(0);
      }),
    );
  });
});
