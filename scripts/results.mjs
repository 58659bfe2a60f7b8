/** `npm run results`: writes docs/results.md and its pictures from the reference runs. */
import { writePictures } from './gallery/pictures.mjs';
import { at } from './paths.mjs';
import { resultsPage } from './results/page.mjs';
import { writeAtomically } from './setup/atomic.mjs';
import { setUp } from './setup/index.mjs';

await setUp();
const { page, figures } = await resultsPage();
await writePictures(at('docs', 'results'), figures);
writeAtomically(at('docs', 'results.md'), page);
console.log(`docs/results.md, with ${Object.keys(figures).length} pictures in docs/results`);
