import { createRequire } from 'node:module';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { executablePath } from '../chromium';
import { gallery } from './gallery';

if (!executablePath) console.log('skipped: no Chromium to draw figures in (set CHROMIUM)');

/** What is to be seen of each figure: bars, lines, and text that belongs to it. */
const expected: Record<keyof typeof gallery, { bars?: number; lines?: number; texts: string[] }> = {
  accuracy: { lines: 6, texts: ['Balanced', 'Imbalanced', 'test recall', 'truck'] },
  accuracyWithoutTwin: { lines: 3, texts: ['no balanced run', 'Imbalanced'] },
  coverage: { lines: 8, texts: ['K = 2', 'K = 7', 'coverage'] },
  coverageSlider: { bars: 20, texts: ['K = 2', '16'] },
  coverageByK: { lines: 22, texts: ['K (logarithmic)', '16', 'all images'] },
  meanCe: { bars: 100, texts: ['mean ce', 'airplane'] },
  contributions: { bars: 140, texts: ['Balanced', 'ce / logit'] },
  weights: { bars: 100, texts: ['S10 7.54', 'S10 4.50'] },
  members: { bars: 100, texts: ['0.67', '0.9'] },
  describe: { bars: 8, texts: ['58', 'no run', 'Samples of equal size', 'CelebA'] },
  accumulation: { lines: 10, texts: ['instances m (logarithmic)', 'm = 50', '5,000', 'truck'] },
  ablation: {
    bars: 40,
    texts: ['Balanced', 'all features', 'without its loudest', 'without random ones', 'K = 1'],
  },
  intervals: { bars: 20, texts: ['train', 'test', 'recall'] },
  classBars: { bars: 20, texts: ['test TP', 'test FP', 'as in training'] },
  meanFe: {
    bars: 300,
    texts: ['sort each panel by itself', 'Test, predicted right (TP), Frobenius distance to training 2.36'],
  },
  pickedMeanFe: { bars: 300, texts: ['imbalanced', 'sort each panel by itself'] },
  neuralCollapse: { texts: ['value (logarithmic); left: closer to collapse', 'imbalanced', 'balanced'] },
  reliability: { lines: 2, texts: ['mean confidence of the bin', 'accuracy', 'logitAdjustment'] },
  retraining: { lines: 1, texts: ['epoch', 'test BAC'] },
  training: { lines: 13, texts: ['lr 0.001', 'best test epoch', 'ship'] },
  logitExample: { bars: 192, lines: 1, texts: ['largest adversary logit: bird, 2.10', 'K = 7'] },
  comparison: { lines: 5, texts: ['T1.cifar.ce.balanced', 'ours'] },
  verdicts: { texts: ['P1.1 ✓', 'P2.1 ✗', 'P7.3 –', 'RQ7'] },
  heatMap: {
    texts: ['Balanced: truck (n = 24)', 'recognised', 'missed', 'feature, largest mean ce first', 'truck'],
  },
  projection: { texts: ['training, all classes', 'test, missed (FN)', 'truck'] },
  featureImages: { texts: ['Imbalanced: truck (n = 50)'] },
  picker: { lines: 3, texts: ['best', 'test recall'] },
  contactSheet: { texts: ['Training images'] },
};

describe.skipIf(!executablePath)('figures in a browser', () => {
  let browser: Browser;
  let page: Page;
  const complaints: string[] = [];

  beforeAll(async () => {
    browser = await chromium.launch({
      executablePath: executablePath!,
      args: ['--no-sandbox', '--disable-gpu'],
    });
    page = await browser.newPage({ viewport: { width: 1000, height: 1000 } });
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
    });
    await page.setContent('<div id="chart"></div>');
    await page.addScriptTag({ path: createRequire(__filename).resolve('plotly.js-dist-min') });
  }, 60_000);

  afterAll(() => browser?.close());

  /** Draws a figure and counts what is visible. */
  async function draw(name: string) {
    complaints.length = 0;
    await page.evaluate(
      async ([chart, { data, layout }]) => {
        const plotly = Reflect.get(globalThis as object, 'Plotly');
        plotly.purge(chart);
        await plotly.newPlot(chart, data, layout);
      },
      ['chart', gallery[name]()] as const,
    );
    const bars = await page.locator('.bars .point path').count();
    const lines = await page.locator('.scatterlayer path.js-line').count();
    return { bars, lines, texts: await page.locator('#chart text').allTextContents() };
  }

  for (const [name, { bars = 0, lines = 0, texts }] of Object.entries(expected)) {
    test(`${name} is drawn whole`, async () => {
      const seen = await draw(name);
      expect(complaints).toEqual([]);
      expect({ bars: seen.bars, lines: seen.lines }).toEqual({ bars, lines });
      for (const text of texts) expect(seen.texts).toContain(text);
      expect(await overlappingTexts(page)).toEqual([]);
    });
  }

  test('whatever answers to the hand fits a laptop: 600 pixels', () => {
    const heights = Object.entries(gallery).flatMap(([name, draw]) => {
      const { sliders, updatemenus, height } = draw().layout;
      return (sliders || updatemenus) && height > 600 ? [`${name} ${height}`] : [];
    });
    expect(heights).toEqual([]);
  });

  test('every figure of the gallery is expected', () => {
    expect(Object.keys(expected)).toEqual(Object.keys(gallery));
  });

  test('the K slider changes the bars of both panels', async () => {
    await draw('coverageSlider');
    const rail = page.locator('.slider-rail-touch-rect');
    const { width, height } = (await rail.boundingBox()) ?? { width: 0, height: 0 };
    await rail.click({ position: { x: width - 4, y: height / 2 } });
    await expect.poll(() => barValues(page, 1)).toEqual(lastCoverage());
  });

  test('the K slider moves bars, controls and their ranges', async () => {
    await draw('ablation');
    const lines = () =>
      page.locator('.errorbars path.yerror').evaluateAll((all) => all.map((e) => e.getAttribute('d')));
    const before = await lines();
    expect(before).toHaveLength(40);
    const rail = page.locator('.slider-rail-touch-rect');
    const { width, height } = (await rail.boundingBox()) ?? { width: 0, height: 0 };
    await rail.click({ position: { x: width - 4, y: height / 2 } });
    const [{ args }] = (
      gallery.ablation().layout.sliders as [{ steps: { args: [{ y: number[][] }] }[] }]
    )[0].steps.slice(-1);
    await expect.poll(() => barValues(page, 5)).toEqual(args[0].y[5]);
    expect(await lines()).not.toEqual(before);
  });

  test('a button sorts the panels by themselves and back', async () => {
    await draw('meanFe');
    const fixed = await barValues(page, 29);
    await page.getByText('sort each panel by itself').click();
    await expect
      .poll(() => barValues(page, 29))
      .toEqual([...(await barValues(page, 29))].sort((a, b) => b - a));
    await page.getByText('same features in each panel').click();
    await expect.poll(() => barValues(page, 29)).toEqual(fixed);
  });

  test('a dropdown draws the chosen figure instead', async () => {
    await draw('picker');
    const before = await page.locator('.scatterlayer path.js-line').nth(1).getAttribute('d');
    await choose(page, 'last');
    await expect.poll(() => page.locator('.gtitle').textContent()).toBe('Accuracy by class, last epoch');
    expect(await page.locator('.scatterlayer path.js-line').count()).toBe(3);
    expect(await page.locator('.scatterlayer path.js-line').nth(1).getAttribute('d')).not.toBe(before);
  });

  test('behind a dropdown the buttons sort the panels of the chosen figure', async () => {
    await draw('pickedMeanFe');
    await choose(page, 'balanced');
    const fixed = await barValues(page, 59);
    await page.getByText('sort each panel by itself').click();
    const sorted = [...fixed].sort((a, b) => b - a);
    await expect.poll(async () => (await barValues(page, 59))[0]).toBeGreaterThanOrEqual(sorted[0]);
    expect(await barValues(page, 59)).toEqual([...(await barValues(page, 59))].sort((a, b) => b - a));
    expect(await page.locator('.bars .point path').count()).toBe(300);
  });

  test('another class gives another heat map', async () => {
    await draw('heatMap');
    await choose(page, 'airplane');
    await expect
      .poll(() => page.locator('#chart text').allTextContents())
      .toContain('Balanced: airplane (n = 24)');
    expect(await page.locator('.heatmaplayer image').count()).toBe(2);
  });

  test('a hidden set stays hidden when the class changes', async () => {
    await draw('projection');
    const drawn = () => page.locator('.scatterlayer .trace').count();
    const all = await drawn();
    await page.locator('.legendtoggle').first().click();
    await expect.poll(drawn).toBe(all - 2);
    await choose(page, 'airplane');
    expect(await drawn()).toBe(all - 2);
  });

  test('hovering over a bar tells class, feature and value', async () => {
    await draw('meanCe');
    await page.locator('.bars .point path').nth(80).hover({ force: true });
    await expect.poll(() => page.locator('.hoverlayer').textContent()).toContain('class 8, ship (n = 83)');
    expect(await page.locator('.hoverlayer').textContent()).toContain('feature 56');
    expect(await page.locator('.hoverlayer').textContent()).toContain('mean ce 9.104');
  });
});

/** Chooses an entry of the figure's dropdown. */
async function choose(page: Page, name: string): Promise<void> {
  await page.locator('.updatemenu-header').first().click();
  const entry = page.locator('.updatemenu-dropdown-button').getByText(name, { exact: true });
  await entry.click();
}

function lastCoverage(): unknown {
  const [slider] = gallery.coverageSlider().layout.sliders as { steps: { args: [{ y: number[][] }] }[] }[];
  return slider.steps.at(-1)?.args[0].y[1];
}

/** The values that Plotly has drawn for a trace. */
function barValues(page: Page, trace: number): Promise<number[]> {
  return page.locator('#chart').evaluate((chart, k) => {
    const points: { s: number }[] = Reflect.get(chart, 'calcdata')[k];
    return points.map((point) => point.s);
  }, trace);
}

/** Pairs of titles, notes and legend entries that lie on each other. */
function overlappingTexts(page: Page): Promise<string[]> {
  return page.locator('#chart :is(.gtitle, .annotation-text, .legendtext)').evaluateAll((found) => {
    const boxes = found.map((element) => ({
      text: element.textContent,
      box: element.getBoundingClientRect(),
    }));
    const apart = (a: (typeof boxes)[0]['box'], b: typeof a) =>
      a.right <= b.left || b.right <= a.left || a.bottom <= b.top || b.bottom <= a.top;
    return boxes.flatMap((a, i) =>
      boxes.slice(i + 1).flatMap((b) => (apart(a.box, b.box) ? [] : [`${a.text} / ${b.text}`])),
    );
  });
}
