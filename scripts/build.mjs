/**
 * Fills dist/: the bundle (esbuild), the lexicons compiled from YAML, script and style of the report page, the type
 * declarations (tsc), the JSON Schemas of a lexicon, a result and a configuration, the manual page, and the notices of
 * what was bundled.
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { build } from 'esbuild';

rmSync('dist', { recursive: true, force: true });

/**
 * natural's typed sub-paths load every stemmer and stop list it has. The bundle takes the two files that are used,
 * and leaves out the stop lists that their base class requires and never reads. Of underscore they use one function, and
 * underscore itself does not load where the prototypes are frozen ("Cannot assign to read only property 'valueOf'").
 */
const leanNatural = {
  name: 'lean-natural',
  setup({ onResolve, onLoad }) {
    const shims = {
      'natural/lib/natural/stemmers/index.js': `export { default as PorterStemmer } from 'natural/lib/natural/stemmers/porter_stemmer.js'`,
      'natural/lib/natural/tokenizers/index.js': `export { RegexpTokenizer } from 'natural/lib/natural/tokenizers/regexp_tokenizer.js'`,
    };
    onResolve({ filter: /^natural\/lib\/natural\/\w+\/index\.js$/ }, ({ path }) => ({ path, namespace: 'natural' }));
    onLoad({ filter: /.*/, namespace: 'natural' }, ({ path }) => ({ contents: shims[path], resolveDir: process.cwd() }));
    onResolve({ filter: /^\.\.\/util\/stopwords$/ }, ({ path }) => ({ path, namespace: 'stopwords' }));
    onLoad({ filter: /.*/, namespace: 'stopwords' }, () => ({ contents: 'exports.words = []', loader: 'js' }));
    onResolve({ filter: /^underscore$/ }, ({ path }) => ({ path, namespace: 'underscore' }));
    onLoad({ filter: /.*/, namespace: 'underscore' }, () => ({ contents: 'exports.without = (list, ...rest) => list.filter((each) => !rest.includes(each))', loader: 'js' }));
  },
};

/**
 * Some packages walk inherited properties too, and fail or read them as options where another program's code has added any to
 * Object.prototype. In the bundle they walk an object's own.
 */
const ownKeys = {
  name: 'own-keys',
  setup({ onLoad }) {
    onLoad({ filter: /node_modules\/(?:zod|csv-parse|csv-stringify)\/.*\.js$/ }, ({ path }) => ({ contents: readFileSync(path, 'utf8').replace(/for \((const|let) (\w+) in ([\w.]+)\) \{/g, 'for ($1 $2 of Object.keys($3)) {') }));
  },
};

/** What the program is made from: a cache of results must not outlive a change of it. */
const sourceHash = createHash('sha256');
for (const file of ['package-lock.json', ...readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts')).sort().map((name) => `src/${name}`)]) sourceHash.update(file).update(readFileSync(file));

const { metafile } = await build({
  entryPoints: { index: 'src/index.ts', cli: 'src/cli/run.ts', 'build-lexicons': 'src/lexicon/parse.ts', 'build-schema': 'src/lexicon/schema.ts', 'build-results': 'src/results.ts', 'build-manual': 'src/cli/manual.ts', 'build-automaton': 'src/lexicon/automaton.ts', 'extract-worker': 'src/extract/worker.ts', 'classify-worker': 'src/cli/worker.ts' },
  outdir: 'dist',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  // Optional packages: loaded when their format comes or is chosen, if they are there.
  external: ['#lexicons', '#page', 'unpdf', 'mammoth', 'write-excel-file', 'write-excel-file/*', 'hyparquet-writer'],
  define: { SOURCE_HASH: JSON.stringify(sourceHash.digest('hex')) },
  minifySyntax: true,
  minifyWhitespace: true,
  legalComments: 'none',
  // Bundled CommonJS packages ask for Node's own modules by require().
  banner: { js: "import { createRequire as nodeRequire } from 'node:module'; const require = nodeRequire(import.meta.url);" },
  plugins: [leanNatural, ownKeys],
  metafile: true,
  logLevel: 'warning',
});

// esbuild's helper for exports walks inherited properties too, and fails where another program's code has added any to
// Object.prototype ("Getter must be a function").
const WALK = 'for(var name in all)__defProp';
const walking = readdirSync('dist').filter((name) => name.endsWith('.js') && readFileSync(`dist/${name}`, 'utf8').includes(WALK));
if (walking.length !== 1) throw new Error(`esbuild's __export is in ${walking.length} files in the form that is mended here`);
writeFileSync(`dist/${walking[0]}`, readFileSync(`dist/${walking[0]}`, 'utf8').replace(WALK, 'for(var name of Object.keys(all))__defProp'));

const { parseLexicon } = await import('../dist/build-lexicons.js');
const problems = [];
/** The paper's order, which is the order of the columns. */
const ORDER = ['domain', 'context', 'orientation', 'model', 'role', 'partners', 'channel', 'drivers', 'challenges'];
const rank = (name) => ORDER.indexOf(name.slice(0, -4));
const lexicons = readdirSync('lexicons').filter((name) => name.endsWith('.yml')).sort((a, b) => rank(a) - rank(b)).flatMap((name) => {
  const parsed = parseLexicon(readFileSync(`lexicons/${name}`, 'utf8'), `lexicons/${name}`);
  if ('problems' in parsed) problems.push(...parsed.problems);
  if (!('lexicon' in parsed)) return [];
  // A run needs no examples: whoever wants them reads the YAML.
  for (const entry of parsed.lexicon.entries) [entry.hits, entry.misses] = [[], []];
  return [parsed.lexicon];
});
if (problems.length > 0) {
  for (const { file, line, column, message, remedy } of problems) console.error(`${file}:${line}:${column}  ${message}; ${remedy}`);
  process.exit(1);
}
const { buildAutomaton } = await import('../dist/build-automaton.js');
const { symbols, entries, ...arrays } = buildAutomaton(lexicons.flatMap(({ entries }) => entries));
const base64 = Object.fromEntries(Object.entries(arrays).map(([name, array]) => [name, Buffer.from(array.buffer).toString('base64')]));
// A string for JSON.parse is read several times faster than an object literal.
writeFileSync(
  'dist/lexicons.js',
  `const numbers = (text) => new Int32Array(new Uint8Array(Buffer.from(text, 'base64')).buffer);
const arrays = Object.entries(${JSON.stringify(base64)}).map(([name, text]) => [name, numbers(text)]);
export default {
  lexicons: JSON.parse(${JSON.stringify(JSON.stringify(lexicons))}),
  automaton: { symbols: ${JSON.stringify(symbols)}, entries: ${entries}, ...Object.fromEntries(arrays) },
};
`,
);

// The page carries its script and its style in itself; their hashes let its policy refuse any other.
const { outputFiles } = await build({
  entryPoints: { script: 'src/report/page/browser/main.ts', style: 'src/report/page/browser/page.css' },
  outdir: 'page',
  bundle: true,
  format: 'iife',
  target: ['chrome110', 'firefox115', 'safari16.4'],
  minify: true,
  charset: 'utf8',
  legalComments: 'none',
  write: false,
  logLevel: 'warning',
});
const assets = {};
for (const { path, text } of outputFiles) {
  const name = path.endsWith('.css') ? 'style' : 'script';
  if (/<\/(?:script|style)|<!--/i.test(text)) throw new Error(`the page's ${name} holds what would end it`);
  assets[name] = text.trim();
  assets[`${name}Hash`] = `sha256-${createHash('sha256').update(assets[name]).digest('base64')}`;
}
writeFileSync('dist/page.js', `export default ${JSON.stringify(assets)};\n`);

const { lexiconJsonSchema } = await import('../dist/build-schema.js');
const { resultJsonSchema } = await import('../dist/build-results.js');
const { configSchema, manualPage } = await import('../dist/build-manual.js');
mkdirSync('man', { recursive: true });
writeFileSync('man/stdiplo.1', manualPage());
for (const [name, schema] of [['lexicon', lexiconJsonSchema()], ['result', resultJsonSchema()], ['config', configSchema()]]) writeFileSync(`schema/${name}.schema.json`, `${JSON.stringify(schema, null, 2)}\n`);

const bundled = [...new Set(Object.keys(metafile.inputs).flatMap((path) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? []))].sort();
const notices = bundled.map((name) => {
  const { version, license } = JSON.parse(readFileSync(`node_modules/${name}/package.json`, 'utf8'));
  const file = readdirSync(`node_modules/${name}`).find((entry) => /^licen[cs]e/i.test(entry));
  const text = file ? readFileSync(`node_modules/${name}/${file}`, 'utf8').trim() : licenceInReadme(name);
  return `${name} ${version} (${license})\n\n${text}\n`;
});
writeFileSync('THIRD-PARTY-NOTICES', `Parts of these packages are bundled into dist/.\n\n${notices.join(`\n${'-'.repeat(80)}\n\n`)}`);

function licenceInReadme(name) {
  const readme = readFileSync(`node_modules/${name}/README.md`, 'utf8');
  const at = readme.search(/^#* *licen[cs]e/im);
  if (at < 0) throw new Error(`no licence text found for ${name}, which is bundled`);
  return readme.slice(at).trim();
}

execFileSync('npx', ['tsc', '-p', 'tsconfig.build.json'], { stdio: 'inherit' });
