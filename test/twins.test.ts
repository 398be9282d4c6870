import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { classify } from '../src/classify.js';
import { decode } from '../src/decode.js';
import type { LexiconSet } from '../src/lexicon/compile.js';
import type { OkResult, Result } from '../src/types.js';
import { shipped } from './support/lexicons.js';

/** Sentences of our own, with letters that have two normal forms, and words that the lexicons know. */
const SENTENCES = [
  'The two Governments will set up a joint laboratory in Côte d’Ivoire.',
  'Scientists of both sides may not use the equipment without consent.',
  'Our country proposes rules for the ethics of artificial intelligence to the United Nations.',
  'The programme for developing countries trains 400 young researchers a year.',
  'Señor Núñez, naïve as ever, asked about co-operation in biotechnology.',
  'We joined the telescope in 2019, following our partners.',
];
let set: LexiconSet;
beforeAll(async () => void (set = await shipped()));

const score = (text: string): Result => classify(text, set, { resamples: 50, evidence: false });
/** What must be equal even where spans move. */
const figures = (result: Result): unknown => (({ sentences, words, relevance, axes, themes }: OkResult) => ({ sentences, words, relevance, axes, themes }))(result as OkResult);

function utf16(text: string, bigEndian: boolean, mark: boolean): Uint8Array {
  const bytes = Buffer.from((mark ? '\ufeff' : '') + text, 'utf16le');
  return bigEndian ? bytes.swap16() : bytes;
}

const texts = fc.array(fc.constantFrom(...SENTENCES), { minLength: 2, maxLength: 8 }).map((sentences) => sentences.join('\n') + '\n');
const TWINS: Record<string, (text: string) => string> = {
  'CRLF': (text) => text.replaceAll('\n', '\r\n'),
  'NFD': (text) => text.normalize('NFD'),
  'NFC': (text) => text.normalize('NFC'),
  'soft hyphens': (text) => text.replace(/(\p{L}{3})(\p{L}{3})/gu, '$1\u00ad$2'),
  'blanks that do not break': (text) => text.replaceAll(' ', '\u00a0'),
  'straight apostrophes': (text) => text.replaceAll('’', "'"),
  'a byte-order mark': (text) => `\ufeff${text}`,
  'blanks at the ends': (text) => `\n\n ${text} \n\n`,
};

test.each(Object.keys(TWINS))('%s: the same figures', (name) => {
  fc.assert(
    fc.property(texts, (text) => void expect(figures(score(TWINS[name]!(text)))).toEqual(figures(score(text)))),
    { numRuns: 25 },
  );
});

test.each([[false, true], [true, true], [false, false], [true, false]])('UTF-16 (big-endian %s, marked %s) is decoded to the same text', (bigEndian, mark) => {
  fc.assert(fc.property(texts, (text) => void expect(decode(utf16(text, bigEndian, mark))).toEqual({ text })), { numRuns: 50 });
});

test('a text twice over, however often and in whatever order it is asked, gives the same bytes', () => {
  const all = SENTENCES.map((text) => JSON.stringify(score(text)));
  const again = [...SENTENCES].reverse().map((text) => JSON.stringify(score(text))).reverse();
  expect(again).toEqual(all);
});

test('words that objects inherit are words', () => {
  expect(score('The constructor of the laboratory, toString and hasOwnProperty, and __proto__ valueOf signed an agreement.')).toMatchObject({ status: 'ok' });
});
