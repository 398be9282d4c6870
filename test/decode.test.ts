import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decode } from '../src/decode.js';

const TEXT = 'Côte d’Ivoire – 合作';

function utf16(text: string, bigEndian = false): Buffer {
  const bytes = Buffer.from(`\ufeff${text}`, 'utf16le');
  return bigEndian ? bytes.swap16() : bytes;
}

describe('decode', () => {
  test.each([
    ['UTF-8', Buffer.from(TEXT)],
    ['UTF-8 with a mark', Buffer.from(`\ufeff${TEXT}`)],
    ['UTF-16LE', utf16(TEXT)],
    ['UTF-16BE', utf16(TEXT, true)],
    ['UTF-16LE without a mark', utf16(TEXT).subarray(2)],
    ['UTF-16BE without a mark', utf16(TEXT, true).subarray(2)],
  ])('reads %s', (_, bytes) => {
    expect(decode(bytes)).toEqual({ text: TEXT });
  });

  test.each([
    ['Windows-1252', Buffer.from([0x43, 0xf4, 0x74, 0x65]), 'encoding'],
    ['cut UTF-8', Buffer.from(TEXT).subarray(0, -1), 'cut_off'],
    ['cut UTF-16', utf16(TEXT).subarray(0, -1), 'encoding'],
    ['a lone surrogate', Buffer.concat([utf16('a'), Buffer.from([0x00, 0xd8])]), 'encoding'],
    ['NUL far in', Buffer.concat([Buffer.alloc(100_000, 'a'), Buffer.from([0])]), 'binary'],
    ['NUL in UTF-16', utf16('a\0b'), 'binary'],
    ['UTF-16 of odd length without a mark', utf16('plain').subarray(2, -1), 'binary'],
    ['UTF-32', Buffer.from([0xff, 0xfe, 0, 0, 0x61, 0, 0, 0]), 'binary'],
  ])('names %s', (_, bytes, code) => {
    expect(decode(bytes)).toMatchObject({ problem: { code } });
  });

  test('any bytes give text or a named problem', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        const decoded = decode(bytes);
        if ('text' in decoded) expect(decoded.text).not.toContain('\ufffd');
        else expect(decoded.problem.message).not.toBe('');
      }),
    );
  });
});
