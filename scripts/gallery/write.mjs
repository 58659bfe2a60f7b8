import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { at } from '../paths.mjs';
import { writeAtomically } from '../setup/atomic.mjs';
import { galleryFiles } from './gallery.mjs';

/** The gallery's folder. */
export const galleryFolder = at('notebooks', 'gallery');

/** Writes the gallery from the results of `executeAll`, removes what is no longer in it, and says how large it is. */
export function writeGallery(results) {
  const files = filesOf(results);
  for (const file of committedFiles()) if (!files.has(file)) rmSync(`${galleryFolder}/${file}`);
  for (const [file, text] of files) writeAtomically(`${galleryFolder}/${file}`, text);
  const size = [...files.values()].reduce((sum, text) => sum + Buffer.byteLength(text), 0);
  return `  notebooks/gallery: ${files.size - 1} pictures, ${(size / 2 ** 20).toFixed(2)} MiB`;
}

/** The files that the gallery should have, by name, from results `{name, target}` of `executeAll`. */
export function filesOf(results) {
  const read = ({ name, target }) => ({ name, notebook: JSON.parse(readFileSync(target, 'utf8')) });
  return galleryFiles(results.map(read));
}

/** The names of the files that it has. */
export function committedFiles() {
  return existsSync(galleryFolder) ? readdirSync(galleryFolder) : [];
}
