import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { BIN, stdiplo } from './support/cli.js';

const JOINT = 'The two Governments will set up a joint laboratory for research on new materials and exchange scientists. The agreement on scientific cooperation was signed today.\n';
const TOURISM = 'Tourism grew last year, and the museum was full of visitors from the north.\n';
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'stdiplo-gates-'));
  mkdirSync(join(folder, 'docs'));
  writeFileSync(join(folder, 'docs/lab.txt'), JOINT);
  writeFileSync(join(folder, 'docs/museum.txt'), TOURISM);
  writeFileSync(join(folder, 'latin1.txt'), Buffer.from([0x43, 0xf4, 0x74, 0xe9]));
  const run = (...args: string[]): string => stdiplo(['classify', ...args], { cwd: folder }).stdout;
  writeFileSync(join(folder, 'all.json'), run('docs', 'latin1.txt', '--format', 'json'));
  writeFileSync(join(folder, 'museum.ndjson'), run('docs/museum.txt', '--format', 'ndjson'));
  writeFileSync(join(folder, 'strict.json'), run('docs', '--format', 'json', '--strict'));
  writeFileSync(join(folder, 'records.ndjson'), `${JSON.stringify({ id: 'old', text: JOINT, date: '1999' })}\n${JSON.stringify({ id: 'new', text: JOINT, date: '2014-01-02' })}\n{broken\n`);
});
afterAll(() => rmSync(folder, { recursive: true }));

const LAB = 'docs/lab.txt';
const MUSEUM = 'docs/museum.txt';
const LABEL = 'model.label == "factor-based"';
const OFF = 'relevance.label == "off_topic"';

function classify(...args: string[]) {
  const ran = stdiplo(['classify', '--format', 'ndjson', ...args], { cwd: folder });
  const lines = ran.stdout.trim().split('\n').filter((line) => line !== '');
  return { ...ran, ids: lines.map((line) => (JSON.parse(line) as { id: string }).id) };
}

describe('gates', () => {
  test.each<[string, string[], number, string[], RegExp | null]>([
    ['a condition that holds', ['docs', '--fail-on', LABEL], 1, [LAB, MUSEUM], /^failed: docs\/lab\.txt {2}model\.label == "factor-based" {2}\(model\.label is "factor-based"\)\n2 documents, 1 failed$/m],
    ['a condition that holds for none', ['docs', '--fail-on', 'words > 1000'], 0, [LAB, MUSEUM], /^2 documents$/m],
    ['two conditions, one document each', ['docs', '--fail-on', LABEL, '--fail-on', OFF], 1, [LAB, MUSEUM], /2 failed/],
    ['the same condition twice', [LAB, '--fail-on', LABEL, '--fail-on', LABEL], 1, [LAB], /^(failed: [^\n]*\n)1 document/m],
    ['quiet still says what failed', ['docs', '-q', '--fail-on', LABEL], 1, [LAB, MUSEUM], /^failed: [^\n]*\n$/],
    ['where', ['docs', '--where', OFF], 0, [MUSEUM], /1 document, 1 left out by --where/],
    ['two of where: both must hold', ['docs', '--where', OFF, '--where', 'words < 3'], 2, [], /--where leaves out every document; loosen it/],
    ['nothing left, allowed', ['docs', '--where', 'words < 3', '--allow-empty'], 0, [], /0 documents, 2 left out/],
    ['what is left out does not fail', ['docs', '--where', OFF, '--fail-on', LABEL], 0, [MUSEUM], /left out/],
    ['unreadable documents are not left out', ['docs', 'latin1.txt', '--where', OFF], 1, [MUSEUM, 'latin1.txt'], /not UTF-8/],
    ['by date, of records', ['--input-format', 'ndjson', 'records.ndjson', '--where', 'year >= 2013', '--max-errors', '1'], 0, ['new', 'records.ndjson:3'], /1 left out/],
    ['as many errors as allowed', ['docs', 'latin1.txt', '--max-errors', '1'], 0, [LAB, MUSEUM, 'latin1.txt'], /1 of them not readable/],
    ['one more', ['docs', 'latin1.txt', '--max-errors', '0'], 1, [LAB, MUSEUM, 'latin1.txt'], /not readable/],
    ['errors may be allowed and still be failures', ['docs', 'latin1.txt', '--max-errors', '1', '--fail-on', 'status == "error"'], 1, [LAB, MUSEUM, 'latin1.txt'], /failed: latin1\.txt/],
    ['nothing could be read, so nothing was judged', ['latin1.txt', '--max-errors', '5'], 2, ['latin1.txt'], /no document could be read/],
    ['the same with a condition', ['latin1.txt', '--fail-on', LABEL], 2, ['latin1.txt'], /no document could be read/],
    ['a missing file beats a failure', [LAB, 'nowhere.txt', '--fail-on', LABEL], 2, [LAB], /nowhere\.txt/],
    ['no documents', ['--files-from', 'empty', '--fail-on', LABEL], 2, [], /empty {2}no such file/],
    ['broken conditions, all at once', ['docs', '--fail-on', 'rol.label == "x"', '--where', 'words >'], 2, [], /--where:8 {2}ends too early[^]*\^[^]*--fail-on:1 {2}there is no rol[^]*role\.label[^]*\n {2}\^/],
    ['an axis that is not loaded', ['docs', '--lexicons', 'nowhere', '--fail-on', LABEL], 2, [], /nowhere/],
    ['metadata that no document has', ['docs', '--fail-on', 'country == "CHN"'], 0, [LAB, MUSEUM], /note: no document has country/],
    ['known failures', ['docs', '--fail-on', LABEL, '--baseline', 'all.json'], 0, [LAB, MUSEUM], /2 documents, 1 known to fail/],
    ['a new document', ['docs', '--fail-on', LABEL, '--baseline', 'museum.ndjson'], 1, [LAB, MUSEUM], /1 failed/],
    ['known by one condition, new by another', ['docs', '--fail-on', `${LABEL} && significant == null`, '--fail-on', 'words > 5', '--baseline', 'strict.json'], 1, [LAB, MUSEUM], /strict\.json was made otherwise: option strict[^]*1 failed, 1 known/],
    ['a baseline without conditions', ['docs', '--baseline', 'all.json'], 2, [], /--baseline without --fail-on/],
    ['no baseline', ['docs', '--fail-on', LABEL, '--baseline', 'nowhere.json'], 2, [], /nowhere\.json {2}no such file/],
    ['a baseline that is none', ['docs', '--fail-on', LABEL, '--baseline', LAB], 2, [], /docs\/lab\.txt:1 {2}not JSON/],
    ['a list whose names are all wrong, though it may be empty', ['--files-from', 'wrong', '--allow-empty'], 2, [], /wrong {2}none of the names in it exists, such as root\/lab\.txt; .*--relative/],
  ])('%s', (_, args, code, ids, complaint) => {
    writeFileSync(join(folder, 'wrong'), 'root/lab.txt\nroot/museum.txt\n');
    const ran = classify(...args);
    expect({ code: ran.code, ids: ran.ids }, ran.stderr).toEqual({ code, ids });
    if (complaint) expect(ran.stderr).toMatch(complaint);
    expect(ran.stderr).not.toMatch(/\n\s+at /);
  });

  test('a name cannot forge a line', () => {
    const input = `${JSON.stringify({ id: 'x\nfailed: y', text: JOINT })}\n`;
    const ran = stdiplo(['classify', '--input-format', 'ndjson', '--fail-on', LABEL, '-'], { input });
    expect(ran.stderr).not.toMatch(/^failed: y/m);
    expect(ran.code).toBe(1);
  });
});

describe.skipIf(spawnSync('git', ['--version']).status !== 0)('the pipeline of the README', () => {
  let repository: string;
  const git = (...args: string[]): string => execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.org', '-c', 'commit.gpgsign=false', ...args], { cwd: repository, encoding: 'utf8' });
  const pipeline = /```sh\n(git diff [^`]*)```/.exec(readFileSync('README.md', 'utf8'))![1]!;

  beforeAll(() => {
    repository = join(folder, 'repository');
    mkdirSync(join(repository, 'docs'), { recursive: true });
    git('init', '-q', '-b', 'main');
    for (const name of ['kept', 'changed', 'gone', 'moved']) writeFileSync(join(repository, `docs/${name}.txt`), `${TOURISM}${name}\n`);
    git('add', '.');
    git('commit', '-qm', 'first');
    git('checkout', '-q', '-b', 'work');
    writeFileSync(join(repository, 'docs/changed.txt'), JOINT);
    writeFileSync(join(repository, 'docs/new Ä\n.md'), 'Nothing like any other file.\n');
    writeFileSync(join(repository, 'table.csv'), 'a,b\n');
    git('rm', '-q', 'docs/gone.txt');
    git('mv', 'docs/moved.txt', 'docs/renamed.txt');
    git('add', '.');
    git('commit', '-qm', 'second');
  });

  /** The README's own lines, with this program, and a format whose lines can be counted. */
  function sh(script: string, cwd = '.') {
    const { status, stdout, stderr } = spawnSync('sh', ['-c', script.replaceAll('npx stdiplo', `"${process.execPath}" "${BIN}"`).replace(/--format \w+/, '--format ndjson')], { cwd: join(repository, cwd), encoding: 'utf8' });
    return { code: status, stderr, ids: stdout.split('\n').filter((line) => line !== '').map((line) => (JSON.parse(line) as { id: string }).id) };
  }
  const CHANGED = ['docs/changed.txt', 'docs/new Ä\n.md', 'docs/renamed.txt'];

  test('what was added, changed and renamed is read; what was deleted is not', () => {
    const ran = sh(pipeline);
    expect(ran.ids, ran.stderr).toEqual(CHANGED);
  });

  test.each<[string, (script: string) => string, number, string[], RegExp]>([
    ['the gate is met', (script) => script.replace(/--fail-on '[^']*'/, `--fail-on 'words > 1000'`), 0, CHANGED, /3 documents$/m],
    ['the gate is not', (script) => script.replace(/--fail-on '[^']*'/, `--fail-on '${LABEL}'`), 1, CHANGED, /failed: docs\/changed\.txt/],
    ['nothing changed', (script) => script.replace('main', 'work'), 0, [], /0 documents/],
    ['a deleted file in the list is said, the rest is read', (script) => script.replace(' --diff-filter=d', ''), 0, CHANGED, /skipped: docs\/gone\.txt/],
    ['and fails without --allow-empty', (script) => script.replace(' --diff-filter=d', '').replace('--allow-empty', ''), 2, CHANGED, /error: docs\/gone\.txt {2}no such file/],
  ])('%s', (_, change, code, ids, complaint) => {
    const ran = sh(change(pipeline.replace(/--fail-on '[^']*'/, "--fail-on 'words > 1000'")));
    expect({ code: ran.code, ids: ran.ids }, ran.stderr).toEqual({ code, ids });
    expect(ran.stderr).toMatch(complaint);
  });

  test('from a folder, names are those seen from it; names seen from elsewhere are no green tick', () => {
    expect(sh(pipeline, 'docs').ids).toEqual(CHANGED.map((name) => name.slice(5)));
    expect(sh(pipeline.replace(' --relative', ''), 'docs')).toMatchObject({ code: 2, ids: [], stderr: expect.stringMatching(/none of the names/) as string });
  });
});
