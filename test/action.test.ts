import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';

interface Action {
  inputs: Record<string, { description?: string; default?: string }>;
  runs: { using: string; steps: { name: string; shell?: string; uses?: string; run?: string; env?: Record<string, string>; 'working-directory'?: string }[] };
}

const action = parse(readFileSync('action.yml', 'utf8')) as Action;
const { steps } = action.runs;
const JOINT = 'The two Governments will set up a joint laboratory for research on new materials and exchange scientists. The agreement on scientific cooperation was signed today.\n';
const INITIATOR = 'role.label == "initiator"';

describe('the shape of the action', () => {
  test('it is composite, and every step is bash of its own or pinned to a commit', () => {
    expect(action.runs.using).toBe('composite');
    for (const { run, shell, uses } of steps) expect(uses === undefined ? [typeof run, shell] : [/@[0-9a-f]{40}$/.test(uses)], uses).toEqual(uses === undefined ? ['string', 'bash'] : [true]);
  });

  test('no input is pasted into a script', () => {
    for (const { name, run } of steps) expect(run, name).not.toContain('${{');
  });

  test('every input is described, has a default, and is used', () => {
    const used = new Set([...JSON.stringify(steps).matchAll(/inputs\.([a-z-]+)/g)].map((match) => match[1]!));
    expect([...used].sort()).toEqual(Object.keys(action.inputs).sort());
    for (const [name, input] of Object.entries(action.inputs)) expect([typeof input.description, typeof input.default], name).toEqual(['string', 'string']);
  });

  test('the hook runs the program that the package has, and nothing but the name of the tarball is printed by npm pack', () => {
    expect(readFileSync('.npmrc', 'utf8')).toMatch(/^foreground-scripts=false$/m);
    const [hook] = parse(readFileSync('.pre-commit-hooks.yaml', 'utf8')) as [Record<string, unknown>];
    const { bin } = JSON.parse(readFileSync('package.json', 'utf8')) as { bin: Record<string, string> };
    expect(hook).toMatchObject({ id: 'stdiplo', language: 'node', types_or: ['plain-text', 'markdown'] });
    expect(Object.keys(bin)).toContain(String(hook['entry']).split(' ')[0]);
  });
});

const hasTools = ['bash', 'git'].every((name) => spawnSync(name, ['--version']).status === 0);

describe.skipIf(!hasTools)('the action’s steps, run as a runner would', () => {
  let place: string;
  let repository: string;
  let tarball: string;

  const git = (...args: string[]): string => execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.org', '-c', 'commit.gpgsign=false', ...args], { cwd: repository, encoding: 'utf8' });
  const write = (name: string, text: string): void => writeFileSync(join(repository, name), text);

  /** What a runner does: expressions become values, env is set, the script is given to bash. */
  function runStep(index: number, inputs: Record<string, string>) {
    const known: Record<string, string> = { 'github.action_path': process.cwd() };
    for (const [name, input] of Object.entries(action.inputs)) known[`inputs.${name}`] = inputs[name] ?? input.default!;
    const filled = (text: string): string => text.replace(/\$\{\{ *([\w.-]+) *\}\}/g, (_, name: string) => known[name]!);
    const { run, env = {}, 'working-directory': cwd = '.' } = steps[index]!;
    const script = join(place, 'step.sh');
    writeFileSync(script, run!);
    const { status, stdout, stderr } = spawnSync('bash', ['--noprofile', '--norc', '-eo', 'pipefail', script], {
      cwd: join(repository, filled(cwd)),
      encoding: 'utf8',
      env: { ...process.env, NO_COLOR: '1', RUNNER_TEMP: join(place, 'temp dir'), ...Object.fromEntries(Object.entries(env).map(([name, value]) => [name, filled(value)])) },
    });
    return { code: status, stdout, stderr, ids: stdout.split('\n').flatMap((line) => (line.startsWith('{') ? [(JSON.parse(line) as { id: string }).id] : [])) };
  }
  const classify = (inputs: Record<string, string>) => runStep(1, { format: 'ndjson', ...inputs });

  beforeAll(() => {
    place = mkdtempSync(join(tmpdir(), 'stdiplo-action-'));
    repository = join(place, 'repository');
    mkdirSync(join(repository, 'docs'), { recursive: true });
    mkdirSync(join(place, 'temp dir'));
    const [{ filename }] = JSON.parse(execFileSync('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', place], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })) as [{ filename: string }];
    tarball = join(place, filename);
    git('init', '-q', '-b', 'main');
    for (const name of ['kept', 'changed', 'gone', 'moved']) write(`docs/${name}.txt`, `${JOINT}${name}\n`);
    git('add', '.');
    git('commit', '-qm', 'first');
    git('checkout', '-q', '-b', 'work');
    write('docs/changed.txt', `${JOINT}We launched this initiative and will host the secretariat.\n`);
    write('docs/new one.txt', JOINT);
    write('notes.csv', 'a,b\n');
    git('rm', '-q', 'docs/gone.txt');
    git('mv', 'docs/moved.txt', 'docs/renamed.txt');
    git('add', '.');
    git('commit', '-qm', 'second');
  }, 60_000);
  afterAll(() => rmSync(place, { recursive: true }));

  test('install takes a packed tarball, and says its version', () => {
    const ran = runStep(0, { version: tarball });
    expect(ran).toMatchObject({ code: 0 });
    expect(ran.stdout).toMatch(/^\d+\.\d+\.\d+$/m);
  }, 60_000);

  test.each(['latest', '1.2.3; touch pwned', 'git+https://example.org/x.git', '../nowhere.tgz', '--help'])('install refuses %s as a version', (version) => {
    expect(runStep(0, { version })).toMatchObject({ code: 2, stderr: expect.stringContaining('neither a version') as string });
  });

  test.each<[string, Record<string, string>, number, string[]]>([
    ['a folder', { patterns: 'docs' }, 0, ['docs/changed.txt', 'docs/kept.txt', 'docs/new one.txt', 'docs/renamed.txt']],
    ['several patterns, with a blank', { patterns: 'docs/new one.txt\n\ndocs/k*.txt\n' }, 0, ['docs/new one.txt', 'docs/kept.txt']],
    ['another folder', { patterns: 'kept.txt', 'working-directory': 'docs' }, 0, ['kept.txt']],
    ['changed files', { 'changed-since': 'main', patterns: '*.txt' }, 0, ['docs/changed.txt', 'docs/new one.txt', 'docs/renamed.txt']],
    ['changed files, seen from a folder', { 'changed-since': 'main', 'working-directory': 'docs' }, 0, ['changed.txt', 'new one.txt', 'renamed.txt']],
    ['nothing changed', { 'changed-since': 'work', patterns: '*.txt' }, 0, []],
    ['a condition that holds', { patterns: 'docs/changed.txt', 'fail-on': `words < 5\n${INITIATOR}` }, 1, ['docs/changed.txt']],
    ['a condition that does not', { patterns: 'docs/kept.txt', 'fail-on': 'words < 5' }, 0, ['docs/kept.txt']],
    ['more arguments', { patterns: 'docs', args: '--where\nid == "docs/kept.txt"' }, 0, ['docs/kept.txt']],
    ['a broken condition', { patterns: 'docs', 'fail-on': 'words <' }, 2, []],
    ['nothing named', {}, 2, []],
    ['an unknown format', { patterns: 'docs', format: 'xml' }, 2, []],
    ['an unknown commit', { 'changed-since': 'nowhere' }, 128, []],
  ])('%s', (_, inputs, code, ids) => {
    const ran = classify(inputs);
    expect({ code: ran.code, ids: ran.ids }, ran.stderr).toEqual({ code, ids });
  });

  test.each(Object.keys(action.inputs).filter((name) => name !== 'working-directory'))('nothing in %s is run, and no option is smuggled in', (name) => {
    const attacks = ['$(touch pwned)`touch pwned`"; touch pwned; "\'; touch pwned; \'\n; touch pwned\n', ...(name === 'args' ? [] : ['--output=pwned'])];
    for (const attack of attacks) {
      const inputs = { format: 'ndjson', patterns: 'docs', ...(name === 'patterns' && { 'changed-since': 'main' }), [name]: attack };
      runStep(name === 'version' ? 0 : 1, inputs);
      expect(git('status', '--porcelain'), attack).toBe('');
    }
  });
});
