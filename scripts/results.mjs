/** `npm run results`: writes docs/results.md and its pictures from the reference runs. */
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { at } from './paths.mjs';
import { resultsPage } from './results/page.mjs';
import { writeAtomically } from './setup/atomic.mjs';
import { setUp } from './setup/index.mjs';

await setUp();
const { page, pictures } = await resultsPage();
const folder = at('docs', 'results');
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
for (const [name, svg] of Object.entries(pictures)) writeAtomically(join(folder, name), svg);
writeAtomically(at('docs', 'results.md'), page);
console.log(`docs/results.md, with ${Object.keys(pictures).length} pictures in docs/results`);
