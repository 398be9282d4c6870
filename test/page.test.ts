import { inflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import assets from '#page';
import { classify } from '../src/classify.js';
import { makePage } from '../src/report/page/build.js';
import { MOST_HITS, MOST_TEXT } from '../src/report/page/collect.js';
import { fromColumns, toColumns } from '../src/report/page/columns.js';
import type { PackedText, PageHit } from '../src/report/page/data.js';
import { dataBlock, html } from '../src/report/page/html.js';
import { onTopic, tally } from '../src/report/page/tally.js';
import { unitFor } from '../src/report/page/time.js';
import { decimal, grouped, percent } from '../src/report/page/words.js';
import type { OkResult } from '../src/types.js';
import { DOCS, ERROR, RUN, SET, dataOf, pageOf } from './support/page.js';

function textOf(page: string, number: number): PackedText {
  const packed = new RegExp(`id="text-${number}">([^<]*)<`).exec(page)![1]!;
  return JSON.parse(inflateRawSync(Buffer.from(packed, 'base64')).toString()) as PackedText;
}

describe('html', () => {
  test('no text becomes markup, in content or in an attribute', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('<', '>', '"', "'", '&', 'a', '/', '`', ' ') }), (text) => {
        const { text: made } = html`<p title="${text}">${text}</p>`;
        const [, attribute, content] = /^<p title="([^"]*)">([^<]*)<\/p>$/s.exec(made)!;
        const back = (escaped: string): string => escaped.replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&quot;/g, '"').replace(/&#39;/g, "'").replace(/&amp;/g, '&');
        expect([back(attribute!), back(content!)]).toEqual([text, text]);
      }),
    );
  });

  test('templates nest, lists are joined', () => {
    expect(html`<ul>${['<', 1].map((each) => html`<li>${each}</li>`)}</ul>`.text).toBe('<ul><li>&lt;</li><li>1</li></ul>');
  });

  test('no JSON ends its block', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const block = dataBlock('x', JSON.stringify({ value, evil: '</script><!--<script>' })).text;
        expect(block.slice(8).match(/</g)).toHaveLength(1);
        expect(JSON.parse(block.replace(/^[^>]*>|<\/script>$/g, ''))).toEqual(JSON.parse(JSON.stringify({ value, evil: '</script><!--<script>' })));
      }),
    );
  });
});

test('hits come back from columns as they were', () => {
  const hit = fc.record({
    entry: fc.nat(50),
    start: fc.nat(10_000),
    length: fc.nat(50),
    line: fc.nat(100),
    contribution: fc.constantFrom(0, 0.4, 1.25),
    domain: fc.constantFrom(0.4, 0.7, 1),
    dropped: fc.constantFrom(null, 'heading' as const, 'context' as const),
    cues: fc.array(fc.record({ id: fc.string(), kind: fc.string(), factor: fc.constantFrom(0, 0.5), quote: fc.string() }), { maxLength: 2 }),
    quote: fc.option(fc.string()),
  });
  fc.assert(
    fc.property(fc.array(hit), (raw) => {
      const hits: PageHit[] = raw.map(({ length, ...rest }) => ({ ...rest, end: rest.start + length })).sort((a, b) => a.start - b.start);
      expect(fromColumns(JSON.parse(JSON.stringify(toColumns(hits))) as ReturnType<typeof toColumns>)).toEqual(hits);
    }),
  );
});

describe('the page says what classify says', () => {
  test('every figure of every document', () => {
    const { documents, lexicons } = dataOf(pageOf(DOCS));
    for (const [i, { id, text, meta }] of DOCS.entries()) {
      const result = JSON.parse(JSON.stringify(classify(text, SET, { id, resamples: 100, meta: meta! }), (_, value: unknown) => (typeof value === 'number' ? Number(value.toFixed(4)) : value))) as OkResult;
      const shown = documents[i]!;
      expect(shown).toMatchObject({ id, key: id, words: result.words, sentences: result.sentences, relevance: result.relevance, date: result.meta.date, title: result.meta.title });
      for (const [n, { id: axis, poles }] of lexicons.filter(({ kind }) => kind === 'axis').entries()) {
        const { label, reason, theta, interval, confidence, significant, hits, weight } = result.axes[axis]!;
        expect(shown.axes[n]).toEqual({ label, reason, theta, interval, confidence, significant, hits: poles.map((pole) => hits[pole]), weight: poles.map((pole) => weight[pole]) });
      }
    }
  });

  test('contributions in the text add up to the weights of the table', () => {
    const page = pageOf(DOCS);
    const { documents, entries, lexicons } = dataOf(page);
    for (const [i, document] of documents.entries()) {
      const hits = fromColumns(textOf(page, i).hits);
      for (const [n, { poles }] of lexicons.filter(({ kind }) => kind === 'axis').entries())
        for (const side of [0, 1] as const) {
          const sum = hits.filter(({ entry }) => entries[entry]!.lexicon === n && entries[entry]!.pole === poles[side]).reduce((total, { contribution }) => total + contribution, 0);
          expect(sum).toBeCloseTo(document.axes[n]!.weight[side], 3);
        }
    }
  });

  test('hits that do not count say why; nested ones are there too', () => {
    const page = pageOf(DOCS);
    const { entries } = dataOf(page);
    const hits = fromColumns(textOf(page, 1).hits).map(({ entry, dropped, cues }) => [entries[entry]!.id, dropped, cues.map(({ quote }) => quote)]);
    expect(hits).toContainEqual(['lead', 'shadowed', []]);
    expect(hits).toContainEqual(['join', 'context', ['not']]);
  });

  test('labels are counted as the table has them', () => {
    const { documents } = dataOf(pageOf(DOCS));
    const counts = tally(documents, 0, 'left');
    expect(counts).toMatchObject({ minus: 1, plus: 1, off_topic: 1 });
    expect(onTopic(counts)).toBe(2);
  });
});

test('what could not be read is named, and not counted', () => {
  const page = pageOf(DOCS, { extra: [ERROR] });
  expect(page).toContain('1 document could not be read and is not in the figures');
  expect(page).toMatch(/broken\.txt<\/span>: no words/);
  expect(dataOf(page).documents).toHaveLength(3);
});

test('ids that are the same, strange or half a character still make links of their own', () => {
  const { documents } = dataOf(pageOf(['__proto__', 'x', 'x', 'x (2)', '\ud800', '\ufffd'].map((id) => ({ id, text: DOCS[0]!.text }))));
  expect(documents.map(({ key }) => key)).toEqual(['__proto__', 'x', 'x (2)', 'x (2) (2)', '\ufffd', '\ufffd (2)']);
});

test('a long text is cut at a stated length, its figures are not', () => {
  const text = `Our laboratory will join them abroad. ${'It was the day of the bread and of the salt. '.repeat(MOST_TEXT / 45)} We lead abroad.`;
  const page = pageOf([{ id: 'long', text }]);
  const shown = textOf(page, 0);
  expect(shown.text).toHaveLength(MOST_TEXT);
  expect(shown.length).toBe(text.length);
  expect(dataOf(page).documents[0]!.axes[0]!.hits).toEqual([1, 1]);
  expect(fromColumns(shown.hits).map(({ quote }) => quote)).toContain('lead abroad');
  const many = textOf(pageOf([{ id: 'many', text: 'We join the laboratory abroad. '.repeat(2_000) }]), 0);
  expect(many.hits.entry).toHaveLength(MOST_HITS);
  expect(many.more).toBe(3 * 2_000 - MOST_HITS);
});

test('without texts the evidence is quoted', () => {
  const shown = textOf(pageOf(DOCS, { texts: false }), 0);
  expect(shown.text).toBeNull();
  expect(fromColumns(shown.hits).map(({ quote }) => quote)).toEqual(expect.arrayContaining(['join', 'follow', 'fund']));
});

test('results make a page too, with evidence where they quote it', () => {
  const results = DOCS.map(({ id, text }) => classify(text, SET, { id, resamples: 100, evidence: true }));
  const page = makePage({ title: 'Test', run: null, set: null, results, texts: false }, assets);
  for (const result of results) page.add(result);
  const made = [...page.pieces()].join('');
  const [own, other] = [dataOf(pageOf(DOCS)), dataOf(made)];
  expect(other.documents.map(({ axes }) => axes)).toEqual(own.documents.map(({ axes }) => axes));
  const { entries } = other;
  expect(fromColumns(textOf(made, 0).hits).map(({ entry, quote }) => [entries[entry]!.id, quote])).toEqual([['join', 'join'], ['follow', 'follow'], ['fund', 'fund']]);
  expect(made).toContain('do not say what they were made with');
});

test('the same documents make the same bytes', () => {
  expect(pageOf(DOCS)).toBe(pageOf(DOCS));
});

test('the policy lets nothing in, and the lexicons are named', () => {
  const page = pageOf(DOCS);
  expect(page).toMatch(/content="default-src &#39;none&#39;|content="default-src 'none'/);
  expect(page.replaceAll('xmlns="http://www.w3.org/2000/svg"', '').match(/unsafe-|https?:|\ssrc=|\sstyle=/g)).toBeNull();
  for (const { id } of RUN.lexicons) expect(page).toContain(`<th scope="row">${id}</th>`);
});

describe('over time', () => {
  test.each([
    [1990, 1991, 'year'],
    [1946, 2023, '5-years'],
    [1800, 2023, 'decade'],
    [1500, 2023, '25-years'],
    [0, 9999, '100-years'],
  ])('%i to %i by %s', (first, last, unit) => {
    expect(unitFor(first, last).name).toBe(unit);
  });

  test('what trend says of the dated documents, drawn and as figures', () => {
    const page = pageOf([...DOCS, { id: 'undated', text: DOCS[0]!.text }]);
    const section = /<section id="time".*?<\/section>/s.exec(page)![0];
    expect(section).toContain('3 dated documents, 2 of them on topic.');
    expect(section).toContain('part: no trend can be told: 1 period, 1 document; at least 5 periods');
    expect(section.match(/<svg [^>]*aria-label="(?:part|carrier) by year/g)).toHaveLength(2);
    expect(section).toMatch(/<th scope="row">1998<\/th><td>1 of 1<\/td><td>1<\/td><td>0<\/td><td>0<\/td><td>0<\/td>/);
  });

  test.each([
    ['one date', ['1998']],
    ['one year', ['1998', '1998-04']],
    ['dates that are none', ['yesterday', '2001-13']],
  ])('no course of %s', (_, dates) => {
    expect(pageOf(dates.map((date) => ({ id: date, text: DOCS[0]!.text, meta: { date } }))).includes('id="time"')).toBe(false);
  });
});

test('numbers look the same everywhere', () => {
  expect([grouped(0), grouped(999), grouped(1000), grouped(1234567)]).toEqual(['0', '999', '1,000', '1,234,567']);
  expect([decimal(-1.234), decimal(-0.001, true), decimal(2, true)]).toEqual(['\u22121.23', '0.00', '+2.00']);
  expect([percent(1, 3), percent(0, 0)]).toEqual(['33 %', '\u2013']);
});
