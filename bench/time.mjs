/**
 * How long does it take? Whole processes, in pairs with `node -e 0`, medians of the ratios: absolute times say more of
 * the machine than of the program.
 *
 *   npm run bench                      start-up, and one document of the fixtures repeated to 18 KB
 *   npm run bench -- 'corpus/*.txt'    also a corpus
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const PAIRS = 9;
const corpus = process.argv[2];
const folder = mkdtempSync(join(tmpdir(), 'stdiplo-bench-'));
const document = join(folder, 'document.txt');
const text = readFileSync('fixtures/documents/lake-basin-action-plan.txt', 'utf8');
writeFileSync(document, text.repeat(Math.ceil(18_000 / text.length)).slice(0, 18_000));

function seconds(args) {
  const start = process.hrtime.bigint();
  const { status } = spawnSync(process.execPath, args, { stdio: 'ignore' });
  if (status !== 0) throw new Error(`exit code ${status}: ${args.join(' ')}`);
  return Number(process.hrtime.bigint() - start) / 1e9;
}

function median(values) {
  return values.sort((a, b) => a - b)[Math.floor(values.length / 2)];
}

function compare(name, args) {
  seconds(args);
  const pairs = Array.from({ length: PAIRS }, () => [seconds(args), seconds(['-e', '0'])]);
  console.log(`${name.padEnd(28)}${median(pairs.map(([ours, bare]) => ours / bare)).toFixed(2)} x node -e 0   (${median(pairs.map(([ours]) => ours)).toFixed(3)} s)`);
}

compare('--version', ['bin/stdiplo.js', '--version']);
compare('one document, 18 KB', ['bin/stdiplo.js', 'classify', '-q', document]);
if (corpus) {
  const runs = Array.from({ length: 3 }, () => seconds(['bin/stdiplo.js', 'classify', '-q', corpus]));
  console.log(`${corpus.padEnd(28)}${median(runs).toFixed(2)} s, median of ${runs.length}`);
}
rmSync(folder, { recursive: true });
