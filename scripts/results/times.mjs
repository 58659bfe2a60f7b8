import { fill } from './fill.mjs';
import { historyFacts } from './history.mjs';
import { kept, template } from './kept.mjs';

/** The page of the edition for the browser as Markdown, with what was measured of it. */
export function browserPage() {
  const { values } = kept('browser');
  return fill(template('browser'), { time: (name) => values[name] });
}

/** The page of times as Markdown: from the histories of shipped trainings, and from what was measured and kept. */
export function timesPage() {
  const { values } = kept('times');
  return fill(template('times'), { ...historyFacts, time: (name) => values[name], seven: () => sevenRow() });
}

/** Time and remarks of the seven notebooks in JupyterLab, as two cells of a table: what `npm run bench -- lab` printed. */
export function sevenRow(lab = kept('lab')) {
  const [n, { least, most }] = [lab.seconds.length, lab.notebookSeconds];
  const sums = lab.seconds.map((/** @type {number} */ sum) => `${sum.toFixed(0)} s`).join(', ');
  const each = `${least.toFixed(1)} to ${most.toFixed(1)} s each`;
  const machine = `${lab.cores} cores (${lab.cpu}), load ${lab.load}`;
  const source = '[measured](../data/measured/lab.json) by `npm run bench -- lab`';
  return `${sums} | n = ${n}; ${each}; a kernel takes at most ${lab.peak.most} MiB; ${machine}; ${source}`;
}

/** The administrator's page as Markdown: what a server and its kernels took, and what thirty users need at most, in GiB. */
export function administratorPage() {
  const lab = kept('lab');
  const server = lab.server.own + lab.server.files;
  const users = (/** @type {string} */ kernels) => (30 * (server + Number(kernels) * lab.peak.most)) / 1024;
  const at = (/** @type {string} */ path) => path.split('.').reduce((part, name) => part[name], lab);
  const figure = (/** @type {string} */ path) => (COUNTS.includes(path) ? String(at(path)) : at(path));
  return fill(template('administrator'), { lab: figure, users });
}

/** Figures that have no digits after the point to choose. */
const COUNTS = ['n', 'cores'];
