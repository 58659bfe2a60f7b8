import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { chromium } from 'playwright-core';
import { researchNotebooks } from '../../scripts/notebooks/execute.mjs';
import { readNotebook } from '../../scripts/notebooks/notebook.mjs';
import { at } from '../../scripts/paths.mjs';
import { findChromium } from '../../scripts/setup/prerequisites.mjs';
import { LabNotebook } from './lab-notebook.mjs';
import { LabServer } from './lab-server.mjs';

// `measure-lab.mjs ROUNDS`: seconds and memory of the seven notebooks in JupyterLab, as one line of JSON (npm run bench -- lab).
const rounds = Number(process.argv[2]);

/** Two of the largest, open side by side. */
const PAIR = ['rq4-loud-features', 'rq6-diversity'];
const FIRST = 'first-cell';

const names = researchNotebooks().map((file) => basename(file, '.ipynb'));
mkdirSync(at('.cache'), { recursive: true });
const folder = mkdtempSync(at('.cache', 'measure-lab-'));
const server = await LabServer.start([...researchNotebooks(), notebookOfFirstCell()]);
const browser = await chromium.launch({ executablePath: findChromium(), args: ['--no-sandbox'] });
try {
  console.log(JSON.stringify(await measured()));
} finally {
  await browser.close();
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
}

async function measured() {
  const first = await open(FIRST);
  const started = await server.kernelMemory(FIRST);
  await first.restartAndRunAll();
  const firstCell = await server.kernelMemory(FIRST);
  await first.close();
  const runs = [];
  const seconds = [];
  for (let k = 0; k < rounds; k++) {
    const round = [];
    for (const name of names) round.push(await alone(name));
    runs.push(...round);
    seconds.push(round.reduce((sum, one) => sum + one.seconds, 0));
    console.error(`  the seven, one after another: ${seconds[k].toFixed(1)} s`);
  }
  const two = await together();
  return {
    ...{ server: inWhole(server.memory()), started: inWhole(started), firstCell: inWhole(firstCell) },
    ...{ seconds, notebookSeconds: ends(runs.map((run) => run.seconds)), n: runs.length },
    ...Object.fromEntries(['own', 'files', 'peak'].map((kind) => [kind, ends(runs.map((run) => run[kind]))])),
    two: { notebooks: PAIR, share: Math.round(two.reduce((sum, { share }) => sum + share, 0)) },
  };
}

/** A notebook run whole in a kernel of its own, which ends then. */
async function alone(name) {
  const notebook = await open(name);
  const seconds = await notebook.restartAndRunAll();
  const memory = inWhole(await server.kernelMemory(name));
  await notebook.close();
  console.error(`  ${name.padEnd(32)} ${seconds.toFixed(1)} s, ${memory.own} MiB of its own at the end`);
  return { seconds, ...memory };
}

/** Memory of two kernels that have run a whole notebook each, at the same time. */
async function together() {
  const notebooks = [];
  for (const name of PAIR) notebooks.push(await open(name));
  for (const notebook of notebooks) await notebook.restartAndRunAll();
  return Promise.all(PAIR.map((name) => server.kernelMemory(name)));
}

async function open(name) {
  const notebook = await LabNotebook.open(browser, server, name);
  while ((await server.kernel(name))?.execution_state !== 'idle') await sleep(100);
  return notebook;
}

/** A notebook of which only the first cell of code is there. */
function notebookOfFirstCell() {
  const notebook = readNotebook(at('notebooks', `${PAIR[0]}.ipynb`));
  const end = notebook.cells.findIndex(({ cell_type }) => cell_type === 'code') + 1;
  const file = join(folder, `${FIRST}.ipynb`);
  writeFileSync(file, JSON.stringify({ ...notebook, cells: notebook.cells.slice(0, end) }));
  return file;
}

function ends(values) {
  return { least: Math.min(...values), most: Math.max(...values) };
}

function inWhole(memory) {
  return Object.fromEntries(Object.entries(memory).map(([kind, value]) => [kind, Math.round(value)]));
}
