import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { allNotebooks, executeOne } from '../../scripts/notebooks/execute.mjs';
import { cellsThatRun, readNotebook, textOf } from '../../scripts/notebooks/notebook.mjs';
import { at } from '../../scripts/paths.mjs';
import { findChromium } from '../../scripts/setup/prerequisites.mjs';
import { ownFolder } from '../../scripts/site/places.mjs';
import { child } from '../children.mjs';
import { machine, remarkLoad } from '../machine.mjs';
import { median, round } from '../statistics.mjs';

/** Cells that are faster than this in the browser are not called slow there, in s: nobody waits for them. */
const NOTICED = 0.1;
/** How many times tslab's seconds a cell may take. */
const FACTOR = 2;
/** What trains a network, on other backends: said apart. */
const TRAINS = /\btrain(Live)?\(|trainLive\b/;

/**
 * Each notebook by tslab and in the browser, one right after the other: seconds of every cell from when its kernel begins it to
 * when it has answered; nothing is drawn meanwhile for tslab, so that the seconds of the page, which draws, are said beside the
 * kernel's. The first cell, which loads the packages, and cells that train are said apart. NOTEBOOKS=rq2,rq5 takes those whose
 * names begin so.
 */
export async function run() {
  if (!findChromium() || !existsSync(`${ownFolder}/index.json`)) {
    console.log('There is no Chromium, or no site: npm run site builds it.');
    return {};
  }
  const where = machine();
  const wanted = (process.env.NOTEBOOKS ?? '').split(',');
  const files = allNotebooks().filter((file) => wanted.some((name) => basename(file).startsWith(name)));
  const folder = mkdtempSync(join(tmpdir(), 'fragility-bench-'));
  /** @type {Record<string, ReturnType<typeof compared>>} */
  const outcome = {};
  try {
    for (const file of files) {
      const name = basename(file, '.ipynb');
      const there = await inNode(file, join(folder, `${name}.ipynb`));
      outcome[name] = compared(there, inBrowser(name));
      print(name, outcome[name]);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
  remarkLoad(where, 'compare the two columns of a row, and not rows.');
  return { ...where, node: process.version, notebooks: outcome };
}

/** @typedef {{ id: string, source: string, seconds: number }} Cell */

/** @param {string} file @param {string} target @returns {Promise<Cell[]>} */
async function inNode(file, target) {
  const { failure } = await executeOne(file, target);
  if (failure) throw new Error(`${file}, cell ${failure.cell}: ${failure.message}`);
  return cellsThatRun(readNotebook(target)).map((cell) => {
    const { execution } = cell.metadata;
    const [began, ended] = ['iopub.execute_input', 'shell.execute_reply'].map((of) =>
      Date.parse(execution[of]),
    );
    return { id: cell.id, source: textOf(cell), seconds: (ended - began) / 1000 };
  });
}

/** @typedef {{ kernel: number, page: number }} Seconds  of the kernel alone, and with what the page draws meanwhile */
/** @typedef {{ chromium: string, seconds: Record<string, Seconds> }} Browser */

/** @param {string} name @returns {Browser} */
function inBrowser(name) {
  return child(process.execPath, [at('test', 'site', 'measure-cells.mjs'), name]);
}

/** @param {Cell[]} there @param {Browser} here */
function compared(there, { chromium, seconds: here }) {
  const cells = there.map(({ id, source, seconds }) => {
    if (!(id in here)) throw new Error(`The site’s edition has no cell ${id}: npm run site builds it anew.`);
    const { kernel, page } = here[id];
    const found = { node: round(seconds), browser: round(kernel), page: round(page) };
    return { id, trains: TRAINS.test(source), ...found };
  });
  const [first, ...later] = cells;
  const measured = later.filter(({ trains }) => !trains);
  const sum = (/** @type {'node' | 'browser' | 'page'} */ of) =>
    round(measured.reduce((all, cell) => all + cell[of], 0));
  const ratios = measured.filter(({ node }) => node > 0).map(({ node, browser }) => browser / node);
  const slow = measured.filter(({ node, browser }) => browser > NOTICED && browser > FACTOR * node);
  const sums = { node: sum('node'), browser: sum('browser'), page: sum('page') };
  const total = { ...sums, medianRatio: round(median(ratios)) };
  return { chromium, first, later: total, slow, training: later.filter(({ trains }) => trains) };
}

/** @param {string} name @param {ReturnType<typeof compared>} found */
function print(name, { first, later, slow, training }) {
  const ratio = (/** @type {{ node: number, browser: number, page: number }} */ { node, browser, page }) =>
    `tslab ${node} s, browser ${browser} s, ${(browser / node).toFixed(2)} times (its page ${page} s)`;
  console.log(
    `${name}: later cells ${ratio(later)}, a cell's median ${later.medianRatio}; first cell ${ratio(first)}`,
  );
  for (const cell of slow) console.log(`  beyond a factor of ${FACTOR}: ${cell.id}: ${ratio(cell)}`);
  for (const cell of training) console.log(`  trains: ${cell.id}: ${ratio(cell)}`);
}
