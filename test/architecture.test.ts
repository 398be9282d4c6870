import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

/** Where each package lives. A second home needs a reason, and a line here. */
const HOMES: Record<string, string[]> = {
  natural: ['language.ts'],
  chardet: ['guess.ts'],
  'iconv-lite': ['guess.ts', 'extract/rtf.ts'],
  htmlparser2: ['extract/html.ts', 'extract/xml.ts'],
  mdast: ['extract/markdown.ts'],
  'mdast-util-from-markdown': ['extract/markdown.ts'],
  'mdast-util-gfm-footnote': ['extract/markdown.ts'],
  'mdast-util-gfm-table': ['extract/markdown.ts'],
  'micromark-extension-gfm-footnote': ['extract/markdown.ts'],
  'micromark-extension-gfm-table': ['extract/markdown.ts'],
  yauzl: ['extract/zip.ts'],
  fflate: ['extract/docx.ts'],
  mammoth: ['extract/docx.ts'],
  unpdf: ['extract/pdf.ts'],
  yaml: ['yaml.ts', 'extract/frontmatter.ts', 'lexicon/rewrite.ts', 'lexicon/convert/import.ts', 'lexicon/convert/quanteda.ts'],
  zod: ['lexicon/schema.ts', 'results.ts'],
  commander: ['cli/program.ts', 'cli/trend-options.ts', 'cli/workbench.ts', 'cli/options.ts', 'cli/surface.ts', 'cli/tree.ts', 'cli/config.ts'],
  chalk: ['report/terminal.ts'],
  'get-east-asian-width': ['report/terminal.ts'],
  'csv-stringify': ['report/csv.ts'],
  'write-excel-file': ['report/xlsx.ts'],
  'hyparquet-writer': ['report/parquet.ts'],
  'fast-glob': ['read.ts'],
  'csv-parse': ['cells.ts'],
  'node:fs': ['read.ts', 'write.ts', 'locate.ts', 'store.ts'],
  'node:path': ['read.ts', 'write.ts', 'locate.ts', 'store.ts', 'lexicon/load.ts'],
  'node:url': ['lexicon/load.ts'],
  'node:events': ['cli/terminal.ts'],
  'node:buffer': ['decode.ts'],
  'node:crypto': ['lexicon/parse.ts', 'cache.ts'],
  'node:module': ['version.ts', 'extract/host.ts', 'cli/pool.ts'],
  'node:os': ['cli/jobs.ts'],
  'node:worker_threads': ['extract/host.ts', 'extract/worker.ts', 'cli/pool.ts', 'cli/worker.ts'],
  'node:zlib': ['report/page/pack.ts'],
};

const files = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts') && !name.endsWith('.d.ts'));
const sources = new Map(files.map((file) => [file, readFileSync(`src/${file}`, 'utf8')]));

function imports(file: string): string[] {
  return [...sources.get(file)!.matchAll(/(?:from|import\() ?'([^']+)'/g)].map((match) => match[1]!);
}

function packageOf(specifier: string): string {
  return specifier.startsWith('node:') ? specifier : specifier.split('/')[0]!;
}

describe.each(files)('%s', (file) => {
  test('imports packages only where they live', () => {
    for (const specifier of imports(file)) {
      if (specifier.startsWith('.') || specifier === '#lexicons' || specifier === '#page') continue;
      const homes = HOMES[packageOf(specifier)];
      expect(homes, `${specifier} has no home yet: give it one in HOMES, or do without it`).toBeDefined();
      expect(homes, `${specifier} lives in ${homes?.join(', ')}: use what that file exports`).toContain(file);
    }
  });

  test('keeps the layers', () => {
    const layer = (name: string): string => (name.includes('/') ? name.split('/')[0]! : 'core');
    for (const specifier of imports(file).filter((name) => name.startsWith('.'))) {
      const target = new URL(specifier, `file:///${file}`).pathname.slice(1).replace(/\.js$/, '.ts');
      if (layer(target) === 'cli') expect(layer(file), 'only the command line imports from cli/').toBe('cli');
      if (layer(target) === 'report') expect(['report', 'cli'], 'the core does not know how results look').toContain(layer(file));
      if (layer(file) !== 'cli' && !['index.ts', 'lexicon/load.ts', 'locate.ts', 'store.ts'].includes(file)) expect(['read.ts', 'write.ts', 'locate.ts', 'store.ts'], 'the core reads and writes nothing: pass it what it needs').not.toContain(target);
    }
  });

  test('the core neither prints nor reads nor exits', () => {
    if (file.startsWith('cli/')) return;
    const code = sources.get(file)!.replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, '');
    expect(code).not.toMatch(/\bconsole\.|\bprocess\.(?:stdout|stderr|exit|env|argv)|\beval\(|new Function/);
  });

  test('has no `any`', () => {
    expect(sources.get(file)!.replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, '')).not.toMatch(/: any\b|as any\b|<any>/);
  });
});

test('every exported function says what it does', () => {
  const bare = files.flatMap((file) =>
    [...sources.get(file)!.matchAll(/(\S*)\n(?:async )?export (?:async )?function\*? ?(\w+)/g)].filter((match) => match[1] !== '*/').map((match) => `${file}: ${match[2]!}`),
  );
  expect(bare).toEqual([]);
});
