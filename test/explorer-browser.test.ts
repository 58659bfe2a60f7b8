import { type Browser, chromium, type FrameLocator, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { explorer } from '../lib/src/notebook/explorer/explorer';
import { executablePath } from './chromium';
import { images, twins } from './explorer-twins';

if (!executablePath) console.log('skipped: no Chromium to open the explorer in (set CHROMIUM)');

/** What the webview of VS Code's notebooks permits, as its page says. */
const POLICY = `default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src https: data:; child-src https: data:`;

describe.skipIf(!executablePath)('the explorer in a browser', { timeout: 60_000 }, () => {
  let browser: Browser;
  let page: Page;
  let frame: FrameLocator;
  const complaints: string[] = [];

  beforeAll(async () => {
    browser = await chromium.launch({
      executablePath: executablePath!,
      args: ['--no-sandbox', '--disable-gpu'],
    });
    page = await browser.newPage({ viewport: { width: 1000, height: 900 } });
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (message) => complaints.push(message.text()));
    page.on('request', (request) => {
      if (!request.url().startsWith('data:')) complaints.push(request.url());
    });
    const { bundle } = await explorer(twins, { images, K: 2 });
    const policy = `<meta http-equiv="Content-Security-Policy" content="${POLICY}">`;
    await page.setContent(`<!doctype html><meta charset="utf-8">${policy}${bundle['text/html']}`);
    frame = page.frameLocator('iframe');
    await frame.locator('svg').nth(1).waitFor();
  }, 60_000);

  afterAll(() => browser?.close());

  const rows = (side: number) => frame.locator('section').nth(side).locator('tr').allInnerTexts();
  const tip = () => frame.locator('#tip').innerText();

  const background = () =>
    frame
      .locator('body')
      .evaluate((body) => Reflect.get(globalThis, 'getComputedStyle')(body).backgroundColor);

  /** The circle of a test instance in one of the charts. */
  async function circle(side: number, instance: number) {
    const shown = await frame.locator('#data').evaluate((script) => JSON.parse(script.textContent ?? ''));
    return frame
      .locator('svg')
      .nth(side)
      .locator(`circle[data-i="${shown.instances.indexOf(instance)}"]`);
  }

  test('every test image is a point of both charts, filled where the network is right', async () => {
    for (const side of [0, 1]) {
      expect(await frame.locator('svg').nth(side).locator('circle.right').count()).toBe(3);
      expect(await frame.locator('svg').nth(side).locator('circle.wrong').count()).toBe(1);
    }
  });

  test('at first the rarest class is chosen', async () => {
    expect(await frame.locator('[aria-pressed="true"]').allInnerTexts()).toEqual(['dog']);
    expect(await rows(1)).toEqual([
      'feature\tmean ce\tthe images that fire it most',
      expect.stringMatching(/^1\t6.00/),
      expect.stringMatching(/^0\t0.00/),
    ]);
  });

  test('a click on a class lists its features in both twins, and its points stand out', async () => {
    await frame.getByRole('button', { name: 'cat' }).click();
    expect((await rows(0))[1]).toMatch(/^0\t4.00/);
    expect((await rows(1))[1]).toMatch(/^0\t3.00/);
    expect(await frame.locator('circle.of-class').count()).toBe(4);
    expect(await frame.locator('figcaption').allInnerTexts()).toEqual([
      'balanced: cat, 1 training images, test recall 50 %',
      'imbalanced: cat, 2 training images, test recall 50 %',
    ]);
    expect(await frame.locator('section').nth(1).locator('.fired').first().getAttribute('title')).toBe(
      'cat, fe 3.00',
    );
  });

  test('hovering over a point tells class, predictions and largest ce, with its picture', async () => {
    await (await circle(1, 1)).hover({ force: true });
    const text = await tip();
    expect(text).toContain('cat, test image 1');
    expect(text).toContain('balanced: ✗ dog');
    expect(text).toContain('feature 1: ce 2.00');
    expect(await frame.locator('#tip .thumbnail').count()).toBe(1);
    expect(await frame.locator('circle.pointed').count()).toBe(2);
    await frame.locator('#hint').hover();
    await expect.poll(() => frame.locator('#tip').isVisible()).toBe(false);
  });

  test('a click on a point chooses its class', async () => {
    await frame.locator('body').press('Escape');
    expect(await frame.locator('[aria-pressed="true"]').count()).toBe(0);
    await (await circle(0, 3)).click({ force: true });
    expect(await frame.locator('[aria-pressed="true"]').allInnerTexts()).toEqual(['dog']);
  });

  test('the keyboard reaches everything', async () => {
    await frame.getByRole('button', { name: 'cat' }).focus();
    await page.keyboard.press('Enter');
    expect(await frame.locator('[aria-pressed="true"]').allInnerTexts()).toEqual(['cat']);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('ArrowRight');
    const first = await tip();
    await page.keyboard.press('ArrowRight');
    const second = await tip();
    const seen = [first, second].map((text) => /test image \d/.exec(text)?.[0]);
    expect(seen.sort()).toEqual(['test image 0', 'test image 1']);
    await page.keyboard.press('Escape');
    expect(await frame.locator('[aria-pressed="true"]').count()).toBe(0);
  });

  test('the page follows the colour scheme', async () => {
    await page.emulateMedia({ colorScheme: 'light' });
    expect(await background()).toBe('rgb(255, 255, 255)');
    await page.emulateMedia({ colorScheme: 'dark' });
    expect(await background()).toBe('rgb(22, 22, 24)');
  });

  test('the page follows the theme of JupyterLab, whatever the system has', async () => {
    await page.emulateMedia({ colorScheme: null });
    for (const [light, paper] of Object.entries({ true: 'rgb(255, 255, 255)', false: 'rgb(22, 22, 24)' })) {
      await page
        .locator('body')
        .evaluate((body, theme) => body.setAttribute('data-jp-theme-light', theme), light);
      await expect.poll(background).toBe(paper);
    }
  });

  test('nothing is cut on a laptop or a phone, and a laptop shows the whole frame', async () => {
    const size = page.viewportSize()!;
    for (const width of [1366, 1024, 390]) {
      await page.setViewportSize({ ...size, width });
      const cut = () => frame.locator('html').evaluate((html) => html.scrollWidth - html.clientWidth);
      await expect.poll(cut).toBe(0);
    }
    expect((await page.locator('iframe').boundingBox())?.height).toBe(600);
    await page.setViewportSize(size);
  });

  test('one network alone has all the width, and it is said that there is no other', async () => {
    const alone = await explorer({ imbalanced: twins.imbalanced }, { K: 2 });
    const other = await browser.newPage({ viewport: { width: 1000, height: 900 } });
    await other.setContent(`<!doctype html><meta charset="utf-8">${alone.bundle['text/html']}`);
    const inside = other.frameLocator('iframe');
    expect((await inside.locator('svg').boundingBox())!.width).toBeGreaterThan(900);
    expect(await inside.locator('#hint').innerText()).toMatch(/There is no balanced network\.$/);
    await other.close();
  });

  test('nothing was complained about, and nothing asked of a network', () => {
    expect(complaints).toEqual([]);
  });
});
