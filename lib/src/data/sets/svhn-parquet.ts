import { UserError } from '../../errors';
import { join, listFolder } from '../../machine';
import type { ImageSet } from '../images';
import { imbalancedIndices } from '../imbalance';
import { decodeAll } from '../own/decode';
import { rowsOf } from '../own/parquet';
import { requirePerClass } from './class-counts';
import { svhnClasses } from './class-names';

/** Hugging Face's layout: `cropped_digits/train-00000-of-00001.parquet`, with the bytes of a PNG and the digit in each row. */
const BELOW = 'cropped_digits';

/** The files of a part in a folder or its `cropped_digits`, by their full names; none where there are none. */
export function svhnParquetFiles(folder: string, part: 'train' | 'test'): string[] {
  return [join(folder, BELOW), folder]
    .map((place) => listFolder(place).flatMap((name) => (isOf(part, name) ? join(place, name) : [])))
    .reduce((found, files) => (found.length > 0 ? found : files), []);
}

function isOf(part: string, name: string): boolean {
  return name.startsWith(part) && name.endsWith('.parquet');
}

/** As `readSvhnFile`, which draws the same images of the official files: they lie in one order. */
export async function readSvhnParquet(
  files: readonly string[],
  perClass: number,
  seed: number,
): Promise<ImageSet> {
  const rows = (await Promise.all(files.map(rowsOf))).flat();
  const where = files.join(', ');
  const remedy = 'Take all files of the data set ufldl-stanford/svhn, or ask for fewer images.';
  const labels = rows.map(({ name, label }) => {
    const digit = svhnClasses.indexOf(label);
    if (digit >= 0) return digit;
    throw new UserError({ where: name, given: `label ${label}`, expected: 'a digit', remedy });
  });
  requirePerClass({ where, labels, classNames: svhnClasses, perClass, remedy });
  const kept = imbalancedIndices(labels, new Array(svhnClasses.length).fill(perClass), seed).sort();
  const items = Array.from(kept, (i) => ({ ...rows[i], label: labels[i] }));
  const shape = { imageSize: 32, imageFit: 'crop' } as const;
  const { images, unreadable } = await decodeAll(items, svhnClasses, shape);
  if (unreadable.length === 0) return images;
  const [{ name, reason }] = unreadable;
  throw new UserError({ where: name, given: reason, expected: 'a PNG', remedy });
}
