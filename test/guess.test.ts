import fc from 'fast-check';
import iconv from 'iconv-lite';
import { describe, expect, test } from 'vitest';
import { textOf } from '../src/extract/index.js';
import { decodeOther, decodeTold, isEncoding } from '../src/guess.js';

describe('an encoding that nobody told', () => {
  test.each([
    ['windows-1252', 'The ministry’s “joint laboratory” will open – at a cost of €4 million – in the spring.'],
    ['windows-1252', 'The country’s plan'],
    ['latin1', 'The café in Zürich and the señor agreed on cooperation in science.'],
    ['gb18030', '中华人民共和国与各国在科学技术领域的合作不断深化，双方签署了协定。'],
    ['gbk', 'Joint statement of the two governments 联合声明 on science 科学 cooperation, signed in Beijing (北京).'],
    ['big5', '兩國政府將建立聯合實驗室，雙方簽署了合作協定。'],
    ['shift_jis', '両国政府は共同研究所を設立する。科学技術協力'],
    ['windows-1251', 'Правительства двух стран договорились о научном сотрудничестве.'],
  ])('%s: %s', (label, text) => {
    expect(decodeOther(iconv.encode(text, label))).toEqual({ text });
  });

  test('far into a text', () => {
    const text = `${'All of this is plain. '.repeat(20_000)}\nThe minister’s “plan” for Córdoba was agreed.`;
    expect(decodeOther(iconv.encode(text, 'windows-1252'))).toEqual({ text });
  });

  test.each([
    ['too short to tell', Buffer.from([0x43, 0xf4, 0x74, 0xe9])],
    ['control characters', Buffer.from([0x01, 0x02, 0xff, 0x41, 0x42, 0xe9, 0x03])],
  ])('%s: named', (_, bytes) => {
    expect(decodeOther(bytes)).toMatchObject({ problem: { code: 'encoding' } });
  });

  test('noise is not read as text', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 200, maxLength: 400 }), (bytes) => {
        expect(decodeOther(bytes)).toHaveProperty('problem');
      }),
    );
  });
});

describe('an encoding that is told', () => {
  test.each(['utf-8', 'gbk', 'gb18030', 'windows-1252', 'latin1', 'utf-16le'])('%s', (label) => {
    expect(isEncoding(label)).toBe(true);
    expect(decodeTold(iconv.encode('Zürich', label), label)).toEqual({ text: 'Zürich' });
  });

  test.each(['klingon', 'base64', 'hex', ''])('"%s" is none', (label) => {
    expect(isEncoding(label)).toBe(false);
  });

  test('what is not valid in it is named', () => {
    expect(decodeTold(Buffer.from([0x41, 0xff]), 'utf-8')).toMatchObject({ problem: { code: 'encoding' } });
    expect(decodeTold(Buffer.from([0x41, 0x81]), 'windows-1252')).toMatchObject({ problem: { code: 'encoding' } });
  });

  test('a byte-order mark is believed before it; a page says its own', async () => {
    expect(await textOf(Buffer.from('\ufeffZürich'), 'x', 'windows-1252')).toMatchObject({ extracted: { text: 'Zürich' } });
    expect(await textOf(Buffer.from([0x5a, 0xfc]), 'x', 'windows-1252')).toMatchObject({ extracted: { text: 'Zü' } });
    const page = iconv.encode('<html><meta charset="gbk"><p>科技 and science</p>', 'gbk');
    expect(await textOf(page, 'x')).toMatchObject({ extracted: { text: '科技 and science\n' } });
  });
});
