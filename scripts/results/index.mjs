import { at } from '../paths.mjs';
import { writeAtomically } from '../setup/atomic.mjs';
import { setUp } from '../setup/index.mjs';
import { benchmarksPage } from './benchmarks.mjs';
import { checkpointsPage } from './checkpoints.mjs';
import { writeReliabilityPage } from './reliability.mjs';
import { administratorPage, browserPage, timesPage } from './times.mjs';

/** Writes docs/results.md and its pictures from the reference runs. */
export async function writeResults() {
  await setUp();
  // The library is there only after set-up.
  const { resultsPage } = await import('./page.mjs');
  const { writePictures } = await import('../gallery/pictures.mjs');
  const { page, figures } = await resultsPage();
  await writePictures(at('docs', 'results'), figures);
  writeAtomically(at('docs', 'results.md'), page);
  writeAtomically(at('docs', 'times.md'), timesPage());
  writeAtomically(at('docs', 'browser.md'), browserPage());
  writeAtomically(at('docs', 'benchmarks.md'), benchmarksPage());
  writeAtomically(at('docs', 'administrator.md'), administratorPage());
  writeAtomically(at('docs', 'checkpoints.md'), checkpointsPage());
  writeReliabilityPage();
  console.log(
    `docs/administrator.md, docs/benchmarks.md, docs/browser.md, docs/checkpoints.md, docs/times.md, docs/reliability.md, and docs/results.md with ${Object.keys(figures).length} pictures in docs/results`,
  );
}
