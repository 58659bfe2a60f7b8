import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { at } from '../paths.mjs';
import { writeAtomically } from '../setup/atomic.mjs';
import { galleryOf } from './gallery.mjs';
import { picturesIn, writePictures } from './pictures.mjs';

/** @import { Result } from '../notebooks/execute.mjs' */

/** The gallery's folder. */
export const galleryFolder = at('notebooks', 'gallery');

/** Makes the gallery that of the results of `executeAll`, and says how large it is. @param {Result[]} results */
export async function writeGallery(results) {
  const { figures, readme } = galleryOfResults(results);
  await writePictures(galleryFolder, figures);
  writeAtomically(join(galleryFolder, 'README.md'), readme);
  const pictures = picturesIn(galleryFolder).length;
  return `  notebooks/gallery: ${pictures} pictures, ${(gallerySize() / 2 ** 20).toFixed(2)} MiB`;
}

/** The gallery that there should be, from results of `executeAll`. @param {Pick<Result, 'name' | 'target'>[]} results */
export function galleryOfResults(results) {
  return galleryOf(
    results.map(({ name, target }) => ({ name, notebook: JSON.parse(readFileSync(target, 'utf8')) })),
  );
}

/** Bytes of all files that there are. */
export function gallerySize() {
  const sizes = readdirSync(galleryFolder).map((file) => statSync(join(galleryFolder, file)).size);
  return sizes.reduce((sum, size) => sum + size, 0);
}
