import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { python } from '../../scripts/paths.mjs';
import { jupyterSettings } from '../../scripts/setup/jupyter-settings.mjs';
import { findChromium } from '../../scripts/setup/prerequisites.mjs';
import { byKeyboard } from './handle.mjs';
import { LabNotebook } from './lab-notebook.mjs';
import { LabServer } from './lab-server.mjs';

const executablePath = findChromium();
const ready = existsSync(python) && jupyterSettings.isDone();
if (!executablePath) console.log('skipped: no Chromium to open JupyterLab with');
if (!ready) console.log('skipped: JupyterLab is not set up (npm test does it)');

const CELLS = [
  "import * as cf from 'cnn-fragility';",
  `const series = [{ name: 'x', values: [1, 2] }];
cf.show(cf.plot.classBars({ classNames: ['cat', 'dog'], series: series, quantity: 'q' }, { title: 'First' }));`,
  `const other = [{ name: 'x', values: [2, 1] }];
const bars = (of: typeof series) =>
  cf.plot.classBars({ classNames: ['cat', 'dog'], series: of, quantity: 'q' }, { title: 'Second' });
cf.show(cf.view.pick({ first: bars(series), other: bars(other) }, { of: 'series' }));`,
  `const live = cf.view.liveTraining({ classNames: ['cat', 'dog'], pace: 0 });
for (let epoch = 1; epoch <= 4; epoch++) {
  live.onEpoch({ epoch: epoch, learningRate: 0.1, loss: 1 / epoch, trainRecall: [1, 1], testRecall: [0, 1], testBac: 0.5 });
}`,
];

const FAILING = ['const a = 1;', 'a.nonsense;', 'console.log(a);'];

/** Bytes of a notebook that holds Plotly once, and no more. */
const LARGEST = 3 * 2 ** 20;

describe.skipIf(!executablePath || !ready)("JupyterLab without Plotly's renderer", () => {
  let folder;
  let server;
  let browser;
  let lab;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'plain-'));
    const files = Object.entries({ plain: CELLS, failing: FAILING }).map(([name, cells]) =>
      writeNotebook(join(folder, `${name}.ipynb`), cells),
    );
    server = await LabServer.start(files, { plain: true });
    browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
    lab = await LabNotebook.open(browser, server, 'plain');
    await lab.restartAndRunAll();
    await lab.save();
    await lab.drawn(3);
  }, 600_000);

  afterAll(async () => {
    await browser?.close();
    await server?.stop();
    rmSync(folder, { recursive: true, force: true });
  }, 60_000);

  it('names the cell that fails, and does not wait for those after it', async () => {
    const failing = await LabNotebook.open(browser, server, 'failing');
    await expect(failing.restartAndRunAll()).rejects.toThrow(
      "failing: CompileError: Property 'nonsense' does not exist on type '1'.\nline 1: a.nonsense;",
    );
    await failing.page.close();
  }, 300_000);

  it('draws every chart all the same, and follows a training', async () => {
    const seen = () =>
      lab.charts.evaluateAll((charts) =>
        charts.map(({ _fullLayout, _fullData }) => [_fullLayout.title.text, _fullData[0].x.length]),
      );
    await expect.poll(seen, { timeout: 30_000 }).toEqual([
      ['First', 2],
      ['Second', 2],
      ['Training', 4],
    ]);
    const byThemselves = lab.page.locator('.jp-RenderedHTML .js-plotly-plot');
    expect(await byThemselves.count()).toBe(3);
    expect(lab.problems).toEqual([]);
  });

  it('answers the keyboard', async () => {
    const moved = [];
    for (const chart of await lab.charts.all()) moved.push(await byKeyboard(chart));
    expect(moved).toEqual([0, 1, 0]);
  }, 60_000);

  it('saves a notebook that holds Plotly once', () => {
    expect(statSync(join(server.folder, 'plain.ipynb')).size).toBeLessThan(LARGEST);
  });
});

function writeNotebook(file, sources) {
  const cells = sources.map((source, i) => ({
    id: `c${i}`,
    cell_type: 'code',
    metadata: {},
    source,
    execution_count: null,
    outputs: [],
  }));
  const kernelspec = { name: 'tslab', display_name: 'TypeScript', language: 'typescript' };
  writeFileSync(file, JSON.stringify({ nbformat: 4, nbformat_minor: 5, metadata: { kernelspec }, cells }));
  return file;
}
