/** Builds a benchmark in bench/ and runs it: `bench.mjs NAME ARGUMENTS...`. */
import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { build } from 'esbuild';

const [name, ...args] = process.argv.slice(2);
const outfile = `dist/bench-${name}.js`;
const banner = "import { createRequire as nodeRequire } from 'node:module'; const require = nodeRequire(import.meta.url);";
await build({ entryPoints: [`bench/${name}.ts`], outfile, bundle: true, format: 'esm', platform: 'node', external: ['#lexicons', 'natural'], banner: { js: banner }, logLevel: 'warning' });
try {
  execFileSync(process.execPath, [outfile, ...args], { stdio: 'inherit' });
} finally {
  rmSync(outfile, { force: true });
}
