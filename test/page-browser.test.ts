import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import assets from '#page';
import { classify } from '../src/classify.js';
import { makePage } from '../src/report/page/build.js';
import { HAS_CHROMIUM, launch, open } from './support/browser.js';
import type { Opened } from './support/browser.js';
import { DOCS, ERROR, SET, pageOf } from './support/page.js';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What would run, or lead the eye astray, if anything let it. */
const EVIL = ['<script>window.hacked=1</script>', '</script><script>window.hacked=1</script>', '"><img src=x onerror="window.hacked=1">', "'><svg onload=window.hacked=1>", '<!--', ']]>', 'javascript:window.hacked=1', '\u202egnp.exe', '\u0000\u001b[31m\u009b', '__proto__', 'constructor', '&lt;b&gt;', '{{7*7}}', '${7*7}'];

const rows = (page: Page): Promise<string[]> => page.locator('.documents tbody a').allTextContents();

describe.skipIf(!HAS_CHROMIUM)('the page in Chromium (skipped where there is none; CHROME_PATH names it)', () => {
  let browser: Browser;
  let opened: Opened | null = null;
  const show = async (content: string, hash = '', options = {}): Promise<Page> => {
    opened = await open(browser, content, hash, options);
    return opened.page;
  };
  /** Ends a test: nothing was loaded, nothing complained. */
  const calm = async (): Promise<void> => {
    const { troubles, close } = opened!;
    expect(await opened!.page.evaluate('window.hacked')).toBeUndefined();
    await close();
    expect(troubles).toEqual([]);
  };

  beforeAll(async () => {
    browser = await launch();
  }, 60_000);
  afterAll(() => browser?.close());

  test('opens with every document, asks for nothing, complains of nothing', async () => {
    const page = await show(pageOf(DOCS, { extra: [ERROR] }));
    expect(await rows(page)).toEqual(['The survey', 'b.txt', 'c.txt']);
    expect(await page.getByRole('table', { name: 'Documents', exact: true }).getByRole('row').count()).toBe(4);
    expect(await page.locator('.unreadable').innerText()).toContain('broken.txt: no words');
    await calm();
  });

  test('filters by name and by label, keeps them in the address, and takes them from there', async () => {
    const page = await show(pageOf(DOCS));
    await page.getByLabel('Name, title or date contains').fill('B.TXT');
    expect(await rows(page)).toEqual(['b.txt']);
    await page.getByRole('button', { name: 'Reset' }).click();
    await page.getByLabel('part', { exact: true }).selectOption('left');
    expect(await rows(page)).toEqual(['The survey']);
    expect(new URL(page.url()).hash).toBe('#axis.part=left');
    await page.getByLabel('part', { exact: true }).selectOption('none');
    await page.reload();
    expect(await rows(page)).toEqual(['c.txt']);
    expect(await page.getByRole('status').first().innerText()).toBe('1 of 3 documents');
    await page.getByLabel('Relevance', { exact: true }).selectOption('relevant');
    expect(await rows(page)).toEqual([]);
    await calm();
  });

  test('sorts by keyboard, and says so', async () => {
    const page = await show(pageOf(DOCS));
    const head = page.getByRole('columnheader', { name: 'Date' });
    await head.getByRole('button').focus();
    await page.keyboard.press('Enter');
    expect(await head.getAttribute('aria-sort')).toBe('ascending');
    await page.keyboard.press('Enter');
    expect(await head.getAttribute('aria-sort')).toBe('descending');
    expect(await rows(page)).toEqual(['c.txt', 'b.txt', 'The survey']);
    await page.getByRole('columnheader', { name: 'part' }).getByRole('button').click();
    expect(await rows(page), 'what has no position comes last').toEqual(['The survey', 'b.txt', 'c.txt']);
    await page.getByRole('columnheader', { name: 'part' }).getByRole('button').click();
    expect(await rows(page)).toEqual(['b.txt', 'The survey', 'c.txt']);
    await calm();
  });

  test('a link leads to a document, and to one of its hits', async () => {
    const page = await show(pageOf(DOCS), '#doc=b.txt');
    expect(await page.getByRole('heading', { level: 2 }).innerText()).toBe('b.txt');
    await page.locator('mark').first().waitFor();
    expect((await page.locator('.text').innerText()).replace(/\s+/g, ' ').trim()).toBe(DOCS[1]!.text.trim());
    expect(await page.locator('.hits a').allTextContents()).toEqual(['lead abroad', 'rule']);
    await page.getByLabel('not counted').check();
    expect(await page.locator('.hits li').allInnerTexts()).toContainEqual(expect.stringMatching(/^join\n.*left\nnot counted: the words around it take it back$/s));
    await page.getByRole('checkbox', { name: 'carrier' }).uncheck();
    expect(await page.locator('.hits a').allTextContents()).not.toContain('rule');
    await page.getByRole('link', { name: 'join' }).click();
    expect(await page.locator('.chosen').innerText()).toMatch(/Contribution\s+none: the words around it take it back\s+Context\s+\u201cnot\u201d: negation, \u00d7 0 \(not\)/);
    await page.reload();
    await page.locator('.chosen .details').waitFor();
    expect(await page.locator('mark.is-chosen').innerText()).toBe('join');
    expect(await page.locator('.hits [aria-current]').innerText()).toBe('join');
    await calm();
  });

  test('with the keyboard alone: into a document, through its hits, and back to the same line', async () => {
    const page = await show(pageOf(DOCS));
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.className')).toBe('skip');
    await page.getByRole('link', { name: 'The survey' }).focus();
    await page.keyboard.press('Enter');
    await page.locator('mark').first().waitFor();
    expect(await page.evaluate('document.activeElement.tagName')).toBe('H2');
    await page.getByRole('link', { name: 'join' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Next' }).focus();
    await page.keyboard.press('Enter');
    expect(await page.locator('.chosen h3').innerText()).toBe('Hit 2 of 3');
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Next');
    await page.getByRole('link', { name: 'All documents' }).focus();
    await page.keyboard.press('Enter');
    // The address changes first, and the page then.
    await page.locator('#table-view').waitFor();
    expect(await page.evaluate('document.activeElement.textContent')).toBe('The survey');
    expect(await page.locator('[tabindex]').evaluateAll((all: { getAttribute(name: string): string }[]) => all.filter((each) => Number(each.getAttribute('tabindex')) > 0).length)).toBe(0);
    await calm();
  });

  test.each(
    (['light', 'dark'] as const).flatMap((colorScheme) => ['', '#doc=a.txt&hit=2', '#doc=b.txt&dropped=1&show=part&show=domain'].map((hash) => ({ colorScheme, hash }))),
  )('axe finds nothing: $colorScheme $hash', async ({ colorScheme, hash }) => {
    const page = await show(pageOf(DOCS, { extra: [ERROR] }), hash, { colorScheme });
    if (hash !== '') await page.locator('mark').first().waitFor();
    await page.evaluate(`document.querySelectorAll('details').forEach((each) => { each.open = true; })`);
    await page.evaluate(AXE);
    const found = (await page.evaluate('axe.run().then(({ violations }) => violations.map(({ id, impact, nodes }) => `${impact} ${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(" | ")}`))')) as string[];
    expect(found).toEqual([]);
    await calm();
  });

  test.each(['', '#doc=a.txt&hit=2'])('fits 390 pixels: "%s"', async (hash) => {
    const page = await show(pageOf(DOCS, { extra: [ERROR] }), hash, { viewport: { width: 390, height: 844 } });
    if (hash !== '') await page.locator('mark').first().waitFor();
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(390);
    await calm();
  });

  test('prints', async () => {
    const page = await show(pageOf(DOCS), '#doc=a.txt');
    await page.locator('mark').first().waitFor();
    const pdf = await page.pdf({ format: 'A4' });
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('.text').isVisible()).toBe(true);
    expect(await page.locator('fieldset').isVisible()).toBe(false);
    await calm();
  });

  test('hostile names and texts stay text', async () => {
    const docs = EVIL.map((evil) => ({ id: evil, text: `We join the laboratory abroad ${evil} and then we fund it.\r\n${evil} lead`, meta: { title: `t ${evil}`, date: evil } }));
    const content = pageOf(docs, { title: EVIL.join(' '), extra: EVIL.map((id) => ({ ...ERROR, id })) as (typeof ERROR)[] });
    const page = await show(content);
    const names = await rows(page);
    expect(names).toHaveLength(EVIL.length);
    expect(names.slice(0, 7)).toEqual(EVIL.slice(0, 7).map((evil) => `t ${evil}`));
    expect(names.slice(7, 9)).toEqual(['t \\u202egnp.exe', 't \\u0000\\u001b[31m\\u009b']);
    for (const [i, evil] of EVIL.entries()) {
      await page.evaluate(`location.hash = ${JSON.stringify(`#doc=${encodeURIComponent(evil)}&hit=1`)}`);
      await page.locator('.chosen .details').waitFor();
      expect(await page.getByRole('heading', { level: 2 }).textContent()).toBe(names[i]);
      const text = (await page.locator('.text').textContent())!;
      expect(text).toContain(i < 7 ? `abroad ${evil} and` : 'abroad ');
      expect(text).not.toMatch(/[\u0000-\u0008\u001b\u0080-\u009f\u202a-\u202e\u2066-\u2069]/);
      await page.goBack();
    }
    expect(await page.locator('img, iframe, object, embed, base, form[action]').count()).toBe(0);
    await calm();
  });

  test('one line of a megabyte does not freeze it', async () => {
    const page = await show(pageOf([{ id: 'big', text: `We join the laboratory abroad and lead ${'='.repeat(500_000)} ${'and the rule of the fund '.repeat(20_000)}` }]), '#doc=big');
    await page.locator('mark').first().waitFor();
    expect(await page.locator('.notice').first().innerText()).toContain('Cut: the first 250,000 of 1,');
    await page.getByRole('link', { name: 'join' }).click();
    expect(await page.locator('.chosen').innerText()).toContain('part: left');
    await calm();
  });

  test.each(['#doc=nowhere', '#hit=1', '#sort=__proto__&axis.__proto__=x', '#doc=a.txt&hit=999999999', '#doc=a.txt&show=__proto__', '#%', '#nothing'])('a wrong address does no harm: %s', async (hash) => {
    const page = await show(pageOf(DOCS), hash);
    expect(await page.locator('h1').isVisible()).toBe(true);
    await calm();
  });

  test('results without texts list their evidence', async () => {
    const results = DOCS.map(({ id, text }) => classify(text, SET, { id, resamples: 100, evidence: true }));
    const made = makePage({ title: 'Test', run: null, set: null, results, texts: false }, assets);
    for (const result of results) made.add(result);
    const page = await show([...made.pieces()].join(''), '#doc=b.txt');
    await page.locator('.hits a').first().waitFor();
    expect(await page.locator('.hits a').allTextContents()).toEqual(['lead abroad', 'rule']);
    await page.getByRole('link', { name: 'lead abroad' }).click();
    expect(await page.locator('.chosen').innerText()).toMatch(/Contribution\s+adds 3\.00\s/);
    await calm();
  });
});
