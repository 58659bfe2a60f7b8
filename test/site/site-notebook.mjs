import { setTimeout as sleep } from 'node:timers/promises';
import { chromium } from 'playwright-core';
import { siteFolder } from '../../scripts/site/places.mjs';
import { serve } from '../../scripts/site/serve.mjs';

// Not how long things take, but how long to wait before calling them stuck, in ms.
const START = 120_000;
const RUN = 1_200_000;

/** The site, served, and a browser to look at it with. */
export class Site {
  /** Paths that were asked for but are not there. */
  missing = [];
  bytes = 0;

  static async open(executablePath, { isolated = false } = {}) {
    const site = new Site();
    site.address = await serve(siteFolder, 0, {
      isolated,
      seen: (path, bytes) => {
        site.bytes += bytes;
        if (bytes === 0) site.missing.push(path);
      },
    });
    site.browser = await chromium.launch({
      executablePath,
      args: ['--no-sandbox', '--disable-gpu', '--disable-quic'],
    });
    return site;
  }

  /** A visitor with a profile of their own. */
  visitor(size = { width: 1366, height: 768 }) {
    return this.browser.newContext({ viewport: size });
  }

  close() {
    return this.browser.close();
  }
}

/** A notebook of the site, as a visitor has it before them. */
export class SiteNotebook {
  /** Errors of the page and its console. */
  problems = [];
  /** Addresses outside of the site that were asked for. */
  outside = [];

  constructor(page, site) {
    Object.assign(this, { page, site });
    page.on('pageerror', (error) => this.problems.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') this.problems.push(`${message.text()} ${message.location().url}`);
    });
    page.on('request', (request) => {
      const own = ['data:', 'blob:', site.address].some((start) => request.url().startsWith(start));
      if (!own) this.outside.push(request.url());
    });
  }

  /** Opens a notebook and waits for its cells. */
  static async open(site, visitor, path) {
    const notebook = new SiteNotebook(await visitor.newPage(), site);
    await notebook.page.goto(`${site.address}/lab/index.html?path=${path}`, { timeout: START });
    await notebook.page.locator('.jp-Notebook .jp-CodeCell').first().waitFor({ timeout: START });
    await notebook.page
      .locator('.jp-Notebook-ExecutionIndicator[data-status="idle"]')
      .first()
      .waitFor({ state: 'attached', timeout: START });
    // JupyterLab's commands are for the notebook that was last clicked.
    await notebook.page
      .locator('.jp-Notebook')
      .first()
      .click({ position: { x: 5, y: 5 } });
    return notebook;
  }

  /** Does a command of JupyterLab's. */
  command(name, args = {}) {
    return this.page.evaluate(
      ([id, given]) => void window.jupyterapp.commands.execute(id, given),
      [name, args],
    );
  }

  /** Puts these cells in the place of all, and runs them; resolves with their outputs. */
  async run(codes) {
    await this.page.evaluate((sources) => {
      const { sharedModel } = window.jupyterapp.shell.currentWidget.content.model;
      sharedModel.deleteCellRange(0, sharedModel.cells.length);
      sharedModel.insertCells(
        0,
        sources.map((source) => ({ cell_type: 'code', source, metadata: {}, outputs: [] })),
      );
    }, codes);
    await this.command('notebook:run-all-cells');
    await this.ended();
    return (await this.saved()).cells.map(({ outputs }) => outputs);
  }

  /** Runs all cells; resolves with the seconds that this took. */
  async runAll() {
    const began = performance.now();
    await this.command('notebook:run-all-cells');
    await this.ended();
    return (performance.now() - began) / 1000;
  }

  /** Stops the running cell. */
  interrupt() {
    return this.page.evaluate(
      () => void window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.interrupt(),
    );
  }

  /** Waits until no cell runs or waits. */
  async ended(patience = RUN) {
    const began = performance.now();
    for (;;) {
      await sleep(250);
      const { counts, failed, status } = await this.page.evaluate(() => {
        const { content, sessionContext } = window.jupyterapp.shell.currentWidget;
        const cells = content.widgets.map(({ model }) => model).filter(({ type }) => type === 'code');
        const outputs = cells.flatMap((cell) => cell.outputs.toJSON());
        return {
          counts: cells.map(({ executionCount }) => executionCount),
          failed: outputs.some(({ output_type: type }) => type === 'error'),
          status: sessionContext.session?.kernel?.status,
        };
      });
      if (status === 'idle' && (failed || !counts.includes(null))) return;
      if (performance.now() - began > patience) throw new Error(`still running: ${counts.join(' ')}`);
    }
  }

  /** The notebook as it would be saved now. */
  saved() {
    return this.page.evaluate(() => window.jupyterapp.shell.currentWidget.content.model.toJSON());
  }
}
