import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { chromium, firefox } from 'playwright-core';
import { at } from '../../scripts/paths.mjs';
import { siteFolder } from '../../scripts/site/places.mjs';
import { serve } from '../../scripts/site/serve.mjs';

// Not how long things take, but how long to wait before calling them stuck, in ms.
const START = 600_000;
const RUN = 1_800_000;

/** What the tests leave behind, to be looked at. */
const pictures = at('.cache', 'site', 'pictures');

/** The site, served, and a browser to look at it with. */
export class Site {
  /** Paths that were asked for but are not there. */
  missing = [];
  bytes = 0;

  static async open(executablePath, { isolated = false, args = [], engine = 'Chromium' } = {}) {
    const site = new Site();
    const server = await serve(siteFolder, 0, {
      isolated,
      seen: (path, bytes) => {
        site.bytes += bytes ?? 0;
        if (bytes === null) site.missing.push(path);
      },
    });
    Object.assign(site, server);
    site.browser =
      engine === 'Firefox'
        ? await launchFirefox(executablePath)
        : await chromium.launch({
            executablePath,
            args: ['--no-sandbox', '--disable-quic', ...(args.length > 0 ? args : ['--disable-gpu'])],
          });
    return site;
  }

  /** A visitor with a profile of their own. */
  visitor(size = { width: 1366, height: 768 }, more = {}) {
    return this.browser.newContext({ viewport: size, ...more });
  }

  /** The most memory, in MiB, that a tab has held: VmHWM, the peak resident set of its process. */
  async peakMemory() {
    const session = await this.browser.newBrowserCDPSession();
    const { processInfo } = await session.send('SystemInfo.getProcessInfo');
    const peaks = processInfo
      .filter(({ type }) => type === 'renderer')
      .map(
        ({ id }) => Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${id}/status`, 'utf8'))[1]) / 1024,
      );
    return Math.max(...peaks);
  }

  close() {
    this.stop();
    return this.browser.close();
  }
}

/** The Firefox that is installed, as it is; Playwright speaks to it in WebDriver BiDi. */
function launchFirefox(executablePath) {
  return firefox.launch({ executablePath, channel: 'moz-firefox' });
}

/** Why Playwright cannot drive a Firefox; null: it can. */
export async function firefoxProblem(executablePath) {
  if (!executablePath) return 'no Firefox';
  const browser = await launchFirefox(executablePath);
  const problem = await browser.newContext().then(
    () => null,
    ({ message }) => `this Playwright cannot drive Firefox ${browser.version()}: ${message.split('\n')[0]}`,
  );
  await browser.close();
  return problem;
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
    await notebook.shown();
    return notebook;
  }

  /** Reads the page anew. */
  async reload() {
    await this.page.reload({ timeout: START });
    await this.shown();
  }

  async shown() {
    await this.page.locator('.jp-Notebook .jp-CodeCell').first().waitFor({ timeout: START });
    await this.page
      .locator('.jp-Notebook-ExecutionIndicator[data-status="idle"]')
      .first()
      .waitFor({ state: 'attached', timeout: START });
    await this.page.waitForFunction(
      () => window.jupyterapp?.shell.currentWidget?.sessionContext?.session?.kernel,
      null,
      { timeout: START },
    );
    // JupyterLab's commands are for the notebook that was last clicked.
    await this.page
      .locator('.jp-Notebook')
      .first()
      .click({ position: { x: 5, y: 5 } });
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

  /** Puts a file into the file browser, by its upload button. */
  async upload(name, content) {
    const chosen = this.page.waitForEvent('filechooser');
    await this.page.locator('[data-command="filebrowser:upload"], [title^="Upload"]').first().click();
    const file = { name, mimeType: 'application/octet-stream', buffer: Buffer.from(content) };
    await (await chosen).setFiles(file);
    await this.page.locator('.jp-DirListing-itemName', { hasText: name }).first().waitFor({ timeout: START });
  }

  /** Drags a folder of this computer's into the file browser of a Chromium. */
  async drag(folder) {
    const session = await this.page.context().newCDPSession(this.page);
    const { x, y } = await this.page.locator('.jp-DirListing-content').first().boundingBox();
    const data = { items: [], files: [folder], dragOperationsMask: 1 };
    for (const type of ['dragEnter', 'dragOver', 'drop']) {
      await session.send('Input.dispatchDragEvent', { type, x: x + 50, y: y + 50, data });
      await sleep(250);
    }
    await session.detach();
  }

  /** Puts a file into a folder of the file browser, as dropping it there does. */
  put(path, bytes) {
    return this.page.evaluate(
      async ([to, content]) => {
        const { contents } = window.jupyterapp.serviceManager;
        const parts = to.split('/');
        for (let depth = 1; depth < parts.length; depth++) {
          const folder = parts.slice(0, depth).join('/');
          const found = await contents.get(folder).catch(() => null);
          if (!found) await contents.save(folder, { type: 'directory', name: parts[depth - 1] });
        }
        await contents.save(to, { type: 'file', format: 'base64', name: parts.at(-1), content });
      },
      [path, Buffer.from(bytes).toString('base64')],
    );
  }

  /** Names of what is in a folder of the file browser. */
  async list(folder) {
    const { content } = await this.page.evaluate(
      (of) => window.jupyterapp.serviceManager.contents.get(of, { content: true }),
      folder,
    );
    return content.map(({ name }) => name);
  }

  /** The bytes of a file of the file browser. */
  async file(path) {
    const { content, format } = await this.page.evaluate(
      (of) => window.jupyterapp.serviceManager.contents.get(of, { content: true }),
      path,
    );
    return Buffer.from(content, format === 'base64' ? 'base64' : 'utf8');
  }

  /** Waits until the site's own files are kept for a visit without a network. */
  async kept() {
    await this.page.waitForFunction(
      async () =>
        (await (await caches.open('cnn-fragility-site')).keys()).some(({ url }) => url.endsWith('draw.js')),
      null,
      { timeout: START, polling: 1000 },
    );
  }

  /** Keeps a picture of the page. */
  async photograph(name) {
    mkdirSync(pictures, { recursive: true });
    await this.page.screenshot({ path: join(pictures, `${name}.png`) });
  }

  /** Seconds that the kernel's worker took for each cell that it ran, in their order. */
  kernelSeconds() {
    const worker = this.page.workers().find((one) => one.url().endsWith('/kernel/worker.js'));
    return worker.evaluate(() =>
      performance.getEntriesByType('measure').map(({ duration }) => duration / 1000),
    );
  }

  /** Waits until a cell runs. */
  async begun() {
    const isBusy = () =>
      window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.status === 'busy';
    await this.page.waitForFunction(isBusy, null, { timeout: START });
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

  /** Whether nothing has changed since it was saved. */
  isSaved() {
    return this.page.evaluate(() => !window.jupyterapp.shell.currentWidget.content.model.dirty);
  }

  /** The notebook as it would be saved now. */
  saved() {
    return this.page.evaluate(() => window.jupyterapp.shell.currentWidget.content.model.toJSON());
  }
}
