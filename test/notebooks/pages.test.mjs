import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { notebookPages } from '../../scripts/report/page.mjs';
import { findChromium } from '../../scripts/setup/prerequisites.mjs';
import { drawnMarks, expectedMarks, figuresOf } from './drawn.mjs';
import { executedNotebooks } from './executed.mjs';

const executablePath = findChromium();
if (!executablePath) console.log('skipped: no Chromium to open the pages with');
const executed = executedNotebooks().filter(({ notebook }) => notebook);

describe.skipIf(!executablePath || executed.length === 0)("the notebooks' HTML pages", () => {
  let browser;
  let folder;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'pages-'));
    for (const { name, html } of notebookPages(executed)) writeFileSync(join(folder, `${name}.html`), html);
    browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  }, 60_000);

  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it.each(executed)(
    '$name: draws every chart from the file alone',
    async ({ name, notebook }) => {
      const page = await browser.newPage();
      const problems = [];
      page.on('pageerror', (error) => problems.push(error.message));
      page.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
      page.on('request', (request) => /^https?:/.test(request.url()) && problems.push(request.url()));
      await page.goto(pathToFileURL(join(folder, `${name}.html`)).href);
      await page.waitForSelector('html[data-charts=drawn]', { timeout: 120_000 });
      expect(await drawnMarks(page.locator('.chart'))).toEqual(figuresOf(notebook).map(expectedMarks));
      expect(await page.locator('.katex-error').count()).toBe(0);
      expect(problems).toEqual([]);
      await page.close();
    },
    180_000,
  );
});
