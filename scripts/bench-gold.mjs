/** Builds bench/gold.ts and runs it. */
import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { build } from 'esbuild';

const outfile = 'dist/bench-gold.js';
const banner = "import { createRequire as nodeRequire } from 'node:module'; const require = nodeRequire(import.meta.url);";
await build({ entryPoints: ['bench/gold.ts'], outfile, bundle: true, format: 'esm', platform: 'node', external: ['#lexicons', 'natural'], banner: { js: banner }, logLevel: 'warning' });
try {
  execFileSync(process.execPath, [outfile, ...process.argv.slice(2)], { stdio: 'inherit' });
} finally {
  rmSync(outfile, { force: true });
}
