import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { strFromU8, unzipSync } from 'fflate';
import { parquetMetadata, parquetReadObjects } from 'hyparquet';
import { describe, expect, test } from 'vitest';
import { unguardFormula } from '../src/formula.js';
import { evidenceTable, tableOf } from '../src/report/columns.js';
import { BINARY, ENDINGS, REPORTERS } from '../src/report/index.js';
import type { ReportOptions } from '../src/report/index.js';
import type { Result, Run } from '../src/types.js';
import { document, RESULTS, RUN } from './support/results.js';

const PLAIN: ReportOptions = { color: false, width: 140 };

async function render(format: string, rows: readonly { result: Result; failed: string[] }[], options: Partial<ReportOptions> = {}, run: Run = RUN): Promise<string | Uint8Array> {
  const report = (await REPORTERS.get(format)!())(run, { ...PLAIN, ...options });
  const text = report.head() + rows.map(({ result, failed }) => report.row(result, failed)).join('');
  const tail = await report.tail({ documents: rows.length, errors: rows.filter(({ result }) => result.status === 'error').length });
  return typeof tail === 'string' ? text + tail : tail;
}

async function text(...args: Parameters<typeof render>): Promise<string> {
  return (await render(...args)) as string;
}

/** Any text at all, with what formats could trip over made likely. */
const anyText = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }), fc.array(fc.constantFrom('=', "'", '"', '|', '`', '\\', '<', '>', '&', ']]>', '::', '%', '\n', '\r', '\t', ',', '\u0000', '\u202e', '\ud800', '\udc00', '\ufffe', 'a', '[', ']', '{0}')).map((parts) => parts.join('')));
/** What UTF-8 makes of a text: half a surrogate pair becomes U+FFFD. */
const asWritten = (text: string): string => Buffer.from(text).toString();
const one = (id: string): { result: Result; failed: string[] }[] => [
  { result: document(id, { meta: { title: id, date: null, speaker: id } }), failed: [id] },
  { result: { schema: 'stdiplo/result/1', id, status: 'error', problem: { code: 'encoding', message: id } }, failed: [] },
];

describe('golden files: UPDATE=1 writes them anew, and the difference is for reading', () => {
  const cases: [string, string, Partial<ReportOptions>][] = [
    ...[...REPORTERS.keys()].filter((format) => !BINARY.has(format)).map((format): [string, string, Partial<ReportOptions>] => [`wide.${format}`, format, {}]),
    ['long.csv', 'csv', { layout: 'long', bom: true }],
  ];
  test.each(cases)('%s', async (name, format, options) => {
    const path = `test/golden/${name}`;
    const now = await text(format, RESULTS, options);
    if (process.env['UPDATE']) writeFileSync(path, now);
    expect(now).toBe(existsSync(path) ? readFileSync(path, 'utf8') : 'no golden file: UPDATE=1 writes it');
  });
});

test('endings name formats that exist, and the longer ending comes first', () => {
  for (const [ending, format] of ENDINGS) {
    expect(REPORTERS.has(format), format).toBe(true);
    expect(ENDINGS.find(([each]) => `x${ending}`.endsWith(each))![1]).toBe(format);
  }
});

describe('tables', () => {
  const kinds = [['csv', ','], ['tsv', '\t']] as const;

  test.each(kinds)('%s parses back to the same values, whatever the text', async (format, delimiter) => {
    await fc.assert(
      fc.asyncProperty(anyText, fc.constantFrom('wide' as const, 'long' as const), fc.boolean(), async (id, layout, bom) => {
        const rows = one(id);
        const parsed = parse(await text(format, rows, { layout, bom }), { delimiter, bom: true, columns: true, record_delimiter: ['\n', '\r', '\r\n'] }) as Record<string, string>[];
        const table = tableOf(RUN, layout);
        const expected = rows.flatMap(({ result }) => table.rows(result)).map((cells) => Object.fromEntries(cells.map((cell, i) => [table.columns[i]!.name, cell === null ? '' : asWritten(String(cell)).replaceAll('\0', ' ')])));
        expect(parsed.map((row) => Object.fromEntries(Object.entries(row).map(([name, cell]) => [name, unguardFormula(cell)])))).toEqual(expected);
      }),
    );
  });

  test('a number is written as it is, and text never begins a formula', async () => {
    const rows = parse(await text('csv', RESULTS), { columns: true }) as Record<string, string>[];
    expect(rows[0]).toMatchObject({ tone_theta: '-1.2346', tone_low: '-2.2', tone_significant: 'true', pace_confidence: '', year: '2018' });
    for (const row of rows) for (const name of ['id', 'title', 'speaker', 'problem']) expect(row[name]).not.toMatch(/^[=+\-@\t\r\n]/);
    expect(rows[3]).toMatchObject({ id: "'=cmd|x", year: '-1' });
  });

  test('long: a row a document and axis, one for a document without', async () => {
    const rows = parse(await text('csv', RESULTS, { layout: 'long' }), { columns: true, bom: true }) as Record<string, string>[];
    expect(rows).toHaveLength(RESULTS.length * 2 - 1);
    expect(rows[0]).toMatchObject({ axis: 'tone', minus_pole: 'cold', plus_pole: 'warm', label: 'cold', hits_minus: '3', weight_plus: '0.5' });
    expect(rows[4]).toMatchObject({ id: 'lost/file.txt', axis: '', status: 'error' });
    const without = { ...RUN, lexicons: RUN.lexicons.filter(({ id }) => id === 'domain') };
    expect((await text('csv', [{ result: document('x', { axes: {} }), failed: [] }], { layout: 'long' }, without)).split('\n')).toHaveLength(3);
  });

  test('a field that a document does not have is empty, whatever it is called', async () => {
    const [row] = parse(await text('csv', [{ result: document('x'), failed: [] }], {}, { ...RUN, fields: ['constructor', 'year'] }), { columns: true }) as Record<string, string>[];
    expect([row!['constructor'], row!['year']]).toEqual(['', '']);
  });

  test('docs/columns.md names every column, in the order of the header', () => {
    const sections = readFileSync('docs/columns.md', 'utf8').split(/^## /m).slice(1);
    const named = Object.fromEntries(sections.map((section) => [section.split('\n')[0]!, [...section.matchAll(/^\| `([^`]+)` \| (\w+)/gm)].map((match) => ({ name: match[1]!, type: match[2]! }))]));
    const axes = RUN.lexicons.filter(({ kind }) => kind === 'axis' || kind === 'companion');
    const themes = RUN.lexicons.filter(({ kind }) => kind === 'themes');
    const fill = (rows: { name: string; type: string }[]) => {
      const first = rows.findIndex(({ name }) => name.startsWith('{axis}'));
      const ofAxes = rows.filter(({ name }) => name.startsWith('{axis}'));
      const replaced = first < 0 ? rows : [...rows.slice(0, first), ...axes.flatMap(({ id, poles }) => ofAxes.flatMap(({ name, type }) => (name.includes('{pole}') ? poles : ['']).map((pole) => ({ name: name.replace('{axis}', id).replace('{pole}', pole), type })))), ...rows.slice(first + ofAxes.length)];
      return replaced.flatMap(({ name, type }) => {
        if (name === '{field}') return RUN.fields.map((field) => ({ name: field, type: 'any' }));
        return name === '{themes}_{theme}' ? themes.flatMap(({ id, poles }) => poles.map((theme) => ({ name: `${id}_${theme}`, type }))) : [{ name, type }];
      });
    };
    expect(fill(named['Wide']!)).toEqual(tableOf(RUN, 'wide').columns);
    expect(fill(named['Long']!)).toEqual(tableOf(RUN, 'long').columns);
    expect(named['Evidence']).toEqual(evidenceTable().columns);
  });
});

describe('parquet', () => {
  test('has types, nulls and the run, and reads back as it was', async () => {
    const bytes = (await render('parquet', RESULTS)) as Uint8Array<ArrayBuffer>;
    const file = bytes.buffer;
    const rows = await parquetReadObjects({ file });
    const table = tableOf(RUN, 'wide');
    const fields = RUN.fields.map((field) => table.columns.findIndex(({ name }) => name === field));
    expect(rows.map((row) => Object.values(row))).toEqual(RESULTS.flatMap(({ result }) => table.rows(result)).map((cells) => cells.map((cell, i) => (fields.includes(i) && cell !== null ? String(cell) : cell))));
    const meta = parquetMetadata(file);
    expect(JSON.parse(meta.key_value_metadata!.find(({ key }) => key === 'stdiplo/run/1')!.value!)).toEqual(RUN);
    expect(meta.created_by).toBe('stdiplo 9.9.9');
  });

  test('the columns have the same types without a single row', async () => {
    const types = async (rows: typeof RESULTS) => parquetMetadata(((await render('parquet', rows)) as Uint8Array<ArrayBuffer>).buffer).schema.slice(1).map(({ name, type, repetition_type }) => [name, type, repetition_type]);
    expect(await types([])).toEqual(await types(RESULTS));
  });
});

describe('xlsx', () => {
  test('typed cells, no formula, a header that stays, three sheets', async () => {
    const parts = Object.fromEntries(Object.entries(unzipSync((await render('xlsx', RESULTS)) as Uint8Array)).map(([name, bytes]) => [name, strFromU8(bytes)]));
    expect([...parts['xl/workbook.xml']!.matchAll(/<sheet [^>]*name="(\w+)"/g)].map((match) => match[1])).toEqual(['results', 'evidence', 'run']);
    const [results, evidence, run] = [1, 2, 3].map((number) => parts[`xl/worksheets/sheet${number}.xml`]!);
    for (const sheet of [results!, evidence!, run!]) {
      expect(sheet).toMatch(/<pane [^>]*state="frozen"/);
      expect(sheet).not.toMatch(/<f[ >]/);
    }
    const rowsOf = (sheet: string): number => sheet.match(/<row /g)!.length;
    expect([rowsOf(results!), rowsOf(evidence!)]).toEqual([RESULTS.length + 1, 1 + 2 * 7]);
    expect(results).toMatch(/<c r="N2"[^>]*><v>-1\.2346<\/v>/);
    expect(results).toMatch(/<c r="U2"[^>]* t="b"[^>]*><v>1<\/v>/);
    expect(parts['xl/sharedStrings.xml']).toContain('>=cmd|x<');
  });

  test('text stays what it is where Excel would read a character in it', async () => {
    const { 'xl/sharedStrings.xml': strings } = unzipSync((await render('xlsx', one('a_x000D_b_x'))) as Uint8Array);
    expect(strFromU8(strings!)).toContain('>a_x005F_x000D_b_x<');
  });

  test('equal results are equal bytes, whenever they are made', async () => {
    const first = (await render('xlsx', RESULTS)) as Uint8Array;
    const now = Date.now;
    Date.now = () => now() + 86_400_000 * 400;
    const second = (await render('xlsx', RESULTS)) as Uint8Array;
    Date.now = now;
    expect(Buffer.compare(first, second)).toBe(0);
    expect(Buffer.from(first.subarray(0, 4)).toString('latin1')).toBe('PK\u0003\u0004');
  });
});

describe('sarif', () => {
  const { $schema, id, ...schema } = JSON.parse(readFileSync('test/schemas/sarif-2.1.0-rtm.5.json', 'utf8')) as Record<string, unknown>;
  // The schema is of draft 4, of which it uses nothing that draft 7 reads in another way.
  const validate = new Ajv({ strict: false, validateFormats: false, unicodeRegExp: false }).compile(schema);
  const checked = (written: string) => {
    const log = JSON.parse(written) as { runs: [{ tool: { driver: { rules: { id: string }[] } }; results: { ruleId: string; ruleIndex: number; level: string; locations: [{ physicalLocation: { artifactLocation: { uri: string }; region?: object } }] }[] }] };
    expect(validate(log), JSON.stringify(validate.errors)).toBe(true);
    const [{ tool, results }] = log.runs;
    for (const { ruleId, ruleIndex, locations } of results) {
      expect(tool.driver.rules[ruleIndex]!.id).toBe(ruleId);
      expect(locations[0].physicalLocation.artifactLocation.uri).toMatch(/^(?:[A-Za-z0-9._~!*'()/-]|%[0-9A-F]{2})*$|^file:/);
    }
    return results;
  };

  test('the schema is one', () => {
    expect([$schema, id]).toEqual(['http://json-schema.org/draft-04/schema#', 'https://raw.githubusercontent.com/schemastore/schemastore/master/src/schemas/json/sarif-2.1.0-rtm.5.json']);
    expect(validate({ version: '2.1.0', runs: [{ tool: {} }] })).toBe(false);
  });

  test('keeps the published schema: labels and hits are notes, the rest errors', async () => {
    const results = checked(await text('sarif', RESULTS));
    const of = (rule: string): number => results.filter(({ ruleId }) => ruleId === rule).length;
    expect([of('tone'), of('tone/regret'), of('stdiplo/unreadable'), of('stdiplo/gate')]).toEqual([7, 7, 1, 8]);
    expect(results.filter(({ level }) => level === 'error')).toHaveLength(9);
    expect(results.find(({ ruleId }) => ruleId === 'tone/open-hand')!.locations[0].physicalLocation.region).toEqual({ startLine: 4, startColumn: 7, endLine: 5, endColumn: 5, snippet: { text: 'an open\nhand' } });
    checked(await text('sarif', []));
  });

  test('is well formed for any text', () => fc.assert(fc.asyncProperty(anyText, async (name) => void checked(await text('sarif', one(name))))));
});

describe('junit', () => {
  /** Checks that XML is well formed, and gives the attributes of its elements. */
  function elements(xml: string): { name: string; attributes: Record<string, string> }[] {
    const open: string[] = [];
    const found: { name: string; attributes: Record<string, string> }[] = [];
    expect(xml).not.toMatch(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u);
    const rest = xml.replace(/^<\?xml version="1\.0" encoding="UTF-8"\?>\n/, '').replace(/<(\/?)([\w-]+)((?: \w+="(?:[^<&"]|&(?:amp|lt|gt|quot|#9|#10|#13);)*")*)(\/?)>/g, (_, close: string, name: string, attributes: string, empty: string) => {
      if (close) expect(open.pop()).toBe(name);
      else found.push({ name, attributes: Object.fromEntries([...attributes.matchAll(/(\w+)="([^"]*)"/g)].map((match) => [match[1]!, match[2]!])) });
      if (!close && !empty) open.push(name);
      return '';
    });
    expect(rest).toMatch(/^(?:[^<>&]|&(?:amp|lt|gt|quot|#9|#10|#13);)*$/);
    expect(open).toEqual([]);
    return found;
  }

  test('counts what it holds', async () => {
    const all = elements(await text('junit', RESULTS));
    expect(all.find(({ name }) => name === 'testsuites')!.attributes).toEqual({ tests: String(RESULTS.length), failures: '7', errors: '1' });
    const times = (name: string): number => all.filter((each) => each.name === name).length;
    expect([times('testcase'), times('failure'), times('error')]).toEqual([RESULTS.length, 7, 1]);
  });

  test('is well formed for any text, and loses only what XML cannot hold', () =>
    fc.assert(
      fc.asyncProperty(anyText, async (name) => {
        const { attributes } = elements(await text('junit', one(name))).find((each) => each.name === 'testcase')!;
        const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#9': '\t', '#10': '\n', '#13': '\r' };
        expect(attributes['name']!.replace(/&([^;]+);/g, (_, entity: string) => entities[entity]!)).toBe(name.replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, ''));
      }),
    ));
});

describe('lines that a machine reads', () => {
  const HARMFUL = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/;

  test('github: a command a line, none that the text brought', () =>
    fc.assert(
      fc.asyncProperty(anyText, async (name) => {
        const lines = (await text('github', one(name))).trimEnd().split('\n');
        expect(lines).toHaveLength(2);
        for (const line of lines) expect(line).toMatch(/^::error file=[^:,]*,title=[^:,]*::/);
        expect(lines.join('')).not.toMatch(HARMFUL);
        expect(lines.join('').replace(/%(?:25|3A|2C)/g, '')).not.toContain('%');
      }),
    ));

  test('markdown: no text leaves its cell', () =>
    fc.assert(
      fc.asyncProperty(anyText, async (name) => {
        const lines = (await text('markdown', one(name))).split('\n');
        for (const line of lines.slice(0, 4)) expect(line.replace(/&#\d+;/g, '')).toMatch(/^\|(?:[^|]*\|){4}$/);
        for (const [, code] of lines.join('\n').matchAll(/<code>(.*?)<\/code>/g)) expect(code!.replace(/&#\d+;/g, '')).not.toMatch(/[`*_[\]<>|@#:\\!]|www\./i);
        expect(lines.join('')).not.toMatch(HARMFUL);
      }),
    ));
});
