import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { cf } from '../library.mjs';
import { writeAtomically } from '../setup/atomic.mjs';

/** @import { Figure } from 'cnn-fragility' */

/**
 * Makes a folder's pictures those of the figures, by the files' names, and removes others. Pictures that are current stay as
 * they are: another browser would draw them a little otherwise.
 *
 * @param {string} folder
 * @param {Record<string, Figure>} figures
 */
export async function writePictures(folder, figures) {
  mkdirSync(folder, { recursive: true });
  for (const file of picturesIn(folder)) if (!(file in figures)) rmSync(join(folder, file));
  const files = outdatedPictures(folder, figures);
  if (files.length === 0) return;
  const pictures = await cf.view.drawFigures(files.map((file) => figures[file]));
  files.forEach((file, i) => {
    writeAtomically(join(folder, file), pictures[i]);
  });
}

/**
 * The files of a folder's pictures that are missing, are of another figure than they should be, or show nothing.
 *
 * @param {string} folder
 * @param {Record<string, Figure>} figures
 */
export function outdatedPictures(folder, figures) {
  const others = picturesIn(folder).filter((file) => !(file in figures));
  return Object.keys(figures)
    .filter((file) => !existsSync(join(folder, file)) || !shows(join(folder, file), figures[file]))
    .concat(others);
}

/** The names of the pictures in a folder. @param {string} folder */
export function picturesIn(folder) {
  return existsSync(folder) ? readdirSync(folder).filter((file) => file.endsWith('.svg')) : [];
}

/** @param {string} path @param {Figure} figure */
function shows(path, { data, layout }) {
  const svg = readFileSync(path, 'utf8');
  const figure = JSON.parse(JSON.stringify({ data, layout }));
  return isDeepStrictEqual(cf.view.figureOfPicture(svg), figure) && !isBlank(svg);
}

/** Whether a drawing has axes at most: no bar, line, point, tile or image. @param {string} svg */
export function isBlank(svg) {
  return !/<path class="js-line"|<path class="point"|<g class="point">|<image /.test(svg);
}
