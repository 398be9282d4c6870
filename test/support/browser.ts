import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';

/** A real Chromium, where there is one. */
const CHROMIUM = process.env['CHROME_PATH'] ?? '/usr/bin/chromium';
export const HAS_CHROMIUM = existsSync(CHROMIUM);

/** Starts a browser without a window. */
export async function launch(): Promise<Browser> {
  const { chromium } = await import('playwright-core');
  return chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] });
}

/** A page that is open, and everything that should not have happened meanwhile. */
export interface Opened {
  page: Page;
  troubles: string[];
  url: string;
  close(): Promise<void>;
}

/** Opens HTML from a file, as a reader would. */
export async function open(browser: Browser, content: string, hash = '', options: Parameters<Browser['newPage']>[0] = {}): Promise<Opened> {
  const folder = mkdtempSync(join(tmpdir(), 'stdiplo-page-'));
  writeFileSync(join(folder, 'page.html'), content);
  const url = pathToFileURL(join(folder, 'page.html')).href;
  const page = await browser.newPage(options);
  const troubles: string[] = [];
  page.on('console', (message) => void troubles.push(`console: ${message.text()}`));
  page.on('pageerror', (error) => void troubles.push(`error: ${error.message}`));
  page.on('dialog', (dialog) => {
    troubles.push('dialog');
    void dialog.dismiss();
  });
  page.on('request', (request) => void (request.url().startsWith(url) || request.url() === 'data:,' || troubles.push(`request: ${request.url()}`)));
  await page.goto(url + hash);
  return {
    page,
    troubles,
    url,
    close: async () => {
      await page.close();
      rmSync(folder, { recursive: true });
    },
  };
}
