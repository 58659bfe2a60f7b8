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
  return fill(template('times'), { ...historyFacts, time: (name) => values[name] });
}

/** The administrator's page as Markdown: what a server and its kernels took, and what thirty users need at most, in GiB. */
export function administratorPage() {
  const { values } = kept('administrator');
  const kernel = kept('times').values['lab.kernel.MiB'];
  const server = values['server.own.MiB'] + values['server.files.MiB'];
  const users = (/** @type {string} */ kernels) => (30 * (server + Number(kernels) * kernel)) / 1024;
  return fill(template('administrator'), {
    ...{ memory: (name) => values[name], kernel: () => kernel },
    users,
  });
}
