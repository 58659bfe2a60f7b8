import type { Refusal } from '../../errors';
import { basename, join, kindBehind, listFolder } from '../../machine';
import { openParquet, type ParquetFile } from '../files/parquet';
import { fromFile } from './file';
import { type Row, sourceOfRows } from './rows';
import type { Source } from './source';

/** Columns of the bytes of picture files, and of labels, the first that is there counts. */
const IMAGES = ['image.bytes', 'img.bytes', 'image', 'img'];
const LABELS = ['label', 'labels', 'fine_label', 'target', 'class'];

/** How the names of files begin, as Hugging Face has them: `train-00000-of-00001.parquet`. */
const TRAIN = /^train/i;
const TEST = [/^test/i, /^val/i];

/** A Parquet file whose rows have the bytes of a picture and a label, as Hugging Face writes it; its rows are split. */
export async function parquetSource(path: string): Promise<Source> {
  return sourceOfRows(path, [await rowsOf(path)], []);
}

/**
 * A folder with such files: `train-….parquet` and `test-….parquet`, else all are split. Null where it has none, or subfolders.
 */
export async function parquetFolder(path: string): Promise<Source | null> {
  const inside = listFolder(path).filter((name) => !name.startsWith('.'));
  const files = inside.filter((name) => name.toLowerCase().endsWith('.parquet'));
  const hasFolders = inside.some((name) => kindBehind(join(path, name)) === 'folder');
  if (files.length === 0 || hasFolders) return null;
  const train = files.filter((name) => TRAIN.test(name));
  const test = TEST.map((part) => files.filter((name) => part.test(name))).find((part) => part.length > 0);
  const parts = train.length > 0 && test ? [train, test] : [files];
  const rows: Row[][] = [];
  for (const part of parts)
    rows.push((await Promise.all(part.map((name) => rowsOf(join(path, name))))).flat());
  const words = parts.map((part) => part.join(', '));
  const taken =
    words.length > 1
      ? `training images from ${words[0]}, test images from ${words[1]}`
      : `images from ${words[0]}`;
  const unused = files.filter((name) => !parts.flat().includes(name));
  return sourceOfRows(path, rows, [taken, ...(unused.length > 0 ? [`left out: ${unused.join(', ')}`] : [])]);
}

/** The rows of a file, in its order. Throws UserError. */
export function rowsOf(path: string): Promise<Row[]> {
  return fromFile(path, 'a Parquet file', async (file, refuse) => {
    const parquet = await openParquet(file, refuse);
    const image = IMAGES.find((leaf) => parquet.leaves.includes(leaf));
    const label = LABELS.find((name) => parquet.columns.has(name));
    if (image === undefined || label === undefined)
      throw refuse(`the columns ${parquet.leaves.join(', ')}`, `${IMAGES[0]} and ${LABELS[0]}`);
    const labels = await labelsOf(parquet, label, refuse);
    const pictures = await parquet.bytesOf(image);
    if (pictures.length !== labels.length)
      throw refuse(`${pictures.length} pictures, ${labels.length} labels`, 'as many');
    const name = basename(path);
    return pictures.map((bytes, i) => ({ name: `${name}[${i}]`, ...labels[i], read: async () => bytes }));
  });
}

/** By the names that the file's notes have for numbers. */
async function labelsOf(
  parquet: ParquetFile,
  column: string,
  refuse: Refusal,
): Promise<readonly Pick<Row, 'label' | 'number'>[]> {
  const array = await parquet.columns.get(column)!();
  if ('text' in array) return array.text.map((label) => ({ label, number: null }));
  if (array.shape.length !== 1) throw refuse(`[${array.shape}] as ${column}`, 'one label a picture');
  const names = namesOf(parquet, column);
  return Array.from(array.data, (number) => ({ label: names[number] ?? String(number), number }));
}

/** `{"info": {"features": {"label": {"names": ["cat", "dog"]}}}}` under the key `huggingface`. */
function namesOf(parquet: ParquetFile, column: string): readonly string[] {
  const note = parquet.note('huggingface');
  const names: unknown = note && JSON.parse(note)?.info?.features?.[column]?.names;
  return Array.isArray(names) && names.every((name) => typeof name === 'string') ? names : [];
}
