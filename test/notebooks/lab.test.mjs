import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { allNotebooks } from '../../scripts/notebooks/execute.mjs';
import { codeCells } from '../../scripts/notebooks/notebook.mjs';
import { python } from '../../scripts/paths.mjs';
import { jupyterSettings } from '../../scripts/setup/jupyter-settings.mjs';
import { findChromium } from '../../scripts/setup/prerequisites.mjs';
import { drawnMarks, expectedMarks, figuresOf } from './drawn.mjs';
import { executedNotebooks } from './executed.mjs';
import { byKeyboard, choose, hover, slide } from './handle.mjs';
import { LabNotebook, SIZES } from './lab-notebook.mjs';
import { LabServer } from './lab-server.mjs';
import { numbersOf } from './numbers.mjs';

const executablePath = findChromium();
const ready = existsSync(python) && jupyterSettings.isDone();
if (!executablePath) console.log('skipped: no Chromium to open JupyterLab with');
if (!ready) console.log('skipped: JupyterLab is not set up (npm test does it)');

const MOST_MEMORY = 1500;

describe.skipIf(!executablePath || !ready)('the notebooks in JupyterLab', () => {
  let server;
  let browser;

  beforeAll(async () => {
    server = await LabServer.start(allNotebooks());
    browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  }, 200_000);

  afterAll(async () => {
    await browser?.close();
    await server?.stop();
  }, 60_000);

  describe.each(executedNotebooks())('$name', ({ name, notebook }) => {
    let lab;
    let saved;

    beforeAll(async () => {
      lab = await LabNotebook.open(browser, server, name);
      const seconds = await lab.restartAndRunAll();
      saved = await lab.save();
      await lab.drawn(figuresOf(saved).length);
      console.log(`  ${name}: ${seconds.toFixed(1)} s in JupyterLab`);
    }, 1_200_000);

    afterAll(() => lab?.close(), 60_000);

    it('runs every cell once, and none says an error', () => {
      const cells = codeCells(saved);
      expect(cells.map((cell) => cell.execution_count)).toEqual(cells.map((_, i) => i + 1));
      const outputs = cells.flatMap((cell) => cell.outputs);
      const complaints = outputs.filter((o) => o.output_type === 'error' || o.name === 'stderr');
      expect(complaints).toEqual([]);
    });

    it.skipIf(!notebook)('gives the same numbers as when it was executed before', () => {
      expect(numbersOf(saved)).toEqual(numbersOf(notebook));
    });

    it('needs little memory', async () => {
      const { peak, own } = await server.kernelMemory(name);
      console.log(
        `  ${name}: kernel at most ${peak.toFixed(0)} MiB; ${own.toFixed(0)} MiB of its own at the end`,
      );
      expect(peak).toBeLessThan(MOST_MEMORY);
    });

    it('draws every trace, bar and line of every chart', async () => {
      expect(await drawnMarks(lab.charts)).toEqual(figuresOf(saved).map(expectedMarks));
    });

    it('offers to send no chart anywhere', async () => {
      const buttons = await lab.charts
        .locator('.modebar-btn')
        .evaluateAll((all) => all.map((b) => b.dataset.title));
      expect(buttons.length).toBeGreaterThan(0);
      expect(buttons.filter((title) => /share|cloud|send|edit/i.test(title))).toEqual([]);
    });

    it('typesets formulas, and shows tables and texts', async () => {
      const text = await lab.page.locator('.jp-RenderedMarkdown').allTextContents();
      expect(text.filter((part) => /\$[^$\s][^$]*\$/.test(part))).toEqual([]);
      expect(await lab.page.locator('.jp-RenderedHTMLCommon table').count()).toBeGreaterThan(2);
    });

    it.each(Object.keys(SIZES))(
      'fits a %s',
      async (size) => {
        await lab.photograph(size);
        const tooWide = await lab.charts.evaluateAll((charts) =>
          charts.filter((chart) => chart._fullLayout.width > chart.closest('.jp-OutputArea').clientWidth),
        );
        expect(tooWide).toHaveLength(0);
      },
      240_000,
    );

    it('answers the hand: labels, sliders and menus', async () => {
      for (const chart of await lab.charts.all()) {
        const label = await hover(chart);
        expect(label, await titleOf(chart)).toMatch(/\w/);
        expect(label).not.toMatch(/undefined|NaN|%\{|\[object/);
        const [sliders, menus] = await chart.evaluate(({ _fullLayout }) => [
          _fullLayout.sliders.length,
          _fullLayout.updatemenus.length,
        ]);
        for (let k = 0; k < sliders; k++) await slide(chart, k);
        for (let k = 0; k < menus; k++) await choose(chart, k);
      }
    }, 600_000);

    it('answers the keyboard: Tab reaches menus and sliders, arrow keys move them and not the notebook', async () => {
      const active = () =>
        lab.page
          .locator('.jp-Notebook > * .jp-Cell')
          .evaluateAll((cells) => cells.findIndex((cell) => cell.classList.contains('jp-mod-active')));
      for (const chart of await lab.charts.all()) {
        await chart.click({ position: { x: 1, y: 1 }, force: true });
        const before = await active();
        await byKeyboard(chart);
        expect(await active()).toBe(before);
      }
    }, 600_000);

    it('leaves no error in the console', () => {
      expect(lab.problems).toEqual([]);
    });
  });
});

function titleOf(chart) {
  return chart.evaluate(({ _fullLayout }) => _fullLayout.title.text);
}
