import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { majorityCode } from '../src/agree.js';
import { guardFormula, unguardFormula } from '../src/formula.js';
import { readGold } from '../src/read.js';
import { sheetHead, sheetRow } from '../src/report/sheet.js';
import { cutPassages, sample } from '../src/sample.js';
import type { Candidate } from '../src/sample.js';
import { formsOf, tokenize } from '../src/tokenize.js';
import { stdiplo } from './support/cli.js';

const folder = mkdtempSync(join(tmpdir(), 'stdiplo-sample-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** `{ a: 3 }`: three candidates of stratum a. */
function candidates(strata: Record<string, number>): Candidate[] {
  return Object.entries(strata).flatMap(([stratum, size]) => Array.from({ length: size }, (_, i) => ({ id: `${stratum}${i}`, text: '', document: '', stratum })));
}

describe('sample', () => {
  test.each<[string, Record<string, number>, number, Record<string, number>]>([
    ['the same number from every stratum', { a: 100, b: 900 }, 50, { a: 25, b: 25 }],
    ['a stratum with too few gives all, the others what is missing', { a: 3, b: 900, c: 40 }, 30, { a: 3, b: 14, c: 13 }],
    ['more than there are', { a: 3, b: 2 }, 50, { a: 3, b: 2 }],
    ['fewer than strata', { a: 3, b: 2, c: 5 }, 2, { a: 1, b: 1, c: 0 }],
    ['none', { a: 3 }, 0, { a: 0 }],
    ['from nothing', {}, 5, {}],
  ])('%s', async (_, strata, number, expected) => {
    const drawn = await sample(candidates(strata), number, 1);
    expect(Object.fromEntries(drawn.strata.map((one) => [one.stratum, one.drawn]))).toEqual(expected);
    expect(Object.fromEntries(drawn.strata.map((one) => [one.stratum, one.size]))).toEqual(strata);
    for (const { stratum, drawn: count } of drawn.strata) expect(drawn.texts.filter((text) => text.stratum === stratum)).toHaveLength(count);
    expect(new Set(drawn.texts).size).toBe(drawn.texts.length);
  });

  test('every text of a stratum has the same chance, and every place in the sheet', async () => {
    const times = new Map<string, number>();
    const first = new Map<string, number>();
    const runs = 4000;
    for (let seed = 0; seed < runs; seed++) {
      const { texts } = await sample(candidates({ a: 20, b: 5 }), 8, seed);
      for (const { id } of texts) times.set(id, (times.get(id) ?? 0) + 1);
      first.set(texts[0]!.stratum, (first.get(texts[0]!.stratum) ?? 0) + 1);
    }
    // Five standard deviations about 4 of 20, 4 of 5, and one half.
    for (const { id, stratum } of candidates({ a: 20, b: 5 })) {
      const chance = stratum === 'a' ? 4 / 20 : 4 / 5;
      expect(Math.abs(times.get(id)! / runs - chance), id).toBeLessThan(5 * Math.sqrt((chance * (1 - chance)) / runs));
    }
    expect(Math.abs(first.get('a')! / runs - 1 / 2)).toBeLessThan(5 * Math.sqrt(1 / 4 / runs));
  });

  test('same seed, same sample; other seed, another', async () => {
    const ids = async (seed: number): Promise<string[]> => (await sample(candidates({ a: 50, b: 50 }), 20, seed)).texts.map(({ id }) => id);
    expect(await ids(1)).toEqual(await ids(1));
    expect(await ids(1)).not.toEqual(await ids(2));
  });
});

describe('passages', () => {
  const sentence = fc.array(fc.constantFrom('the', 'Council', 'met', 'twice', 'e.g.', '"all', 'of', 'them"', '(so)'), { minLength: 1, maxLength: 40 }).map((words) => `${words.join(' ')}.`);
  const prose = fc.array(fc.tuple(sentence, fc.constantFrom(' ', '\n', '\n\n', '\r\n\r\n', '\n- ', '\n\n"')), { minLength: 1, maxLength: 30 }).map((parts) => parts.flat().join(''));

  test('leave no word out, take none twice, and are long enough', () => {
    fc.assert(
      fc.property(prose, fc.integer({ min: 1, max: 60 }), (text, words) => {
        const passages = cutPassages(text, words);
        expect(passages.join('').replace(/\s/g, '')).toBe(text.replace(/\s/g, ''));
        expect(passages.flatMap((passage) => formsOf(tokenize(passage)))).toEqual(formsOf(tokenize(text)));
        const lengths = passages.map((passage) => formsOf(tokenize(passage)).length);
        for (const length of lengths.slice(0, -1)) expect(length).toBeGreaterThanOrEqual(words);
        if (lengths.length > 1) expect(lengths.at(-1)).toBeGreaterThanOrEqual(words / 2);
      }),
    );
  });

  test.each([
    ['a closing mark stays with its sentence, a bullet and an opening mark with theirs', 'We met (twice).\n\n- "They left."', ['We met (twice).', '- "They left."']],
    ['no words', ' \n', [' \n']],
  ])('%s', (_, text, expected) => expect(cutPassages(text, 2)).toEqual(expected));
});

describe('formulas', () => {
  test('guarding is undone exactly, and leaves nothing that a spreadsheet would run', () => {
    const tempting = fc.tuple(fc.constantFrom('', "'", "''", "'a"), fc.constantFrom('', '=', '+', '-', '@', '\t', '\r', '\n', '＝'), fc.string()).map((parts) => parts.join(''));
    fc.assert(
      fc.property(tempting, (text) => {
        expect(unguardFormula(guardFormula(text))).toBe(text);
        expect(guardFormula(text)).not.toMatch(/^(?!-\d+(?:\.\d+)?$)[=+\-@\t\r\n＝＋－＠]/);
      }),
    );
  });

  test.each([
    ['-7', '-7'],
    ['-0.50', '-0.50'],
    ['-7+1', "'-7+1"],
    ['-', "'-"],
    ['-1.', "'-1."],
    ["'-7", "''-7"],
  ])('%s is written as %s', (text, expected) => expect(guardFormula(text)).toBe(expected));

  test.each([
    ['a spreadsheet has swallowed the apostrophe', '-1', '-1'],
    ['a quotation mark is no guard', "'Tis so", "'Tis so"],
  ])('%s', (_, cell, expected) => expect(unguardFormula(cell)).toBe(expected));
});

test.each<[string, (string | null)[], string | null]>([
  ['all agree', ['yes', 'yes'], 'yes'],
  ['one has not coded', [null, 'yes'], 'yes'],
  ['split', ['yes', 'no'], null],
  ['two of three', ['no', 'yes', 'no'], 'no'],
  ['no more than half', ['no', 'yes', 'no', 'maybe'], null],
  ['none has coded', [null, null], null],
])('the common code: %s', (_, codes, expected) => expect(majorityCode(codes)).toBe(expected));

const SHAPE = { variables: ['relevant', 'role'], coders: [], hasDocument: false };

describe('the sheet', () => {
  test.each([
    [SHAPE, 'id,text,relevant,role,notes\n', 'x,T,,,\n'],
    [{ ...SHAPE, coders: ['anna', 'ben'] }, 'id,text,relevant_anna,relevant_ben,role_anna,role_ben,notes\n', 'x,T,,,,,\n'],
    [{ ...SHAPE, hasDocument: true }, 'id,document,text,relevant,role,notes\n', 'x,d,T,,,\n'],
  ])('columns', (shape, head, row) => expect([sheetHead(shape), sheetRow({ id: 'x', document: 'd', text: 'T' }, shape)]).toEqual([head, row]));

  test('brings back every text as it was', async () => {
    const file = join(folder, 'round.csv');
    const nasty = fc.array(fc.constantFrom('-', '=', "'", '"', ',', ';', '\t', '\r', '\n', ' ', 'a', 'é', '\ufeff', '{', '\\', '\u2028'), { minLength: 1 }).map((parts) => parts.join(''));
    await fc.assert(
      fc.asyncProperty(fc.array(fc.oneof(nasty, fc.string({ minLength: 1, unit: 'grapheme' }).filter((text) => !text.includes('\0'))), { minLength: 1 }), async (texts) => {
        writeFileSync(file, sheetHead(SHAPE) + texts.map((text) => sheetRow({ id: text, document: '', text }, SHAPE)).join(''));
        const gold = await readGold(file, SHAPE.variables);
        expect(gold.map(({ id, text }) => [id, text])).toEqual(texts.map((text) => [text, text]));
        expect(gold.every(({ codes }) => codes.size === 0)).toBe(true);
      }),
    );
  });

  test.each([
    ['semicolons and CRLF', 'id;text;relevant;role;notes\r\nx;We lead, they follow.;yes;initiator;\r\n'],
    ['tabs', 'id\ttext\trelevant\trole\tnotes\nx\tWe lead, they follow.\tyes\tinitiator\t\n'],
    ['a byte-order mark', '\ufeffid,text,relevant,role,notes\nx,"We lead, they follow.",yes,initiator,\n'],
    ['separators left out at the end', 'id,text,relevant,role,notes\nx,"We lead, they follow.",yes,initiator\n'],
    ['capitals and white space', 'id,text,relevant,role,notes\nx,"We lead, they follow.",Yes, INITIATOR ,\n'],
  ])('as a spreadsheet may save it: %s', async (_, text) => {
    writeFileSync(join(folder, 'saved.csv'), text);
    expect(await readGold(join(folder, 'saved.csv'), SHAPE.variables)).toMatchObject([{ id: 'x', text: 'We lead, they follow.', codes: new Map([['relevant', 'yes'], ['role', 'initiator']]) }]);
  });
});

describe('sample, fill in, validate', () => {
  const ON_TOPIC = '- The two Governments will set up a joint laboratory for research on new materials and exchange scientists.\n- The "agreement", on scientific cooperation, was signed today.';
  const OFF_TOPIC = "=The museum of the town was full of visitors last year, and the mayor's garden was open to all of them.";
  const records = Array.from({ length: 40 }, (_, i) => ({ id: `-d${i}`, text: `${i % 20 === 7 ? ON_TOPIC : OFF_TOPIC} It was day ${i}.` }));
  const input = records.map((record) => `${JSON.stringify(record)}\n`).join('');
  const draw = (...args: string[]) => stdiplo(['sample', '--input-format', 'ndjson', '-', ...args], { input });
  const rowsOf = (csv: string): Record<string, string>[] => parse(csv, { columns: true });
  const isOnTopic = (row: Record<string, string>): boolean => row['text']!.includes('laboratory');
  /** Codes the rows of a sheet as a spreadsheet would save them. */
  const fill = (name: string, csv: string, code: (row: Record<string, string>, i: number) => Record<string, string>): string => {
    const rows = rowsOf(csv).map((row, i) => ({ ...row, ...code(row, i) }));
    const file = join(folder, name);
    writeFileSync(file, stringify(rows, { header: true, record_delimiter: '\r\n', bom: true }));
    return file;
  };
  const validated = (file: string) => {
    const ran = stdiplo(['validate', file, '--format', 'json', '--resamples', '10']);
    return { ...ran, figures: ran.code === 0 ? (JSON.parse(ran.stdout) as { units: number; coders: { variable: string; units: number }[]; variables: { variable: string; units: number; alpha: { value: number | null } }[] }) : null };
  };

  test('blind: ids, texts and empty cells, in random order, rare texts not missed', () => {
    const ran = draw('-n', '6');
    const rows = rowsOf(ran.stdout);
    expect(Object.keys(rows[0]!)).toEqual(['id', 'text', 'relevant', 'orientation', 'model', 'role', 'partners', 'channel', 'notes']);
    for (const { id, text, ...rest } of rows) {
      expect(records.some((record) => record.id === unguardFormula(id!) && record.text === unguardFormula(text!))).toBe(true);
      expect(Object.values(rest).every((cell) => cell === '')).toBe(true);
    }
    expect(rows.filter(isOnTopic)).toHaveLength(2);
    expect(ran).toMatchObject({ code: 0, stderr: '6 of 40 texts drawn: 4 of 38 off topic; 2 of 2 relevant\n' });
    const orders = ['1', '2', '3', '4', '5', '6'].map((seed) => rowsOf(draw('-n', '6', '--seed', seed).stdout).map((row) => (isOnTopic(row) ? 'on' : 'off')).join());
    expect(new Set(orders).size).toBeGreaterThan(1);
    expect(draw('-n', '6').stdout).toBe(ran.stdout);
  });

  test('filled in', () => {
    const file = fill('full.csv', draw('-n', '10').stdout, (row) => ({ relevant: isOnTopic(row) ? 'yes' : 'no', model: isOnTopic(row) ? 'factor-based' : 'none' }));
    expect(validated(file).figures).toMatchObject({ units: 10, variables: [{ variable: 'relevant', units: 10, alpha: { value: 1 } }, { variable: 'model', units: 10, alpha: { value: 1 } }] });
  });

  test('half filled in', () => {
    const file = fill('half.csv', draw('-n', '10', '--bom').stdout.replace(/^\ufeff/, ''), (row, i) => (i < 6 ? { relevant: isOnTopic(row) ? 'yes' : 'no' } : {}));
    expect(validated(file).figures).toMatchObject({ units: 6, variables: [{ variable: 'relevant', units: 6 }] });
  });

  test('by two coders, one of them half done: agreement with each other, and the tool against what they agree on', () => {
    const file = fill('coders.csv', draw('-n', '10', '--coders', 'anna, ben').stdout, (row, i) => ({
      relevant_anna: isOnTopic(row) ? 'yes' : 'no',
      relevant_ben: i === 0 ? (isOnTopic(row) ? 'no' : 'yes') : i < 7 ? (isOnTopic(row) ? 'yes' : 'no') : '',
    }));
    const { figures } = validated(file);
    expect(figures!.coders).toMatchObject([{ variable: 'relevant', units: 7 }]);
    expect(figures!.variables).toMatchObject([{ variable: 'relevant', units: 9, alpha: { value: 1 } }]);
  });

  test('by one coder with a name', () => {
    const file = fill('anna.csv', draw('-n', '10', '--coders', 'anna').stdout, (row) => ({ relevant_anna: isOnTopic(row) ? 'yes' : 'no' }));
    expect(validated(file).figures).toMatchObject({ coders: [], variables: [{ variable: 'relevant', units: 10, alpha: { value: 1 } }] });
  });

  test('not filled in', () => {
    writeFileSync(join(folder, 'empty.csv'), draw('-n', '10').stdout);
    expect(validated(join(folder, 'empty.csv'))).toMatchObject({ code: 2, stderr: expect.stringMatching(/no coded text/) as string });
  });

  test('--by draws evenly over the labels of an axis, --no-stratify over nothing', () => {
    expect(draw('--by', 'model').stderr).toBe('40 of 40 texts drawn: 38 of 38 off topic; 2 of 2 relevant, model factor-based\n');
    expect(draw('-n', '5', '--no-stratify').stderr).toBe('5 of 40 texts drawn\n');
  });

  test('--passages names passages by number, with the document that they are from', () => {
    const long = Array.from({ length: 48 }, (_, i) => `In year ${i} the committee of the town met to speak of roads.`).join(' ');
    const { stdout, stderr } = stdiplo(['sample', '-', '--passages'], { input: long });
    const rows = rowsOf(stdout);
    expect(rows.map(({ id }) => id).sort()).toEqual(["'-#1", "'-#2", "'-#3"]);
    expect(rows.map(({ document }) => document)).toEqual(["'-", "'-", "'-"]);
    expect(rows.map(({ text }) => text).sort((a, b) => long.indexOf(a!) - long.indexOf(b!)).join(' ')).toBe(long);
    expect(stderr).toMatch(/^3 of 3 passages drawn/);
  });

  test('--bom, and texts that no cell of a spreadsheet holds', () => {
    const { stdout, stderr } = stdiplo(['sample', '-', '--bom'], { input: 'The roads of the town were wide. '.repeat(1100) });
    expect(stdout.startsWith('\ufeffid,text')).toBe(true);
    expect(stderr).toMatch(/1 text is longer than a spreadsheet's cell/);
  });

  test.each<[string, string[], string, number, RegExp]>([
    ['an unknown axis', ['--by', 'tone'], input, 2, /no axis "tone"; use one of: orientation/],
    ['--by without strata', ['--by', 'role', '--no-stratify'], input, 2, /cannot be used with/],
    ['a coder twice', ['--coders', 'anna,anna'], input, 2, /a name stands twice/],
    ['nothing', [], '', 2, /no texts; name files/],
    ['one that cannot be read', [], `${input}{"id":"y"}\n`, 1, /y {2}no "text"[^]*; left out/],
  ])('%s', (_, args, stdin, code, complaint) => {
    const ran = stdiplo(['sample', '--input-format', 'ndjson', '-', ...args], { input: stdin });
    expect({ code: ran.code, stderr: ran.stderr }).toEqual({ code, stderr: expect.stringMatching(complaint) as string });
  });
});
