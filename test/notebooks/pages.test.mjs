import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { essayHtml } from '../../scripts/report/essay.mjs';
import { notebookPages } from '../../scripts/report/page.mjs';
import { findChromium } from '../../scripts/setup/prerequisites.mjs';
import { seriousFindings } from './accessibility.mjs';
import { drawnMarks, expectedMarks, figuresOf } from './drawn.mjs';
import { executedNotebooks } from './executed.mjs';
import { byKeyboard } from './handle.mjs';

const executablePath = findChromium();
if (!executablePath) console.log('skipped: no Chromium to open the pages with');
const executed = executedNotebooks().filter(({ notebook }) => notebook);
const essay = essayHtml(executed);
if (!essay) console.log('skipped: no essay without the notebooks that it tells of');
const pages = [...notebookPages(executed), ...(essay ? [{ name: 'essay', html: essay }] : [])];

describe.skipIf(!executablePath || executed.length === 0)("the notebooks' HTML pages", () => {
  let browser;
  let folder;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'pages-'));
    for (const { name, html } of pages) writeFileSync(join(folder, `${name}.html`), html);
    browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  }, 60_000);

  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it.each(pages)(
    '$name: draws every chart from the file alone; axe-core finds nothing serious, in light and in dark',
    async ({ name }) => {
      const page = await browser.newPage();
      const problems = [];
      page.on('pageerror', (error) => problems.push(error.message));
      page.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
      page.on('request', (request) => /^https?:/.test(request.url()) && problems.push(request.url()));
      await page.goto(pathToFileURL(join(folder, `${name}.html`)).href);
      await page.waitForSelector('html[data-charts=drawn]', { timeout: 120_000 });
      const { notebook } = executed.find((one) => one.name === name) ?? {};
      if (notebook)
        expect(await drawnMarks(page.locator('.chart'))).toEqual(figuresOf(notebook).map(expectedMarks));
      expect(await page.locator('.katex-error').count()).toBe(0);
      expect(await seriousFindings(page)).toEqual([]);
      expect(problems).toEqual([]);
      await page.close();
    },
    180_000,
  );

  it.each(executed)(
    '$name: the keyboard reaches its menus and sliders',
    async ({ name }) => {
      const page = await browser.newPage();
      await page.goto(pathToFileURL(join(folder, `${name}.html`)).href);
      await page.waitForSelector('html[data-charts=drawn]', { timeout: 120_000 });
      for (const chart of await page.locator('.chart').all()) await byKeyboard(chart);
      await page.close();
    },
    180_000,
  );

  it('a phone scrolls a chart within the page, which stays as wide as the phone', async () => {
    const page = await browser.newPage({ viewport: { width: 390, height: 844 } });
    await page.goto(pathToFileURL(join(folder, `${pages[0].name}.html`)).href);
    await page.waitForSelector('html[data-charts=drawn]', { timeout: 120_000 });
    const [seen, whole] = await page.evaluate(() => {
      const { scrollWidth } = document.documentElement;
      return [scrollWidth, document.querySelector('.wide').scrollWidth];
    });
    expect(seen).toBe(390);
    expect(whole).toBeGreaterThan(800);
    await page.close();
  }, 180_000);
});

/** Pixels that JupyterLab leaves a chart on a screen of 1366 × 768, below its menus and the line of code that is looked at. */
const SCREEN = 600;

it.each(executed)('$name: each chart fits a small laptop', ({ notebook }) => {
  const heights = figuresOf(notebook).map(({ layout }) => [layout.title?.text ?? '', layout.height]);
  expect(heights.filter(([, height]) => !(height <= SCREEN))).toEqual([]);
});

it.each(executed)('$name: shows no asterisk that was meant to make a word bold', ({ notebook }) => {
  const outputs = notebook.cells.flatMap((cell) => cell.outputs ?? []);
  const texts = outputs.flatMap(({ data }) => [data?.['text/markdown'] ?? []].flat());
  expect(texts.filter((text) => /\\\*/.test(text))).toEqual([]);
});

it.skipIf(!executablePath)(
  'axe-core finds what is wrong, in either theme and in a frame',
  async () => {
    const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
    const page = await browser.newPage();
    const dark = '@media (prefers-color-scheme: dark) { p { color: #777; background: #666 } }';
    const frame = '<iframe title="a" srcdoc="<html lang=en><title>b</title><button></button>"></iframe>';
    await page.setContent(
      `<html lang="en"><title>c</title><style>${dark}</style><main><p>faint</p>${frame}</main>`,
    );
    const found = await seriousFindings(page);
    expect(found.map((one) => one.split(': ')[0])).toEqual(['light, button-name', 'dark, color-contrast']);
    await browser.close();
  },
  60_000,
);
