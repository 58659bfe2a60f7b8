import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { chartHtml } from '../lib/src/notebook/chart-html';
import { classBars } from '../lib/src/plot/figures/class-bars';
import { executablePath } from './chromium';

if (!executablePath) console.log('skipped: no Chromium to draw charts in (set CHROMIUM)');

/** What VS Code's page for outputs permits where its policy is on: `notebook.experimental.enableCsp`. */
const POLICY = [
  "default-src 'none'; script-src 'unsafe-inline' 'unsafe-eval'; style-src 'unsafe-inline'",
  'img-src https: http: data:; font-src https:; connect-src https:; child-src https: data:',
].join('; ');

const bars = (title: string, values: number[]) =>
  classBars({ classNames: ['cat', 'dog'], series: [{ name: 'x', values }], quantity: 'q' }, { title });

/** Shows HTML as VS Code's renderer of `text/html` does: markup runs nothing, then a copy of each script is put at its end. */
const SHOW = `function show(html) {
  const output = document.createElement('div');
  output.innerHTML = html;
  document.body.append(output);
  for (const script of [...output.getElementsByTagName('script')]) {
    const copy = document.createElement('script');
    copy.text = script.textContent;
    output.append(copy);
    copy.remove();
  }
}`;

describe.skipIf(!executablePath)('charts where VS Code has no renderer of Plotly’s', () => {
  let browser: Browser;
  let page: Page;
  const complaints: string[] = [];

  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: executablePath!, args: ['--no-sandbox'] });
    page = await browser.newPage({ viewport: { width: 900, height: 1000 } });
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (message) => complaints.push(message.text()));
    page.on('request', ({ url }) => /^https?:/.test(url()) && complaints.push(url()));
    const policy = `<meta http-equiv="Content-Security-Policy" content="${POLICY}">`;
    await page.setContent(`<!doctype html><html><head>${policy}</head><body></body></html>`);
  }, 60_000);

  afterAll(() => browser?.close());

  test('each is drawn in its own output, and nothing is asked of the network', async () => {
    const show = (html: string) => page.evaluate(`(${SHOW})(${JSON.stringify(html)})`);
    await show(chartHtml(bars('First', [1, 2])));
    await show(chartHtml(bars('Second', [2, 1])));
    const titles = page.locator('.js-plotly-plot .gtitle');
    await expect.poll(() => titles.allTextContents(), { timeout: 30_000 }).toEqual(['First', 'Second']);
    expect(await page.locator('body > div:has(.js-plotly-plot)').count()).toBe(2);
    expect(complaints).toEqual([]);
  }, 60_000);
});
