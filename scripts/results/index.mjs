import { at } from '../paths.mjs';
import { writeAtomically } from '../setup/atomic.mjs';
import { setUp } from '../setup/index.mjs';
import { pages, writePage } from './pages.mjs';

/** Writes docs/results.md and its pictures from the reference runs, and the other pages from what was measured. */
export async function writeResults() {
  await setUp();
  // The library is there only after set-up.
  const { resultsPage } = await import('./page.mjs');
  const { writePictures } = await import('../gallery/pictures.mjs');
  const { page, figures } = await resultsPage();
  await writePictures(at('docs', 'results'), figures);
  writeAtomically(at('docs', 'results.md'), page);
  const others = Object.keys(pages).map(writePage);
  console.log(
    `${others.join(', ')}, and docs/results.md with ${Object.keys(figures).length} pictures in docs/results`,
  );
}
