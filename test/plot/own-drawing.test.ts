import { createRequire } from 'node:module';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { chartHtml, chartState } from '../../lib/src/notebook/chart-html';
import { trainingCurves } from '../../lib/src/plot/figures/training-curves';
import { notebookPages } from '../../scripts/report/page.mjs';
import { executablePath } from '../chromium';
import { gallery } from './gallery';

if (!executablePath) console.log('skipped: no Chromium to draw figures in (set CHROMIUM)');

describe.skipIf(!executablePath)('charts without a renderer of Plotly', { timeout: 180_000 }, () => {
  let browser: Browser;
  const complaints: string[] = [];

  beforeAll(async () => {
    browser = await chromium.launch({
      executablePath: executablePath!,
      args: ['--no-sandbox', '--disable-gpu'],
    });
  }, 60_000);

  afterAll(() => browser?.close());

  async function emptyPage(html = '<!doctype html><body></body>'): Promise<Page> {
    const page = await browser.newPage({ viewport: { width: 1000, height: 800 }, acceptDownloads: true });
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('request', (request) => {
      if (/^https?:/.test(request.url())) complaints.push(request.url());
    });
    await page.setContent(html, { timeout: 120_000 });
    return page;
  }

  /** Puts an output into the page as JupyterLab does: as inner HTML, its scripts put in anew so that they run. */
  function output(page: Page, html: string, slot: string): Promise<void> {
    return page.evaluate(
      ([html, slot]) => {
        const document = Reflect.get(globalThis, 'document');
        const host = document.getElementById(slot) ?? document.createElement('div');
        host.id = slot;
        document.body.append(host);
        host.innerHTML = html;
        for (const old of host.querySelectorAll('script')) {
          const script = document.createElement('script');
          script.textContent = old.textContent;
          old.replaceWith(script);
        }
      },
      [html, slot],
    );
  }

  /** The names of the buttons in a chart's toolbar, and of the file that its camera writes. */
  async function toolbar(page: Page): Promise<{ buttons: string[]; file: string }> {
    const chart = page.locator('.js-plotly-plot').first();
    await chart.hover();
    const buttons = await chart
      .locator('.modebar-btn')
      .evaluateAll((all) => all.map((button) => button.getAttribute('data-title') ?? ''));
    const download = page.waitForEvent('download');
    await chart.locator('.modebar-btn').first().click();
    return { buttons, file: (await download).suggestedFilename() };
  }

  test('the first chart brings Plotly for all, and none asks the network', async () => {
    const page = await emptyPage();
    const [first, second] = [chartHtml(gallery.accuracy()), chartHtml(gallery.meanCe())];
    expect([first, second].map((html) => html.length > 1_000_000)).toEqual([true, false]);
    expect(first.length).toBeLessThan(2_500_000);
    // The second is there earlier, as when a notebook is opened from its end.
    await output(page, second, 'b');
    expect(await page.locator('#b').innerText()).toContain('Largest mean classification embeddings');
    await output(page, first, 'a');
    await page.waitForSelector('#b .js-plotly-plot .point path');
    expect(await page.locator('#a .scatterlayer path.js-line').count()).toBe(6);
    expect(await page.locator('#b .bars .point path').count()).toBe(100);
    expect(complaints).toEqual([]);
  });

  test('the toolbar sends nothing anywhere, and names its picture after the figure', async () => {
    const page = await emptyPage();
    await page.addScriptTag({ path: createRequire(__filename).resolve('plotly.js-dist-min') });
    await output(page, chartState(gallery.accuracy(), 'a', false), 'a');
    const { buttons, file } = await toolbar(page);
    expect(buttons.filter((name) => /share|cloud|send|edit/i.test(name))).toEqual([]);
    expect(buttons.length).toBeGreaterThan(3);
    expect(file).toBe('accuracy-by-class.png');
  });

  test('so in the pages of notebooks, even of a notebook that says nothing of it', async () => {
    const output = {
      data: { 'application/vnd.plotly.v1+json': gallery.accuracy() },
      output_type: 'display_data',
    };
    const notebook = { cells: [{ cell_type: 'code', id: 'chart', source: '', outputs: [output] }] };
    const page = await emptyPage(notebookPages([{ name: 'rq1', notebook }])[0].html);
    await page.waitForSelector('html[data-charts=drawn]');
    const { buttons, file } = await toolbar(page);
    expect(buttons.filter((name) => /share|cloud|send|edit/i.test(name))).toEqual([]);
    expect(file).toBe('accuracy-by-class.png');
  });

  test('in a page the keyboard reaches menus and sliders', async () => {
    const outputs = [gallery.picker(), gallery.coverageSlider()].map((figure) => ({
      data: { 'application/vnd.plotly.v1+json': figure },
      output_type: 'display_data',
    }));
    const notebook = { cells: [{ cell_type: 'code', id: 'chart', source: '', outputs }] };
    const page = await emptyPage(notebookPages([{ name: 'rq1', notebook }])[0].html);
    await page.waitForSelector('html[data-charts=drawn]');
    await page.locator('select').focus();
    await page.keyboard.press('ArrowDown');
    await expect
      .poll(() => page.locator('.gtitle').first().textContent())
      .toBe('Accuracy by class, last epoch');
    await page.locator('input[type=range]').focus();
    await page.keyboard.press('End');
    await expect.poll(() => page.locator('.slider-label').first().textContent()).toBe('K = 16');
    expect(complaints).toEqual([]);
  });

  test('a chart that is followed stays one chart, which changes', async () => {
    const page = await emptyPage();
    await page.addScriptTag({ path: createRequire(__filename).resolve('plotly.js-dist-min') });
    const epoch = (k: number) => ({
      ...{ epoch: k, learningRate: 0.1, loss: 1 / k, trainRecall: [1], testRecall: [0.5], testBac: 0.5 },
    });
    const curves = (n: number) =>
      trainingCurves({ classNames: ['cat'], history: Array.from({ length: n }, (_, k) => epoch(k + 1)) });
    await output(page, chartState(curves(2), 'run', false), 'a');
    const chart = await page.waitForSelector('.js-plotly-plot');
    await output(page, chartState(curves(9), 'run', false), 'a');
    await expect
      .poll(() => page.locator('.js-plotly-plot').evaluate((e) => Reflect.get(e, 'data')[0].x.length))
      .toBe(9);
    expect(await chart.evaluate((element) => element.isConnected)).toBe(true);
    expect(await page.locator('.js-plotly-plot').count()).toBe(1);
  });
});
