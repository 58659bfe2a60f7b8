import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { sameDrawing } from '../../scripts/gallery/gallery.mjs';
import { committedFiles, filesOf, galleryFolder } from '../../scripts/gallery/write.mjs';
import { researchNotebooks } from '../../scripts/notebooks/execute.mjs';
import { executedNotebooks } from './executed.mjs';

const LARGEST = 3 * 2 ** 20;
const executed = executedNotebooks(researchNotebooks());
const complete = executed.every(({ notebook }) => notebook);

it.skipIf(!complete)('the gallery shows what the notebooks show (npm run gallery makes it)', () => {
  const files = filesOf(executed);
  expect(committedFiles().sort()).toEqual([...files.keys()].sort());
  const committed = (file) => readFileSync(join(galleryFolder, file), 'utf8');
  const outdated = [...files].filter(([file, text]) => !sameDrawing(committed(file), text));
  expect(outdated.map(([file]) => file)).toEqual([]);
});

it('the gallery is small enough to be committed', () => {
  const sizes = committedFiles().map((file) => readFileSync(join(galleryFolder, file)).length);
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(LARGEST);
});
