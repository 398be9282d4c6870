import { readFileSync } from 'node:fs';
import { strToU8 } from 'fflate';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { classify } from '../src/classify.js';
import { extractDocx } from '../src/extract/docx.js';
import { dateOf } from '../src/extract/extracted.js';
import { textOf } from '../src/extract/index.js';
import { extractHtml } from '../src/extract/html.js';
import { extractMarkdown } from '../src/extract/markdown.js';
import { extractOdt } from '../src/extract/odt.js';
import { extractRtf } from '../src/extract/rtf.js';
import type { Extracted } from '../src/extract/extracted.js';
import { docx, odt, paragraph } from './support/office.js';
import { shipped } from './support/lexicons.js';

const FOLDER = 'fixtures/formats';
const SOURCE = extractMarkdown(readFileSync(`${FOLDER}/source.md`, 'utf8'));
const lexicons = await shipped();
const TITLE = 'Cooperation in science with the island states';

/** The file as the program would read it. */
async function extracted(name: string): Promise<Extracted> {
  const outcome = await textOf(new Uint8Array(readFileSync(`${FOLDER}/${name}`)), name);
  if ('problem' in outcome) throw new Error(`${name}: ${outcome.problem.message}`);
  return outcome.extracted;
}

/** Every paragraph, item and row, on one line each. */
const blocks = (text: string): string[] =>
  text
    .split(/\n\s*\n|\n(?=[-|•]|\d\. )/)
    .map((block) => block.replace(/\s+/g, ' ').replace(/^(?:[-•]|\d\.(?= The | Orders)) ?/, '').trim())
    .filter((block) => block !== '');

describe('the same text out of every format', () => {
  const sourceBlocks = blocks(SOURCE.text);

  test.each([
    ['pandoc.md'],
    ['pandoc.html'],
    ['pandoc.docx'],
    ['pandoc.odt'],
    ['pandoc.rtf'],
    ['libreoffice.docx'],
    ['libreoffice.odt'],
    ['libreoffice.rtf'],
    ['libreoffice.pdf'],
    ['chromium.pdf'],
    ['groff-columns.pdf'],
    ['qpdf-owner.pdf'],
  ])('%s: all paragraphs whole', async (name) => {
    const own = blocks((await extracted(name)).text);
    const missing = sourceBlocks.filter((block) => !own.includes(block));
    expect(missing).toEqual([]);
    // Beside them nothing but the title page that pandoc makes of the front matter.
    const added = own.filter((block) => !sourceBlocks.includes(block) && !/^(?:Office of the Science Envoy|2024-03-18)$/.test(block));
    expect(added).toEqual([]);
  });

  test.each(['pandoc.md', 'pandoc.html', 'pandoc.docx', 'pandoc.odt', 'pandoc.rtf', 'libreoffice.docx', 'libreoffice.odt', 'libreoffice.rtf', 'libreoffice.pdf', 'chromium.pdf', 'groff-columns.pdf'])(
    '%s: the labels of the source',
    async (name) => {
      const labels = (text: string): unknown => {
        const result = classify(text, lexicons, { resamples: 0 });
        return result.status === 'ok' && [result.relevance?.label, ...Object.values(result.axes).map(({ label }) => label)];
      };
      expect(labels((await extracted(name)).text)).toEqual(labels(SOURCE.text));
    },
  );

  test('properties become metadata', async () => {
    expect(SOURCE.meta).toEqual({ title: TITLE, date: '2024-03-18', author: 'Office of the Science Envoy' });
    expect((await extracted('pandoc.html')).meta).toMatchObject({ title: TITLE, date: '2024-03-18' });
    for (const name of ['pandoc.docx', 'libreoffice.odt', 'libreoffice.rtf', 'libreoffice.pdf']) {
      const { title, date, author } = (await extracted(name)).meta;
      expect([title, author, typeof date], name).toEqual([TITLE, 'Office of the Science Envoy', 'string']);
      expect(date).toMatch(/^\d{4}-\d\d-\d\d$/);
    }
  });

  test('pages of a PDF', async () => {
    const { text, places } = await extracted('chromium.pdf');
    expect(places?.unit).toBe('page');
    expect(places?.starts.map((start) => text.slice(start, start + 10))).toEqual([TITLE.slice(0, 10), 'Ocean Data', 'sensitive ', 'Developing', expect.any(String)]);
  });
});

test.each<[string, string, string]>([
  ['headings stand alone', '# A\nText\n## B\nmore', 'A\u2029\nText\u2029\nB\u2029\nmore\n'],
  ['lines are those of the file', '---\ntitle: x\n---\n\n> quoted\n> on\n\n* one\n* two\n\n```\ncode\n```\nend', '\n\n\n\nquoted\non\n\n- one\n- two\n\n\n\n\nend\n'],
  ['marks go, words stay', 'A **bold** [link](http://x.y), `code`, ![picture](p.png) and <b>tag</b>.', 'A bold link, code,  and tag.\n'],
  ['tables by row', 'a\n\n| x | y |\n|---|---|\n| 1 | 2 |', 'a\n\n| x | y |\n\n| 1 | 2 |\n'],
  ['a rule is no front matter', '---\nno field\n---\ntext', '\nno field\n\ntext\n'],
])('Markdown: %s', (_, markdown, expected) => {
  expect(extractMarkdown(markdown).text).toBe(expected);
});

test.each<[string, string, object]>([
  ['scalars only', 'title: T\ndate: 2020-01-02T10:00:00Z\nn: 3\nok: true\nlist: [1]\nmap: {a: 1}', { title: 'T', date: '2020-01-02', n: 3, ok: true }],
  ['no aliases, no tags', 'a: &x 1\nb: *x\nc: !!binary aGk=', { a: 1 }],
  ['a date that is none', 'date: March 2020', { date: null }],
  ['a day that no calendar has', 'date: 2019-02-30', { date: null }],
  ['a year', 'date: 2020', { date: '2020' }],
  ['not YAML, but fields', 'title: Growth: a plan\ndate: 2020-05', { title: 'Growth: a plan', date: '2020-05' }],
  ['no way to the prototype', '__proto__: x\nconstructor: y\nplain: z', { plain: 'z' }],
])('front matter: %s', (_, yaml, meta) => {
  expect(extractMarkdown(`---\n${yaml}\n---\ntext`)).toEqual({ text: `${'\n'.repeat(yaml.split('\n').length + 2)}text\n`, meta });
});

test.each<[string, string, string]>([
  ['what is not seen goes', '<nav>menu</nav><p>a</p><script>x</script><style>y</style><p hidden>h</p><p style="color:red; display: none">d</p><aside>s</aside><footer>f</footer>', 'a\n'],
  ['the header of a page goes, that of an article stays', '<header>site</header><article><header><h1>Title</h1></header><p>a</p></article>', 'Title\n\na\n'],
  ['lists and lines', '<p>a<br>b<ul><li>one<li><p>two</p></ul><ol start=3><li>three</ol>', 'a\nb\n\n- one\n- two\n3. three\n'],
  ['tables by row', '<table><tr><th>x<th>y<tr><td><p>1</p><td>2</table>', '| x | y |\n| 1 | 2 |\n'],
  ['a list before a table', '<ul><li>a</ul><table><tr><td>1<td>2</table>', '- a\n\n| 1 | 2 |\n'],
  ['notices about cookies, links past the navigation', '<div id="cookie-banner">x</div><div class="a cookie-notice">y</div><a class=skip-link href="#m">z</a><p class="skipper">a</p>', 'a\n'],
  ['tables that lay out', '<table><tr><td><h1>Title</h1><p>a</p><td><table><tr><td>1<td>2</table></table>', 'Title\n\na\n\n| 1 | 2 |\n'],
  ['marks of notes go, powers stay with words', '<p>word<sup>[1]</sup> and 1<sup>st</sup></p>', 'word and 1st\n'],
  ['entities, soft hyphens', '<p>R&amp;D co&shy;operation&nbsp;now</p>', 'R&D cooperation now\n'],
  ['preformatted', '<pre>a\n  b</pre>', 'a\n  b\n'],
])('HTML: %s', (_, html, expected) => {
  expect(extractHtml(html).text).toBe(expected);
});

test('DOCX: tracked insertions in, deletions and comments out; no headers of pages', async () => {
  const tracked = '<w:p><w:r><w:t>The states </w:t></w:r><w:del w:id="1"><w:r><w:delText>refuse</w:delText></w:r></w:del><w:ins w:id="2"><w:r><w:t>agree</w:t></w:r></w:ins><w:r><w:t>.</w:t></w:r></w:p>';
  const { text, places } = await extractDocx(docx(paragraph('First.') + tracked, { 'word/header1.xml': '<w:hdr>head</w:hdr>', 'word/comments.xml': '<w:comments/>' }));
  expect(text).toBe('First.\n\nThe states agree.\n');
  expect(places).toEqual({ unit: 'paragraph', starts: [0, 8] });
});

test('ODT: tracked deletions and comments out, notes at the end', async () => {
  const { text } = await extractOdt(
    odt('<text:tracked-changes><text:p>deleted</text:p></text:tracked-changes><text:p>Kept<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>A note.</text:p></text:note-body></text:note><text:s text:c="2"/>text.<office:annotation><text:p>comment</text:p></office:annotation></text:p>'),
  );
  expect(text).toBe('Kept text.\n\nA note.\n');
});

test.each<[string, string, string]>([
  ['code pages', String.raw`{\rtf1\ansi\ansicpg1252{\fonttbl{\f1\fcharset134 SimSun;}}caf\'e9 \'93q\'94 {\f1\'bf\'c6\'bc\'bc}\par}`, 'café “q” 科技\n'],
  ['Unicode with what stands in for it', String.raw`{\rtf1\uc1 a\u8211?b\u8211\'96c{\uc0\u233 }}`, 'a–b–cé\n'],
  ['deletions, hidden text, pictures, page headers', String.raw`{\rtf1 a{\deleted x}{\v y}{\header h}{\pict 00ff}{\*\unknown z}b}`, 'ab\n'],
  ['notes', String.raw`{\rtf1 a{\super 1}{\footnote\pard 1 A note.\par}b\par}`, 'a1b\n\nA note.\n'],
  ['lists without a table of lists', String.raw`{\rtf1 {\pard \fi-360\li360 1.\tx360\tab one\par}{\pard \fi-360\li720 \endash \tx360\tab two\par}{\pard 1. Heading\par}}`, '1. one\n– two\n\n1. Heading\n'],
  ['tables', String.raw`{\rtf1\trowd\intbl x\cell y\cell\row\trowd\intbl 1\cell 2\cell\row\pard end\par}`, '| x | y |\n| 1 | 2 |\n\nend\n'],
])('RTF: %s', (_, rtf, expected) => {
  expect(extractRtf(strToU8(rtf, true)).text).toBe(expected);
});

test.each([
  ["D:20240318093000+02'00'", '2024-03-18'],
  ['2024-03-18T09:30:00Z', '2024-03-18'],
  ['20240318', '2024-03-18'],
  ['18 March 2024', null],
  ['2024-13-01', null],
  ['D:20240231', null],
  [undefined, null],
])('the date of %s', (value, date) => {
  expect(dateOf(value)).toBe(date);
});

test('any text gives text, whatever is in it, and no marks of its own', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('#', '*', '_', '|', '-', '>', '<p>', '</p>', '<table>', '<td>', '<li>', '&', '\n', ' ', 'word', '[', ']', '(', ')', '`', '\\', '{', '}', '1.') }), (text) => {
      expect(typeof extractMarkdown(text).text).toBe('string');
      const html = extractHtml(text);
      expect(html.places?.starts.every((start) => start < Math.max(1, html.text.length))).toBe(true);
      expect(typeof extractRtf(strToU8(`{\\rtf1 ${text}`, true)).text).toBe('string');
    }),
  );
});
