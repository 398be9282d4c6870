import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { BIN } from '../support/cli.js';
import { TEXT, expectSound, run } from '../support/hostile.js';

const has = (program: string): boolean => spawnSync('sh', ['-c', `command -v ${program}`]).status === 0;
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'stdiplo-faults-'));
  mkdirSync(join(folder, 'out'));
  writeFileSync(join(folder, 'a.txt'), TEXT);
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Each call is made to fail at its first, second, ... use by any thread: Node's own at its start, and ours. */
const FAULTS: [fault: string, times: number][] = [['write:ENOSPC', 40], ['write:EIO', 40], ['openat:EMFILE', 90], ['openat:EACCES', 90], ['fsync:EIO', 2], ['rename:EACCES', 2], ['rename:ENOSPC', 2], ['close:EIO', 90], ['chmod:EPERM', 3]];

describe.skipIf(!has('strace'))('a system call on the output fails', () => {
  test.each(FAULTS)('%s, %d times: the old file or the whole new one, and no trace', (fault, times) => {
    const [call, error] = fault.split(':') as [string, string];
    const args = ['classify', '-q', 'a.txt', '-o', 'out/x.json'];
    spawnSync(process.execPath, [BIN, ...args], { cwd: folder });
    const whole = readFileSync(join(folder, 'out/x.json'), 'utf8');
    let failed = 0;
    for (let n = 1; n <= times; n += 1) {
      writeFileSync(join(folder, 'out/x.json'), 'old');
      const ran = spawnSync('strace', ['-f', '-o', '/dev/null', '-e', `trace=${call}`, '-e', `inject=${call}:error=${error}:when=${n}`, process.execPath, BIN, ...args], { cwd: folder, encoding: 'utf8', timeout: 60_000 });
      const left = readFileSync(join(folder, 'out/x.json'), 'utf8');
      // A fault while the document was read makes another whole file, with an error record.
      if (left !== 'old' && left !== whole) expect(JSON.parse(left), `${fault} at ${n}`).toMatchObject({ results: [{ status: 'error' }] });
      if (left === 'old') failed += 1;
      // Node may not find its own parts; our own code never shows a trace.
      expect(ran.stderr, `${fault} at ${n}`).not.toMatch(/\n\s+at .*stdiplo|internal error: (?!Package import|Cannot find)/);
      // Where a thread of Node cannot wake another, Node aborts, and nobody is left to clear away.
      if (ran.signal === null && ran.status !== 134) expect(readdirSync(join(folder, 'out')), `${fault} at ${n}`).toEqual(['x.json']);
      for (const name of readdirSync(join(folder, 'out'))) if (name !== 'x.json') rmSync(join(folder, 'out', name));
    }
    console.log(`${fault}: ${times} runs, ${failed} of them without a new file`);
    // A permission that could not be lent is lent at the second try.
    if (call !== 'chmod') expect(failed).toBeGreaterThan(0);
  });
});

test.skipIf(!has('prlimit'))('3,000 files with 64 descriptors', async () => {
  mkdirSync(join(folder, 'many'));
  for (let i = 0; i < 3_000; i += 1) writeFileSync(join(folder, `many/${i}.txt`), TEXT);
  const ran = await run(['classify', '-q', 'many', '-f', 'ndjson', '--resamples', '0'], { cwd: folder, shell: 'prlimit --nofile=64 "$@"', time: 300_000 });
  expectSound(ran);
  expect([ran.code, ran.stdout.trim().split('\n').length]).toEqual([0, 3_000]);
});

test('killed at any moment, the old file or the whole new one is there', async () => {
  writeFileSync(join(folder, 'all.ndjson'), `${JSON.stringify({ id: 'x', text: TEXT })}\n`.repeat(300));
  const args = ['classify', '-q', '--input-format', 'ndjson', 'all.ndjson', '-o', 'out/x.json'];
  await run(args, { cwd: folder });
  const whole = readFileSync(join(folder, 'out/x.json'), 'utf8');
  for (let time = 20; time < 1_500; time += 60) {
    writeFileSync(join(folder, 'out/x.json'), 'old');
    await run(args, { cwd: folder, time });
    expect(['old', whole]).toContain(readFileSync(join(folder, 'out/x.json'), 'utf8'));
  }
});
