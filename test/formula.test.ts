import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { guardFormula, unguardFormula } from '../src/formula.js';
import { escapeMarkup } from '../src/report/markup.js';
import { printable } from '../src/report/printable.js';
import { xmlText } from '../src/report/xml.js';

const anyText = fc.string({ unit: fc.oneof(fc.constantFrom(...'\'=+-@\t\r\n\u001b\u009b\u202e\u2028\ufeff<>&"0123456789.＝＋－＠\0'), fc.string({ unit: 'binary', maxLength: 1 })) });

describe('formulas', () => {
  test.each([
    ['=1', "'=1"], ['+1', "'+1"], ['-x', "'-x"], ['@a', "'@a"], ['\tx', "'\tx"], ['\rx', "'\rx"], ['\nx', "'\nx"], ['＝x', "'＝x"], ['＋x', "'＋x"], ['－x', "'－x"], ['＠x', "'＠x"],
    ["'=1", "''=1"], ['-1', '-1'], ['-12.5', '-12.5'], ['-1.', "'-1."], ['-1+1', "'-1+1"], ['--1', "'--1"], ['x-1', 'x-1'], ["'quoted'", "'quoted'"], ['a=1', 'a=1'], ['', ''],
  ])('%j is written %j', (text, written) => {
    expect(guardFormula(text)).toBe(written);
    expect(unguardFormula(written)).toBe(text);
  });

  test('none is left, and each comes back', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const written = guardFormula(text);
        expect(written).not.toMatch(/^[=+@\t\r\n＝＋－＠]|^-(?!\d+(\.\d+)?$)/);
        expect(unguardFormula(written)).toBe(text);
      }),
      { numRuns: 2_000 },
    );
  });
});

test.each(['\0', '\u001b', '\u007f', '\u0080', '\u009b', '\u009f', '\u061c', '\u200e', '\u200f', '\u2028', '\u2029', '\u202a', '\u202e', '\u2066', '\u2069', '\ufeff', '\n', '\r', '\t'])('%j is written as an escape', (char) => {
  expect(printable(`a${char}b`)).toBe(`a\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}b`);
});

test('what harms nobody stays as it is', () => expect(printable('é 中 \u200d \u{1f469} ~\u00a0')).toBe('é 中 \u200d \u{1f469} ~\u00a0'));

test('nothing that ends an element or an attribute, and nothing that XML cannot hold', () => {
  expect(escapeMarkup(`<a b="c">&'`)).toBe('&lt;a b=&quot;c&quot;&gt;&amp;&#39;');
  expect(escapeMarkup('\ud800x\ufffe')).toBe('\ufffdx\ufffd');
  expect(xmlText('a\0<&>"\t\r\nb\ufffe\u{1f469}')).toBe('a&lt;&amp;&gt;&quot;&#9;&#13;&#10;b\u{1f469}');
  fc.assert(
    fc.property(anyText, (text) => {
      for (const written of [escapeMarkup(text), xmlText(text)]) {
        expect(written.replace(/&(?:amp|lt|gt|quot|#39|#9|#10|#13);/g, '')).not.toMatch(/[<>&"\t\r\n\0-\u0008\u000b-\u001f\ufffe\uffff]/);
        expect(!/\p{Surrogate}/u.test(written)).toBe(true);
      }
    }),
    { numRuns: 2_000 },
  );
});
