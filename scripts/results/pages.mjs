import { at } from '../paths.mjs';
import { writeAtomically } from '../setup/atomic.mjs';
import { benchmarksPage } from './benchmarks.mjs';
import { checkpointsPage } from './checkpoints.mjs';
import { reliabilityPage } from './reliability.mjs';
import { administratorPage, browserPage, timesPage } from './times.mjs';

/** The pages of docs that need no network's results, by name, each as Markdown. @type {Record<string, () => string>} */
export const pages = {
  administrator: administratorPage,
  benchmarks: benchmarksPage,
  browser: browserPage,
  checkpoints: checkpointsPage,
  reliability: reliabilityPage,
  times: timesPage,
};

/** Writes one of them; its file in the clone. @param {string} name */
export function writePage(name) {
  const file = `docs/${name}.md`;
  writeAtomically(at(file), pages[name]());
  return file;
}
