import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { stdiplo } from './support/cli.js';

const FOLDER = 'fixtures/formats';
let folder: string;

beforeAll(() => (folder = mkdtempSync(join(tmpdir(), 'stdiplo-formats-'))));
afterAll(() => rmSync(folder, { recursive: true }));

const records = (stdout: string): Record<string, unknown>[] => stdout.trim().split('\n').map((line) => JSON.parse(line) as Record<string, unknown>);

test('a folder of every format: the good ones read, the others named, and the run ends', () => {
  const ran = stdiplo(['classify', FOLDER, '--format', 'ndjson']);
  const results = records(ran.stdout);
  expect(results.map(({ id }) => id)).toEqual(readdirSync(FOLDER).filter((name) => !name.endsWith('.doc')).sort().map((name) => join(FOLDER, name)));
  expect(results.filter(({ status }) => status === 'error').map(({ id }) => id)).toEqual([`${FOLDER}/ghostscript-scan.pdf`, `${FOLDER}/qpdf-encrypted.pdf`]);
  expect(ran.code).toBe(1);
  expect(ran.stderr).toMatch(/scan\.pdf {2}a PDF with hardly any text .*OCR/);
});

test('evidence in a PDF has its page', () => {
  const [result] = records(stdiplo(['classify', `${FOLDER}/libreoffice.pdf`, '--evidence', '--format', 'ndjson']).stdout);
  const pages = (result!['evidence'] as { page: number }[]).map(({ page }) => page);
  expect(new Set(pages)).toEqual(new Set([1, 2]));
  expect(pages).toEqual([...pages].sort((a, b) => a - b));
});

test.each([
  ['libreoffice.pdf', /^sentence \d+, page 2$/m],
  ['pandoc.docx', /^sentence \d+, paragraph 6$/m],
  ['source.md', /^sentence \d+, line 11$/m],
])('explain %s says where', (name, place) => {
  expect(stdiplo(['explain', `${FOLDER}/${name}`]).stdout).toMatch(place);
});

test('from standard input, by what it holds', () => {
  const ran = stdiplo(['classify', '-', '--format', 'ndjson'], { input: readFileSync(`${FOLDER}/pandoc.docx`) });
  expect(records(ran.stdout)[0]).toMatchObject({ id: '-', status: 'ok', meta: { title: 'Cooperation in science with the island states' } });
});

test('by what it holds, not by its name', () => {
  cpSync(`${FOLDER}/libreoffice.pdf`, join(folder, 'renamed.txt'));
  writeFileSync(join(folder, 'plain.pdf'), 'The two Governments will set up a joint laboratory and exchange scientists under the agreement on scientific cooperation.');
  const ran = stdiplo(['classify', 'renamed.txt', 'plain.pdf', '--format', 'ndjson'], { cwd: folder });
  expect(records(ran.stdout).map(({ status }) => status)).toEqual(['ok', 'ok']);
});

test('a PDF of which some pages are scans says so', () => {
  const ran = stdiplo(['classify', `${FOLDER}/qpdf-half-scan.pdf`, '--format', 'ndjson']);
  expect(records(ran.stdout)[0]).toMatchObject({ status: 'ok', meta: { pagesWithoutText: 1 } });
  expect(ran.stderr).toMatch(/half-scan\.pdf {2}1 of 3 pages without text/);
});

test('annotations name files as seen from the checkout', () => {
  const at = (root: string) => stdiplo(['classify', 'source.md', '--format', 'github', '-q'], { cwd: FOLDER, env: { GITHUB_WORKSPACE: root } }).stdout;
  expect(at(process.cwd())).toMatch(/^::notice file=fixtures\/formats\/source\.md,/);
  expect(at('/elsewhere')).toMatch(/^::notice file=source\.md,/);
});

describe('--encoding', () => {
  const text = Buffer.from('The two Governments will set up a joint laboratory in Z\xfcrich and exchange scientists.', 'latin1');

  test.each(['classify', 'explain'])('%s', (command) => {
    writeFileSync(join(folder, 'latin1.txt'), text);
    expect(stdiplo([command, 'latin1.txt', '--encoding', 'windows-1252'], { cwd: folder }).code).toBe(0);
    const wrong = stdiplo([command, 'latin1.txt', '--encoding', 'utf-8'], { cwd: folder });
    expect(wrong.stderr).toMatch(/latin1\.txt {2}not valid utf-8/);
    const unknown = stdiplo([command, 'latin1.txt', '--encoding', 'klingon'], { cwd: folder });
    expect([unknown.code, unknown.stderr]).toEqual([2, expect.stringMatching(/--encoding klingon is not known; give/)]);
  });
});

test('without the optional packages text formats are read, and the others say what to install', () => {
  const bare = join(folder, 'bare');
  for (const name of ['bin', 'dist', 'package.json']) cpSync(name, join(bare, name), { recursive: true });
  const run = (name: string) => spawnSync(process.execPath, [join(bare, 'bin/stdiplo.js'), 'classify', `${FOLDER}/${name}`, '--format', 'ndjson', '--quiet'], { encoding: 'utf8' });
  for (const name of ['source.md', 'pandoc.html', 'pandoc.rtf', 'pandoc.odt']) expect(JSON.parse(run(name).stdout), name).toMatchObject({ status: 'ok' });
  expect(run('libreoffice.pdf').stderr).toMatch(/npm install unpdf/);
  expect(run('pandoc.docx').stderr).toMatch(/npm install mammoth/);
});
