import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { strToU8, zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { extract } from '../src/extract/host.js';
import { textOf } from '../src/extract/index.js';
import { docx, odt, paragraph } from './support/office.js';

const pdf = (name: string): Uint8Array => new Uint8Array(readFileSync(`fixtures/formats/${name}.pdf`));
const PAYLOAD = '<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>';

describe('what cannot be read is named, with what to do', () => {
  test.each<[string, () => Uint8Array, string, RegExp]>([
    ['a PDF with a password', () => pdf('qpdf-encrypted'), 'encrypted', /qpdf .*--decrypt/],
    ['a scan', () => pdf('ghostscript-scan'), 'no_text', /OCR/],
    ['a PDF cut short', () => pdf('libreoffice').subarray(0, 2000), 'broken', /broken PDF/],
    ['a PDF in name only', () => strToU8('%PDF-1.7\nnothing'), 'broken', /broken PDF/],
    ['an old Word document', () => new Uint8Array(readFileSync('fixtures/formats/libreoffice.doc')), 'format', /save it as docx or PDF/],
    ['a Word document with a password', () => Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, ...Buffer.from('EncryptedPackage', 'utf16le')]), 'format', /password/],
    ['a spreadsheet', () => zipSync({ '[Content_Types].xml': strToU8('x'), 'xl/workbook.xml': strToU8('x') }), 'format', /CSV/],
    ['some zip', () => zipSync({ 'a.txt': strToU8('text') }), 'format', /zip archive/],
    ['a zip cut short', () => docx(paragraph('a')).subarray(0, 300), 'format', /broken office document/],
    ['a picture', () => strToU8('\x89PNG\r\n\x1a\n', true), 'format', /OCR/],
    ['a page that a browser saved as mail', () => strToU8('From: <Saved by Blink>\r\nMIME-Version: 1.0\r\n\r\n<html>'), 'format', /complete page/],
    ['a mail', () => strToU8('Received: from x\n\tby y\nSubject: z\nMIME-Version: 1.0\n\ntext'), 'format', /PDF/],
    ['XML', () => strToU8('<?xml version="1.0"?>\n<office:document/>'), 'format', /marks would count as words/],
    ['a zip bomb', () => docx('x', { 'word/styles.xml': new Uint8Array(24 * 1024 * 1024) }), 'size', /more than 200 times/],
    ['a zip bomb that lies about its size', () => lying(docx('x', { 'word/styles.xml': new Uint8Array(1024 * 1024) })), 'broken', /broken zip/],
    ['entities in DOCX', () => docx('x', { 'word/styles.xml': `${PAYLOAD}<w:styles>&b;</w:styles>` }), 'unsafe', /document type/],
    ['entities in ODT', () => odt(`${PAYLOAD}&b;`), 'unsafe', /document type/],
    ['deep nesting in DOCX', () => docx(`${'<w:sdt><w:sdtContent>'.repeat(20_000)}${paragraph('a')}${'</w:sdtContent></w:sdt>'.repeat(20_000)}`), 'nesting', /levels/],
    ['deep nesting in RTF', () => strToU8(`{\\rtf1 ${'{'.repeat(10_000)}`), 'nesting', /levels/],
    ['deep nesting in HTML', () => strToU8(`<!doctype html>${'<div>'.repeat(10_000)}a`), 'nesting', /levels/],
  ])('%s', async (_, make, code, message) => {
    const outcome = await textOf(make(), 'x');
    expect(outcome).toMatchObject({ problem: { code, message: expect.stringMatching(message) as unknown } });
  });

  /** Every size in the directory becomes 10 bytes. */
  function lying(zip: Uint8Array): Uint8Array {
    const bytes = Buffer.from(zip);
    for (let at = bytes.indexOf('PK\x01\x02', 0, 'latin1'); at >= 0; at = bytes.indexOf('PK\x01\x02', at + 4, 'latin1')) bytes.writeUInt32LE(10, at + 24);
    return new Uint8Array(bytes);
  }
});

test('deep nesting in Markdown is text or a problem, not a crash', async () => {
  const outcome = await textOf(strToU8(`${'> '.repeat(3_000)}deep`), 'x.md');
  expect(Object.keys(outcome)).toEqual([expect.stringMatching(/^(?:extracted|problem)$/)]);
});

test('a Word document asks for no file and no address', async () => {
  const drawing = '<w:p><w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"><a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:graphicData><pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:blipFill><a:blip r:link="r9"/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>';
  const relations = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r9" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" Target="file:///etc/passwd" TargetMode="External"/></Relationships>';
  const outcome = await textOf(docx(`${paragraph('Before.')}${drawing}${paragraph('After.')}`, { 'word/_rels/document.xml.rels': relations }), 'x.docx');
  expect(outcome).toMatchObject({ extracted: { text: 'Before.\n\nAfter.\n' } });
});

test('a document that takes too long is given up, and the next one is read', async () => {
  const slow = extract({ format: 'html', content: '<p>a'.repeat(2_000_000) }, 1);
  const next = extract({ format: 'html', content: '<p>b' });
  expect(await slow).toMatchObject({ problem: { code: 'time' } });
  expect(await next).toMatchObject({ extracted: { text: 'b\n' } });
});

test('broken documents give text or a named problem', async () => {
  const documents = ['libreoffice.pdf', 'pandoc.docx', 'pandoc.odt', 'pandoc.rtf'].map((name) => new Uint8Array(readFileSync(`fixtures/formats/${name}`)));
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...documents), fc.array(fc.tuple(fc.double({ min: 0, max: 0.999, noNaN: true }), fc.integer({ min: 0, max: 255 })), { minLength: 1, maxLength: 20 }), async (document, changes) => {
      const bytes = document.slice();
      for (const [where, value] of changes) bytes[Math.floor(where * bytes.length)] = value;
      const outcome = await textOf(bytes, 'x');
      if ('problem' in outcome) expect(outcome.problem.message).toMatch(/;/);
      else expect(outcome.extracted.text).toEqual(expect.any(String));
    }),
    { numRuns: 40 },
  );
});
