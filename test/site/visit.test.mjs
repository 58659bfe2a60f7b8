import { existsSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { codeCells, textOf } from '../../scripts/notebooks/notebook.mjs';
import { findChromium, findFirefox } from '../../scripts/setup/prerequisites.mjs';
import { ownFolder } from '../../scripts/site/places.mjs';
import { swipe } from '../../scripts/testing/swipe.mjs';
import { byKeyboard } from '../notebooks/handle.mjs';
import { firefoxProblem, Site, SiteNotebook } from './site-notebook.mjs';

const built = existsSync(`${ownFolder}/index.json`);
const [chromium, firefox] = [findChromium(), findFirefox()];
const visitors = [
  { engine: 'Chromium', path: chromium, problem: chromium ? null : 'no Chromium' },
  { engine: 'Firefox', path: firefox, problem: await firefoxProblem(firefox) },
];
for (const { engine, problem } of visitors) if (problem) console.log(`skipped in ${engine}: ${problem}`);
if (!built) console.log('skipped: the site is not built (npm run site does it)');

const PATH = 'rq2-train-and-test-recall.ipynb';
/** Megabytes that the first notebook may cost. */
const MOST = 40;
const LAPTOP = { width: 1366, height: 768 };
const SIZES = { laptop: LAPTOP, small: { width: 1024, height: 700 }, phone: { width: 390, height: 844 } };

for (const { engine, path, problem } of visitors)
  describe.skipIf(problem || !built)(`a visitor with ${engine}`, () => visits(path, engine));

/** Where a part of a chart is on the screen. */
function boxOf(chart, part) {
  return chart.locator(part).boundingBox();
}

/** How far a chart is scrolled within the page, in pixels, after that was set `to`. */
function scrolled(chart, to = null) {
  return chart.evaluate((element, left) => {
    const area = element.parentElement;
    if (left !== null) area.scrollLeft = left;
    return area.scrollLeft;
  }, to);
}

/** Runs a notebook up to its first chart of two panels, and waits for that. */
async function chartOfTwoPanels(notebook) {
  const codes = codeCells(await notebook.saved()).map(textOf);
  const first = codes.findIndex((code) => code.includes('cf.plot.accuracy('));
  await notebook.run(codes.slice(0, first + 1));
  const chart = notebook.page.locator('.jp-RenderedPlotly').last();
  await chart.locator('.x2title').waitFor({ timeout: 60_000 });
  return chart;
}

function visits(path, engine) {
  let site;
  let visitor;
  let first;

  beforeAll(async () => {
    site = await Site.open(path, { engine });
    visitor = await site.visitor();
  }, 60_000);

  afterAll(() => site?.close());

  it('sees the first table soon, for little', async () => {
    const began = performance.now();
    first = await SiteNotebook.open(site, visitor, PATH);
    // Else it would be kept as the visitor's own, and a later edition of the site not be seen.
    expect(await first.isSaved()).toBe(true);
    await first.run([textOf(codeCells(await first.saved())[0])]);
    const seconds = (performance.now() - began) / 1000;
    console.log(`  first table after ${seconds.toFixed(1)} s, ${(site.bytes / 1e6).toFixed(1)} MB`);
    expect(site.bytes / 1e6).toBeLessThan(MOST);
  }, 1_200_000);

  it('keeps changes over a reload, and brings the original back', async () => {
    await first.run(['// changed']);
    await first.command('docmanager:save');
    await expect.poll(() => first.isSaved(), { timeout: 60_000 }).toBe(true);
    await first.reload();
    expect((await first.saved()).cells[0].source).toBe('// changed');
    await first.command('cnn-fragility:reset');
    await first.page.locator('.jp-Dialog button.jp-mod-accept').click();
    await expect
      .poll(async () => (await first.saved()).cells.length, { timeout: 60_000 })
      .toBeGreaterThan(30);
  }, 1_200_000);

  it('takes the notebook home', async () => {
    const download = first.page.waitForEvent('download');
    await first.command('docmanager:download');
    expect((await download).suggestedFilename()).toBe(PATH);
  }, 120_000);

  it('has what draws charts loaded before the first of them', async () => {
    await first.page.locator('[id="plotly.js-style-global"]').waitFor({ state: 'attached', timeout: 30_000 });
    expect(await first.page.locator('.jp-RenderedPlotly').count()).toBe(0);
  }, 60_000);

  it.each(Object.entries(SIZES))(
    'reads it on a %s',
    async (name, size) => {
      await first.page.setViewportSize(size);
      await first.photograph(`visit-${engine}-${name}`);
      const beyond = await first.page.evaluate(
        ({ documentElement: { scrollWidth, clientWidth } } = document) => scrollWidth - clientWidth,
      );
      expect(beyond).toBe(0);
    },
    60_000,
  );

  it('opens it on a phone with all the width for it', async () => {
    const phone = await site.visitor(SIZES.phone);
    const notebook = await SiteNotebook.open(site, phone, PATH);
    const width = async () => (await notebook.page.locator('.jp-NotebookPanel').boundingBox()).width;
    await expect.poll(width, { timeout: 30_000 }).toBeGreaterThan(SIZES.phone.width - 80);
    await phone.close();
  }, 600_000);

  it('scrolls a chart of two panels on a phone, within a page as wide as the phone', async () => {
    const phone = await site.visitor(SIZES.phone, { hasTouch: true });
    const notebook = await SiteNotebook.open(site, phone, PATH);
    const chart = await chartOfTwoPanels(notebook);
    await chart.scrollIntoViewIfNeeded();
    await notebook.photograph(`chart-${engine}-phone`);
    const width = await notebook.page.evaluate(() => document.documentElement.scrollWidth);
    expect(width).toBe(SIZES.phone.width);
    if (engine === 'Chromium') {
      const { x, y, height } = await boxOf(chart, '.nsewdrag >> nth=0');
      await swipe(notebook.page, { x: x + 200, y: y + height / 2 }, { x: -190, y: 0 });
      expect(await scrolled(chart)).toBeGreaterThan(100);
    }
    await scrolled(chart, 10_000);
    await notebook.photograph(`chart-${engine}-phone-right`);
    const [title, second] = [await boxOf(chart, '.xtitle'), await boxOf(chart, '.x2title')];
    expect(second.x).toBeGreaterThan(title.x + title.width);
    expect(second.x + second.width).toBeLessThan(SIZES.phone.width);
    await phone.close();
  }, 600_000);

  it('reaches the menus of a chart by the keyboard', async () => {
    const desk = await site.visitor();
    const chart = await chartOfTwoPanels(await SiteNotebook.open(site, desk, PATH));
    expect(await byKeyboard(chart)).toBeGreaterThan(0);
    await desk.close();
  }, 600_000);

  it('leaves no error in the console, and asks no other address', () => {
    expect([first.problems, first.outside, site.missing]).toEqual([[], [], []]);
  });

  it('has all of it again without a network', async () => {
    await first.kept();
    site.stop();
    await visitor.setOffline(true);
    const second = await SiteNotebook.open(site, visitor, PATH);
    const [outputs] = await second.run([
      "import * as cf from 'cnn-fragility';\nObject.keys(await cf.loadRuns()).length",
    ]);
    expect(outputs.map(({ text }) => text)).toEqual(['6\n']);
  }, 1_200_000);
}
