import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { at } from '../paths.mjs';
import { findChromium } from '../setup/prerequisites.mjs';
import { codeCell, display, markdownCell } from '../testing/cells.mjs';
import { swipe } from '../testing/swipe.mjs';
import { notebookPages, reportHtml } from './page.mjs';

/** @import { Browser } from 'playwright-core' */
/** @typedef {Awaited<ReturnType<import('playwright-core').Locator['boundingBox']>>} Box */
/** @typedef {Element & { _fullLayout: { width: number } }} PlotlyHTMLElement  a chart that Plotly has drawn */

const executablePath = findChromium() ?? '';
if (!executablePath) console.log('skipped: no Chromium to open the report with');

/** @param {string} type @param {object} trace */
const figure = (type, trace) =>
  display({
    'application/vnd.plotly.v1+json': {
      data: [{ type, ...trace }],
      layout: { height: 240, meta: { alt: `a ${type}` } },
    },
  });
const notebooks = [
  {
    name: 'rq1-head',
    notebook: {
      cells: [
        markdownCell(['# RQ1: the head\n', '\n', 'With $r_c$.\n', '\n', '## A part']),
        codeCell('draw("</script>");', [
          figure('bar', { x: ['a'], y: [1] }),
          figure('heatmap', { z: [[1, 2]] }),
        ]),
        codeCell('more();', [figure('scatter', { y: [1, 3] })]),
      ],
    },
  },
  {
    name: 'rq2-more',
    notebook: {
      cells: [markdownCell('# RQ2: more\n\nAs [before](rq1-head.ipynb), see [README](README.md).')],
    },
  },
];

describe.skipIf(!executablePath)('the report in a browser', () => {
  /** @type {Browser} */
  let browser;
  /** @type {string} */
  let folder;
  /** @type {string} */
  let file;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'report-'));
    file = join(folder, 'report.html');
    const failures = [{ name: 'rq2-more', cell: 4, message: 'RangeError: <x>' }];
    writeFileSync(file, reportHtml(notebooks, failures));
    for (const { name, html } of notebookPages(notebooks, failures))
      writeFileSync(join(folder, `${name}.html`), html);
    browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  }, 60_000);

  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Opens a page, of the report if no other; `problems` gathers errors and whatever it asks of the network. @param {'light' | 'dark'} colorScheme */
  async function open(colorScheme, address = pathToFileURL(file).href) {
    const page = await browser.newPage({ colorScheme });
    /** @type {string[]} */
    const problems = [];
    page.on('pageerror', (error) => problems.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') problems.push(message.text());
    });
    page.on('request', (request) => {
      if (/^https?:/.test(request.url())) problems.push(request.url());
    });
    await page.goto(address);
    await page.waitForSelector('html[data-charts=drawn]', { timeout: 30_000 });
    return { page, problems };
  }

  it('draws every chart, without an error and without the network', async () => {
    const { page, problems } = await open('light');
    const sizes = await page
      .locator('.chart')
      .evaluateAll((charts) =>
        charts.map((chart) => chart.querySelectorAll('.bars path, .hm image, .scatterlayer .js-line').length),
      );
    expect(sizes).toEqual([1, 1, 1]);
    expect(problems).toEqual([]);
  }, 60_000);

  it('runs no script that an output brings, and the explorer’s', async () => {
    const html = (/** @type {string} */ text) => display({ 'text/html': text });
    const explorer = readFileSync(at('lib', 'assets', 'explorer', 'data.js'), 'utf8');
    const frame = `<script>document.title = 'bad'</script><p id="in">in</p><script>${explorer}</script>`;
    const outputs = [
      html(
        '<img src=x onerror="document.body.dataset.bad = 1"><script>document.body.dataset.bad = 1</script>',
      ),
      html(
        `<iframe sandbox="allow-scripts" srcdoc="${frame.replaceAll('&', '&amp;').replaceAll('"', '&quot;')}"></iframe>`,
      ),
    ];
    const bad = join(folder, 'bad.html');
    writeFileSync(bad, reportHtml([{ name: 'x', notebook: { cells: [codeCell('', outputs)] } }]));
    const { page, problems } = await open('light', pathToFileURL(bad).href);
    expect(await page.evaluate(() => document.body.dataset.bad)).toBeUndefined();
    const [inside] = page.frames().slice(-1);
    await inside.waitForSelector('#in');
    expect(await inside.title()).toBe('');
    const refused = problems.filter((text) => /inline script|inline event handler/.test(text));
    expect(refused).toHaveLength(3);
  }, 60_000);

  it('lists the notebooks and their parts, each a link that leads somewhere', async () => {
    const { page } = await open('light');
    expect(await page.locator('nav a').allTextContents()).toEqual(['RQ1: the head', 'A part', 'RQ2: more']);
    const targets = await page.locator('nav a').evaluateAll((links) =>
      links.map((link) => {
        const [, id] = (link.getAttribute('href') ?? '').split('#');
        return document.getElementById(decodeURIComponent(id))?.tagName;
      }),
    );
    expect(targets).toEqual(['SECTION', 'H2', 'SECTION']);
  }, 60_000);

  it('folds the code away, and says which notebook stopped where', async () => {
    const { page } = await open('light');
    expect(await page.locator('details code').first().isVisible()).toBe(false);
    expect(await page.locator('details code').first().textContent()).toBe('draw("</script>");');
    expect(await page.locator('.failed').textContent()).toBe('rq2-more stopped at cell [4]: RangeError: <x>');
  }, 60_000);

  it('makes a page of each notebook, with its code in sight and a way to the others', async () => {
    const { page, problems } = await open('light', pathToFileURL(join(folder, 'rq1-head.html')).href);
    expect(await page.title()).toBe('RQ1: the head');
    expect(await page.locator('.chart .main-svg').count()).toBeGreaterThan(0);
    expect(await page.locator('details code').allTextContents()).toEqual(['draw("</script>");', 'more();']);
    expect(await page.locator('details code').first().isVisible()).toBe(true);
    expect(await page.locator('nav a').allTextContents()).toEqual(['A part', 'RQ2: more']);
    await page.getByRole('link', { name: 'RQ2: more' }).click();
    expect(await page.locator('.failed').textContent()).toContain('stopped at cell [4]');
    expect(await page.locator('main a').allTextContents()).toEqual(['before']);
    await page.getByRole('link', { name: 'before' }).click();
    expect(await page.title()).toBe('RQ1: the head');
    expect(problems).toEqual([]);
  }, 60_000);

  it('typesets formulas with fonts of its own', async () => {
    const { page } = await open('light', pathToFileURL(join(folder, 'rq1-head.html')).href);
    const fonts = await page.evaluate(() =>
      [...document.fonts].filter((font) => font.status === 'loaded').map(({ family }) => family),
    );
    expect(fonts).toContain('KaTeX_Math');
  }, 60_000);

  it('draws charts as wide as paper to print them, and as wide as the screen again', async () => {
    const { page } = await open('light');
    const width = () =>
      page.evaluate(() => {
        const chart = /** @type {PlotlyHTMLElement} */ (document.querySelector('.chart'));
        return chart._fullLayout.width;
      });
    const before = await width();
    await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')));
    expect(await width()).toBe(680);
    await page.evaluate(() => window.dispatchEvent(new Event('afterprint')));
    expect(await width()).toBe(before);
  }, 60_000);

  it('lets a finger scroll over a chart, and see by a tap what is there', async () => {
    const context = await browser.newContext({ viewport: { width: 390, height: 400 }, hasTouch: true });
    const page = await context.newPage();
    await page.goto(pathToFileURL(join(folder, 'rq1-head.html')).href);
    await page.waitForSelector('html[data-charts=drawn]', { timeout: 30_000 });
    const chart = page.locator('.chart').last();
    await chart.scrollIntoViewIfNeeded();
    const plot = chart.locator('.nsewdrag');
    const range = () => chart.evaluate((element) => /** @type {any} */ (element)._fullLayout.xaxis.range);
    const before = await range();
    const { x, y, height } = /** @type {NonNullable<Box>} */ (await plot.boundingBox());
    const at = { x: x + 200, y: y + height / 2 };
    await swipe(page, at, { x: -120, y: 0 });
    expect(
      await page
        .locator('.wide')
        .last()
        .evaluate(({ scrollLeft }) => scrollLeft),
    ).toBeGreaterThan(60);
    const top = await page.evaluate(() => scrollY);
    await swipe(page, at, { x: 0, y: 60 });
    expect(await page.evaluate(() => scrollY)).toBeLessThan(top - 30);
    expect(await range()).toEqual(before);
    const bars = page.locator('.chart').first();
    await bars.scrollIntoViewIfNeeded();
    const bar = /** @type {NonNullable<Box>} */ (await bars.locator('.bars path').boundingBox());
    await page.touchscreen.tap(bar.x + 50, bar.y + bar.height / 2);
    await bars.locator('.hoverlayer .hovertext').first().waitFor({ timeout: 5000 });
    await context.close();
  }, 60_000);

  it('follows the colours of the system', async () => {
    const background = async (/** @type {'light' | 'dark'} */ scheme) => {
      const { page } = await open(scheme);
      return page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    };
    expect(await background('light')).toBe('rgb(255, 255, 255)');
    expect(await background('dark')).toBe('rgb(22, 22, 24)');
  }, 60_000);
});
