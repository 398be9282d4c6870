import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse as parseYaml } from 'yaml';
import { stdiplo } from './support/cli.js';

const folder = mkdtempSync(join(tmpdir(), 'stdiplo-init-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('lexicon init', () => {
  const init = (...args: string[]) => stdiplo(['lexicon', 'init', ...args], { cwd: folder });
  let text: string;
  beforeAll(() => {
    expect(init('Our tone.yml').code).toBe(0);
    text = readFileSync(join(folder, 'Our tone.yml'), 'utf8');
  });

  test('passes lint, and is an axis at once', () => {
    expect(stdiplo(['lexicon', 'lint', 'Our tone.yml'], { cwd: folder })).toMatchObject({ code: 0, stdout: '' });
    const ran = stdiplo(['classify', '-', '--lexicon', 'Our tone.yml', '--lexicons', resolve('lexicons'), '--format', 'ndjson'], { cwd: folder, input: 'The two Governments will support open science, joint laboratories and scientific cooperation between universities.' });
    expect(JSON.parse(ran.stdout)).toMatchObject({ axes: { 'our-tone': { label: 'open' } } });
  });

  test.each([
    ['a path from its folder', 'tone.yml'],
    ['from another', 'sub/folder/tone.yml'],
    ['a URL where the path has a space', `a b/../${'../'.repeat(20)}${folder.slice(1)}/x y/tone.yml`],
  ])('its first line names the schema that ships: %s', (_, file) => {
    expect(init(file).code).toBe(0);
    const place = /^# yaml-language-server: \$schema=(\S+)\n/.exec(readFileSync(resolve(folder, file), 'utf8'))![1]!;
    const schema = place.startsWith('file:') ? fileURLToPath(place) : resolve(dirname(resolve(folder, file)), place);
    expect(schema).toBe(resolve('schema/lexicon.schema.json'));
    const validate = new Ajv2020({ strict: false }).compile(JSON.parse(readFileSync(schema, 'utf8')) as object);
    expect(validate(parseYaml(text)), JSON.stringify(validate.errors)).toBe(true);
  });

  test('does not overwrite, unless forced', () => {
    writeFileSync(join(folder, 'mine.yml'), 'mine');
    expect(init('mine.yml')).toMatchObject({ code: 2, stderr: expect.stringMatching(/mine\.yml {2}is there already; .*--force/) as string });
    expect(readFileSync(join(folder, 'mine.yml'), 'utf8')).toBe('mine');
    expect(init('mine.yml', '--force').code).toBe(0);
    expect(readFileSync(join(folder, 'mine.yml'), 'utf8')).toMatch(/^id: mine /m);
  });

  test('a place that cannot be written to is a problem, not a crash', () => {
    writeFileSync(join(folder, 'file'), '');
    mkdirSync(join(folder, 'dir.yml'));
    for (const args of [['file/tone.yml'], ['dir.yml', '--force']]) expect(init(...args)).toMatchObject({ code: 2, stderr: expect.stringMatching(/that you may write to/) as string });
    expect(existsSync(join(folder, 'dir.yml.part'))).toBe(false);
  });
});
