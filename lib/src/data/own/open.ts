import { extname, kindBehind } from '../../machine';
import { cifarFolder } from './cifar';
import { folderSource } from './folder';
import { npzSource } from './npz';
import { parquetFolder, parquetSource } from './parquet';
import type { Source } from './source';

type Reader = (path: string) => Promise<Source>;

/** Who reads a file of that ending. */
const READERS: Readonly<Record<string, Reader | undefined>> = {
  '.npz': npzSource,
  '.parquet': parquetSource,
};

/**
 * Pictures in a form that is known: a folder with a subfolder a class, a file of images, a folder of Parquet files, or one of
 * CIFAR-10 or CIFAR-100. Throws UserError on others.
 */
export async function openSource(path: string): Promise<Source> {
  const kind = kindBehind(path);
  const read = READERS[extname(path).toLowerCase()];
  if (kind === 'file' && read) return read(path);
  if (kind !== 'folder') return folderSource(path);
  return (await cifarFolder(path)) ?? (await parquetFolder(path)) ?? folderSource(path);
}

/** A name without the ending of a file with images. */
export function withoutEnding(name: string): string {
  const ending = extname(name);
  return ending.toLowerCase() in READERS ? name.slice(0, -ending.length) : name;
}
