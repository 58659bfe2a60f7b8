import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { at } from '../../scripts/paths.mjs';

/** What the tests leave behind, to be looked at. */
const screenshots = at('.cache', 'screenshots');

/** The sizes that the notebooks are looked at in, in pixels. */
export const SIZES = {
  laptop: { width: 1366, height: 768 },
  projector: { width: 1920, height: 1080 },
};

// Not how long things take, but how long to wait before calling them stuck, in ms.
const START = 180_000;
const RUN = 900_000;
const BEGIN = 120_000;
/** JupyterLab lets charts follow the window a moment later, in ms. */
const SETTLE = 1500;
/** The longest piece of a screenshot, in pixels. */
const PIECE = 2000;

/** A notebook in JupyterLab, as a reader has it before them. */
export class LabNotebook {
  /** Errors of the page and its console. */
  problems = [];

  constructor(page, server, name) {
    Object.assign(this, { page, server, name });
    page.on('pageerror', (error) => this.problems.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') this.problems.push(`${message.text()} ${message.location().url}`);
    });
    this.charts = page.locator('.jp-Notebook .js-plotly-plot');
  }

  /** There while the kernel waits. */
  get #idle() {
    return this.page.locator('.jp-Notebook-ExecutionIndicator[data-status="idle"]').first();
  }

  /** Opens it and waits for its cells. */
  static async open(browser, server, name) {
    const page = await browser.newPage({ viewport: SIZES.laptop });
    const notebook = new LabNotebook(page, server, name);
    await page.goto(server.page(name), { timeout: START });
    await page.locator('.jp-Notebook .jp-CodeCell').first().waitFor({ timeout: START });
    return notebook;
  }

  /** Presses "Restart the kernel and run all cells"; resolves with the seconds until the last cell is done. */
  async restartAndRunAll() {
    await this.#connected();
    await this.#idle.waitFor({ state: 'attached', timeout: START });
    let began;
    // JupyterLab forgets the wish if it comes before its connection to the new kernel stands.
    do {
      await this.page.locator('[data-command="notebook:restart-run-all"]').first().click({ timeout: START });
      await this.page.locator('.jp-Dialog button.jp-mod-accept').click({ timeout: START });
      began = performance.now();
    } while (!(await this.#begins()));
    while (!(await this.#isDone())) {
      if (performance.now() - began > RUN)
        throw new Error(`${this.name} is still running: ${await this.#state()}`);
      await sleep(250);
    }
    return (performance.now() - began) / 1000;
  }

  /** Waits until the page is connected to a kernel that waits: the page says "idle" before it has one, too. */
  async #connected() {
    const start = performance.now();
    for (;;) {
      const kernel = await this.server.kernel(this.name);
      if (kernel?.connections > 0 && kernel.execution_state === 'idle') return;
      if (performance.now() - start > START) throw new Error(`${this.name} got no kernel`);
      await sleep(100);
    }
  }

  /** Whether the first cell is done after a while. Seldom cells wait, and the kernel is not asked. */
  async #begins() {
    const start = performance.now();
    const waiting = this.page.locator('.jp-InputPrompt', { hasText: '[*]:' }).first();
    await waiting.waitFor({ state: 'attached', timeout: BEGIN }).catch(() => {});
    for (; performance.now() - start < BEGIN; await sleep(50))
      if ((await this.#prompts()).some(isNumbered)) return true;
    return false;
  }

  /** Whether no cell waits. Throws if one has failed: those after it are not run. */
  async #isDone() {
    const prompts = await this.#prompts();
    if (prompts.some((prompt) => prompt.includes('*')) || !(await this.#idle.count())) return false;
    if (prompts.every(isNumbered)) return true;
    // JupyterLab draws errors as what is printed to stderr.
    const errors = this.page.locator('[data-mime-type="application/vnd.jupyter.stderr"]');
    throw new Error(`${this.name}: ${(await errors.allTextContents()).join('\n') || (await this.#state())}`);
  }

  /** What page, server and kernel say of a run that does not end. */
  async #state() {
    const prompts = (await this.#prompts()).map((prompt) => prompt.trim());
    return `${prompts.join(' ')} ${JSON.stringify(await this.server.stateOf(this.name))}`;
  }

  /** `[*]:`, `[3]:`, or `[ ]:` of each cell. */
  #prompts() {
    return this.page.locator('.jp-CodeCell .jp-InputPrompt').allTextContents();
  }

  /** Presses "Save"; resolves with what was saved. */
  async save() {
    const written = this.page.waitForResponse(
      (response) => response.request().method() === 'PUT' && response.url().includes('/api/contents/'),
      { timeout: START },
    );
    await this.page.locator('[data-command="docmanager:save"]').first().click();
    await written;
    return JSON.parse(readFileSync(join(this.server.folder, `${this.name}.ipynb`), 'utf8'));
  }

  /** Waits until so many charts are drawn. */
  async drawn(count) {
    await this.page.waitForFunction(
      (n) => {
        const charts = [...document.querySelectorAll('.jp-Notebook .js-plotly-plot')];
        return charts.length === n && charts.every((chart) => chart.querySelector('.main-svg'));
      },
      count,
      { timeout: START },
    );
  }

  /** Makes the window of a size, and keeps pictures of its top and of the whole notebook. */
  async photograph(size) {
    const { width, height } = SIZES[size];
    await this.page.setViewportSize({ width, height });
    const path = (part) => join(screenshots, `${this.name}-${size}${part}.png`);
    mkdirSync(screenshots, { recursive: true });
    const scroller = this.page.locator('.jp-WindowedPanel-outer').first();
    await scroller.evaluate((element) => element.scrollTo(0, 0));
    await this.page.screenshot({ path: path('') });
    const [whole, seen] = await scroller.evaluate((element) => [element.scrollHeight, element.clientHeight]);
    const tall = height + whole - seen;
    await this.page.setViewportSize({ width, height: tall });
    await sleep(SETTLE);
    for (let y = 0, part = 1; y < tall; y += PIECE, part++) {
      const clip = { x: 0, y, width, height: Math.min(PIECE, tall - y) };
      await this.page.screenshot({ path: path(`-${part}`), clip });
    }
    await this.page.setViewportSize({ width, height });
  }

  /** Closes the page and ends the kernel. */
  async close() {
    await this.page.close();
    await this.server.endKernels();
  }
}

function isNumbered(prompt) {
  return /^\[\d+\]:$/.test(prompt);
}
