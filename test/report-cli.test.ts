import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { OkResult } from '../src/types.js';
import { stdiplo } from './support/cli.js';
import type { Ran } from './support/cli.js';
import { dataOf } from './support/page.js';

let folder: string;
const TEXT = 'The two Governments will set up a joint laboratory for research on new materials and exchange scientists. The agreement on scientific cooperation was signed today.';
const report = (...args: string[]): Ran => stdiplo(['report', ...args], { cwd: folder });
const written = (name = 'report.html'): string => readFileSync(join(folder, name), 'utf8');

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'stdiplo-report-'));
  mkdirSync(join(folder, 'docs'));
  writeFileSync(join(folder, 'docs/a.txt'), TEXT);
  writeFileSync(join(folder, 'docs/b.txt'), 'Tourism grew last year, and the museum was full of visitors from the north.');
  writeFileSync(join(folder, 'empty.txt'), '');
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('report', () => {
  test('writes a page whose figures are those of classify', () => {
    const ran = report('docs', '-o', 'report.html');
    expect(ran).toMatchObject({ code: 0, stdout: '' });
    expect(ran.stderr).toMatch(/^2 documents; report\.html is 0\.\d MB\n$/);
    const { documents, lexicons } = dataOf(written());
    const lines = stdiplo(['classify', 'docs', '--format', 'ndjson', '-q'], { cwd: folder }).stdout.trim().split('\n');
    for (const [i, line] of lines.entries()) {
      const { id, words, relevance, axes } = JSON.parse(line) as OkResult;
      expect(documents[i]).toMatchObject({ id, words, relevance });
      const named = Object.fromEntries(documents[i]!.axes.map(({ hits, weight, ...rest }, n) => {
        const { id: axis, poles } = lexicons[n]!;
        return [axis, { ...rest, hits: { [poles[0]!]: hits[0], [poles[1]!]: hits[1] }, weight: { [poles[0]!]: weight[0], [poles[1]!]: weight[1] } }];
      }));
      expect(axes).toMatchObject(named);
    }
    expect(readdirSync(folder).filter((name) => name.endsWith('.part'))).toEqual([]);
  });

  test('prints it where no file is named', () => {
    const ran = report('docs', '-q');
    expect(ran.stdout).toMatch(/^<!doctype html>[\s\S]*<\/html>\n$/);
    expect(ran.stderr).toBe('');
  });

  test('of results of an earlier run, with their evidence', () => {
    writeFileSync(join(folder, 'results.json'), stdiplo(['classify', 'docs', '--format', 'json', '--evidence', '-q'], { cwd: folder }).stdout);
    expect(report('--results', 'results.json', '-o', 'results.html', '--title', 'What <they> did').code).toBe(0);
    const page = written('results.html');
    expect(page).toContain('<h1>What &lt;they&gt; did</h1>');
    expect(dataOf(page).documents.map(({ id }) => id)).toEqual(dataOf(written()).documents.map(({ id }) => id));
    expect(dataOf(page).documents.map(({ axes }) => axes)).toEqual(dataOf(written()).documents.map(({ axes }) => axes));
    expect(dataOf(page).hasTexts).toBe(false);
  });

  test('of documents for which a condition holds, and of such results', () => {
    for (const args of [['docs'], ['--results', 'results.json']]) {
      const ran = report(...args, '-o', 'where.html', '--where', 'relevance.label == "off_topic"');
      expect(ran.stderr).toMatch(/^1 document, 1 left out by --where; where\.html is /);
      expect(dataOf(written('where.html')).documents.map(({ id }) => id)).toEqual(['docs/b.txt']);
    }
    expect(report('docs', '-o', 'none.html', '--where', 'words > 1000')).toMatchObject({ code: 2 });
    expect(readdirSync(folder)).not.toContain('none.html');
  });

  test('a document that cannot be read is named on the page and in the exit code', () => {
    const ran = report('docs', 'empty.txt', '-o', 'report.html');
    expect(ran.code).toBe(1);
    expect(ran.stderr).toContain('3 documents, 1 of them not readable');
    expect(written()).toContain('<span class="name">empty.txt</span>');
  });

  test.each([
    ['over one of its documents', ['docs/a.txt', '-o', 'docs/a.txt'], 'docs/a.txt  is one of the files to read'],
    ['with documents and results', ['docs', '--results', 'x.json'], 'documents are named as well as --results'],
    ['of results that are none', ['--results', 'docs/a.txt', '-o', 'no.html'], 'docs/a.txt:1'],
    ['of nothing', ['-o', 'no.html'], 'no documents named'],
    ['into a folder that is a file', ['docs', '-o', 'docs/a.txt/no.html'], 'docs/a.txt/no.html'],
  ])('refuses to work %s', (_, args, message) => {
    const ran = report(...args);
    expect(ran.code).toBe(2);
    expect(ran.stderr).toContain(message);
    expect(readFileSync(join(folder, 'docs/a.txt'), 'utf8')).toBe(TEXT);
    expect(readdirSync(folder)).not.toContain('no.html');
  });
});
