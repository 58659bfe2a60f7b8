import { readFileSync } from 'node:fs';
import { at } from '../paths.mjs';
import { fill } from './fill.mjs';
import { historyFacts } from './history.mjs';

/** The page of the edition for the browser as Markdown, with what was measured of it. */
export function browserPage() {
  const values = measured('browser');
  return fill(template('browser'), { time: (name) => values[name] });
}

/** The page of times as Markdown: from the histories of shipped trainings, and from what was measured and kept. */
export function timesPage() {
  const values = measured('times');
  return fill(template('times'), { ...historyFacts, time: (name) => values[name] });
}

/** The administrator's page as Markdown: what a server and its kernels took, and what thirty users need at most, in GiB. */
export function administratorPage() {
  const values = measured('administrator');
  const kernel = measured('times')['lab.kernel.MiB'];
  const server = values['server.own.MiB'] + values['server.files.MiB'];
  const users = (/** @type {string} */ kernels) => (30 * (server + Number(kernels) * kernel)) / 1024;
  return fill(template('administrator'), {
    ...{ memory: (name) => values[name], kernel: () => kernel },
    users,
  });
}

/** What was measured once and kept, by name. @param {string} name @returns {Record<string, any>} */
function measured(name) {
  return JSON.parse(readFileSync(at('data', 'measured', `${name}.json`), 'utf8')).values;
}

/** @param {string} name */
function template(name) {
  return readFileSync(new URL(`${name}.md`, import.meta.url), 'utf8');
}
