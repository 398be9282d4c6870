import { stringify } from 'csv-stringify/sync';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toDate } from '../src/date.js';
import { ProblemError } from '../src/problems.js';
import { readCsv, readNdjson } from '../src/records.js';
import type { RecordOptions, Source } from '../src/records.js';

type Reader = typeof readCsv;
type Asked = Partial<Omit<RecordOptions, 'onOddDate'>> & { odd?: string[] };

async function* chunked(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function read(reader: Reader, content: string | Uint8Array, { odd = [], ...asked }: Asked = {}, size = 7): Promise<Source[]> {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  const found: Source[] = [];
  for await (const source of reader('f', chunked(bytes, size), { fields: {}, keep: [], onOddDate: (id, date) => odd.push(`${id} ${date}`), ...asked })) found.push(source);
  return found;
}

/** `id=text`, or `id!problem`. */
function brief(sources: readonly Source[]): string[] {
  return sources.map((source) => ('text' in source ? `${source.id}=${source.text}` : `${source.id}!${source.problem.message}`));
}

describe('CSV', () => {
  test.each([
    ['commas', 'id,text\na,one\nb,two\n', ['a=one', 'b=two']],
    ['semicolons, and commas in the text', 'id;text\na;one, two\n', ['a=one, two']],
    ['tabs', 'id\ttext\na\tone;two,three\n', ['a=one;two,three']],
    ['a separator in a quoted name', '"a;b;c","d;e",id,text\n1,2,x,one\n', ['x=one']],
    ['no line end at the end', 'id,text\na,one', ['a=one']],
    ['CRLF', 'id,text\r\na,one\r\n', ['a=one']],
    ['CR', 'id,text\ra,one\r"b","two"\r', ['a=one', 'b=two']],
    ['a byte-order mark before a quote', '\ufeff"id","text"\n"a","one"\n', ['a=one']],
    ['line ends, separators and quotes in quotes', 'id,text\na,"one\r\n""two"",\nthree"\nb,four\n', ['a=one\r\n"two",\nthree', 'b=four']],
    ['space around names', ' id , text \na,one\n', ['a=one']],
    ['no id: the row, as a spreadsheet counts it', 'text\none\n\n"two\nlines"\nthree\n', ['f:2=one', 'f:4=two\nlines', 'f:5=three']],
    ['an empty id', 'id,text\n,one\n', ['f:2=one']],
    ['rows of empty cells', 'id,text\n,\n\na,one\n,\n', ['a=one']],
    ['empty cells left out at the end', 'id,text,note\na,one\n', ['a=one']],
    ['an empty text', 'id,text\na,\n', ['a=']],
    ['no text cell', 'id,text\na\n', ['a!no "text", or not a string; it has: id, text']],
    ['columns without a name, or called twice, that nobody asks for', 'id,text,,,x,x\na,one,1,2,3,4\n', ['a=one']],
    ['empty', '', ['f!empty, without a header']],
    ['only a header', 'id,text\n', []],
    ['too many cells', 'id,text\na,one, two\nb,three\n', ['f:2!line 2: 3 cells under 2 columns; put quotes around a cell that has a separator in it', 'b=three']],
    ['text after a closing quote', 'id,text\na,"one" two\nb,three\n', ['f:2!line 2: text after the quote that closes a cell; double the quotes inside a cell', 'b=three']],
    ['a stray quote', 'id,text\na,five" pipe\nb,three\n', ['f:2!line 2: a quote inside a cell that does not begin with one; double the quotes inside a cell', 'b=three']],
    ['the rest of a broken text is no document', 'text,id\n"he said "go"\nand left",a\nand went home\n"three",b\n', ['f:2!line 2: text after the quote that closes a cell; double the quotes inside a cell', 'f:3!line 3: a quote inside a cell that does not begin with one; double the quotes inside a cell', 'f:4!line 4: 1 of 2 cells after a bad row, of which it may be the rest; mend that row', 'b=three']],
    ['a quote that is never closed', 'id,text\na,one\nb,"two\nc,three\n', ['a=one', 'f:3!line 3: a quote that is never closed; it took the rest of the file']],
    ['a quote that closes in a later row', 'id,text\na,"one\nb,"two"\nc,three\n', ['f:2!lines 2 to 3: text after the quote that closes a cell; double the quotes inside a cell', 'c=three']],
    ['a bad header', '"id"x,text\na,one\n', ['f!line 1: text after the quote that closes a cell; double the quotes inside a cell']],
  ])('%s', async (_, content, expected) => expect(brief(await read(readCsv, content))).toEqual(expected));

  test.each([
    ['no column "text"; there are: id, body', 'id,body\na,one\n', {}],
    ['no column "when"; there are: id, text', 'id,text\na,one\n', { fields: { date: 'when' } }],
    ['no column "party"; there are: id, text', 'id,text\na,one\n', { keep: ['id', 'party'] }],
    ['two columns "text"', 'text,text\na,one\n', {}],
    ['two columns "date"', 'text,date,date\na,,\n', {}],
    ['two columns "x"', 'text,x,x\na,,\n', { keep: 'all' as const }],
  ])('%s', async (message, content, asked) => {
    const failed = await read(readCsv, content, asked).catch((error: unknown) => error);
    expect(failed).toBeInstanceOf(ProblemError);
    expect((failed as ProblemError).problems[0]).toMatchObject({ code: 'columns', file: 'f', message });
  });

  test('reads back whatever csv-stringify writes, however it is cut into chunks', async () => {
    const cell = fc.string({ unit: 'grapheme', maxLength: 8 }).map((text) => text.replaceAll('\0', ' '));
    const hard = fc.array(fc.constantFrom('"', ',', ';', '\t', '\r', '\n', 'a', ' ', '\u2028', "'"), { maxLength: 6 }).map((parts) => parts.join(''));
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(cell, fc.oneof(cell, hard)), { maxLength: 6 }),
        fc.constantFrom(',', ';', '\t'),
        fc.constantFrom('\n', '\r\n'),
        fc.boolean(),
        fc.boolean(),
        fc.integer({ min: 1, max: 20 }),
        async (cells, delimiter, newline, bom, quoted, size) => {
          const documents = cells.map(([note, text], i) => ({ id: `d${i}`, text, note }));
          // A lone return or line feed ends a row where it is not quoted, here as in spreadsheets.
          const written = stringify(documents, { header: true, delimiter, record_delimiter: newline, bom, quoted, quoted_match: /[\r\n]/, columns: ['id', 'text', 'note'] });
          const found = await read(readCsv, written, { keep: ['note'] }, size);
          expect(found).toEqual(documents.map(({ id, text, note }) => ({ id, text, meta: { title: null, date: null, note: note === '' ? null : note } })));
        },
      ),
      { numRuns: 500 },
    );
  });

  test('any bytes give records or named problems', async () => {
    const bytes = fc.array(fc.constantFrom(...Buffer.from('",;\n\rab'), 0x00, 0xff, 0xc3, 0xa9), { maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(bytes, fc.integer({ min: 1, max: 9 }), async (rest, size) => {
        const content = Buffer.concat([Buffer.from('text,b\n'), Buffer.from(rest)]);
        const found = await read(readCsv, content, {}, size);
        expect(found).toEqual(await read(readCsv, content, {}, 1000));
        for (const source of found) expect('text' in source || source.problem.message.length > 0).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});

describe.each<[string, Reader, (text: string, id?: string) => string, string]>([
  ['CSV', readCsv, (text, id = '') => `${id},${text}\n`, 'id,text\n'],
  ['NDJSON', readNdjson, (text, id) => `${JSON.stringify({ id, text })}\n`, ''],
])('%s', (_, reader, record, head) => {
  const start = head === '' ? 1 : 2;

  test('a record over the limit is not kept, the rest is', async () => {
    const content = head + record('x'.repeat(200), 'a') + record('two', 'b');
    const [first, second, ...more] = await read(reader, content, { most: 100 });
    expect(first).toMatchObject({ id: `f:${start}`, problem: { code: 'size' } });
    expect(second).toMatchObject({ id: 'b', text: 'two' });
    expect(more).toEqual([]);
  });

  test('a record that is not UTF-8 is named, the rest is read', async () => {
    const content = Buffer.concat([Buffer.from(head), Buffer.from(record('caf\xe9', 'a'), 'latin1'), Buffer.from(record('café', 'b'))]);
    const found = await read(reader, content);
    expect(found).toMatchObject([{ id: `f:${start}`, problem: { code: 'encoding' } }, { id: 'b', text: 'café' }]);
  });

  test('UTF-16 gives what UTF-8 gives', async () => {
    const text = `\ufeff${head}${record('über 𝄞 Land', 'a')}${record('two', 'b')}`;
    const little = Buffer.from(text, 'utf16le');
    const expected = await read(reader, text);
    expect(brief(expected)).toEqual(['a=über 𝄞 Land', 'b=two']);
    expect(await read(reader, little, {}, 3)).toEqual(expected);
    expect(await read(reader, Buffer.from(little).swap16(), {}, 1)).toEqual(expected);
    await expect(read(reader, little.subarray(0, -1))).rejects.toThrow(/UTF-16/);
  });
});

describe('NDJSON', () => {
  test.each([
    ['fields by name', '{"n":7,"t":"one","h":"Head"}', { fields: { id: 'n', text: 't', title: 'h' } }, { id: '7', text: 'one', meta: { title: 'Head', date: null } }],
    ['kept values', '{"text":"one","a":1.23456789,"b":false,"c":null,"d":["x",{"y":1}]}', { keep: ['a', 'b', 'c', 'd', 'e'] }, { meta: { a: 1.23456789, b: false, c: null, d: '["x",{"y":1}]', e: null } }],
    ['all but what has its place', '{"id":"i","text":"one","title":"t","date":"2018","a":1}', { keep: 'all' as const }, { meta: { title: 't', date: '2018', a: 1 } }],
    ['a year as a number', '{"text":"one","date":1964}', {}, { meta: { date: '1964' } }],
    ['a number too large', '{"text":"one","a":1e999}', { keep: ['a'] }, { meta: { a: null } }],
    ['an id too large', '{"id":12345678901234567890,"text":"one"}', {}, { id: 'f:1', problem: { code: 'record', message: '"id" is too large for a number; write it as a string' } }],
    ['no text', '{"id":"i","body":"one"}', {}, { id: 'i', problem: { message: 'no "text", or not a string; it has: id, body' } }],
    ['no fields', '{}', {}, { id: 'f:1', problem: { message: 'no "text", or not a string; it has: none' } }],
    ['a list', '["one"]', {}, { problem: { message: 'not a JSON object' } }],
    ['no JSON', '{"text":', {}, { problem: { code: 'record' } }],
    ['nested too deep to carry', `{"text":"one","a":${'['.repeat(50_000)}${']'.repeat(50_000)}}`, { keep: ['a'] }, { problem: { code: 'record' } }],
    ['a line separator in a string', '{"text":"one\u2028two"}', {}, { text: 'one\u2028two' }],
    ['a byte-order mark', '\ufeff{"text":"one"}', {}, { text: 'one' }],
  ])('%s', async (_, line, asked, expected) => expect(await read(readNdjson, line, asked)).toMatchObject([expected]));
});

test('names of the prototype are names like any other', async () => {
  const names = ['__proto__', 'constructor', 'toString', 'hasOwnProperty'];
  const record = names.map((name, i) => `"${name}":"v${i}"`).join(',');
  const lines = await read(readNdjson, `{"text":"one",${record}}\n{"text":"two"}`, { keep: names });
  const table = await read(readCsv, `text,${names.join(',')}\none,v0,v1,v2,v3\ntwo\n`, { keep: names });
  for (const [full, bare] of [lines, table]) {
    expect(names.map((name) => Object.getOwnPropertyDescriptor('text' in full! ? full.meta : {}, name)?.value as unknown)).toEqual(['v0', 'v1', 'v2', 'v3']);
    expect(names.map((name) => Object.getOwnPropertyDescriptor('text' in bare! ? bare.meta : {}, name)?.value as unknown)).toEqual([null, null, null, null]);
  }
  expect(await read(readNdjson, '{"id":"i"}', { fields: { text: 'constructor' } })).toMatchObject([{ problem: { code: 'record' } }]);
  expect(Object.keys(Object.prototype)).toEqual([]);
});

describe('dates', () => {
  test.each([
    ['2018', '2018'],
    ['2018-04', '2018-04'],
    ['2018-04-09', '2018-04-09'],
    [' 2018-04-09 ', '2018-04-09'],
    ['2018-04-09T23:30:00-05:00', '2018-04-09'],
    ['2018-04-09T10:00:00.000Z', '2018-04-09'],
    ['2018-04-09 10:00', '2018-04-09'],
    ['2020-02-29', '2020-02-29'],
    ['2019-02-29', null],
    ['1900-02-29', null],
    ['2018-13', null],
    ['2018-00', null],
    ['2018-04-31', null],
    ['2018-4-9', null],
    ['09/04/2018', null],
    ['9 April 2018', null],
    ['20180409', null],
    ['18', null],
    ['2018-04-09x', null],
  ])('%s', (text, expected) => expect(toDate(text)).toBe(expected));

  test('what is no ISO date is told, what is missing is not', async () => {
    const odd: string[] = [];
    const found = await read(readNdjson, '{"id":"a","text":"x","date":"May 1964"}\n{"id":"b","text":"x","date":""}\n{"id":"c","text":"x","date":{"y":1}}\n{"id":"d","text":"x","date":null}', { odd });
    expect(found.map((source) => 'text' in source && source.meta?.date)).toEqual([null, null, null, null]);
    expect(odd).toEqual(['a May 1964', 'c {"y":1}']);
  });
});
