import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { outdatedPictures } from '../../scripts/gallery/pictures.mjs';
import { galleryFolder, galleryOfResults, gallerySize } from '../../scripts/gallery/write.mjs';
import { researchNotebooks } from '../../scripts/notebooks/execute.mjs';
import { executedNotebooks } from './executed.mjs';

const LARGEST = 3 * 2 ** 20;
const executed = executedNotebooks(researchNotebooks());
const complete = executed.every(({ notebook }) => notebook);

it.skipIf(!complete)('the gallery shows what the notebooks show (npm run gallery makes it)', () => {
  const { figures, readme } = galleryOfResults(executed);
  expect(outdatedPictures(galleryFolder, figures)).toEqual([]);
  expect(readFileSync(join(galleryFolder, 'README.md'), 'utf8')).toBe(readme);
});

it('the gallery is small enough to be committed', () => {
  expect(gallerySize()).toBeLessThan(LARGEST);
});
