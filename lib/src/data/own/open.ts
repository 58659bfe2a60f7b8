import { extname, kindBehind } from '../../machine';
import { cifarFolder } from './cifar';
import { folderSource } from './folder';
import type { ImageFileEnding } from './image-set-name';
import { npzSource } from './npz';
import { parquetFolder, parquetSource } from './parquet';
import type { Source } from './source';

type Reader = (path: string) => Promise<Source>;

/** Who reads a file of that ending. */
const READERS: Readonly<Record<ImageFileEnding, Reader>> = {
  '.npz': npzSource,
  '.parquet': parquetSource,
};

/**
 * Pictures in a form that is known: a folder with a subfolder a class, a file of images, a folder of Parquet files, or one of
 * CIFAR-10 or CIFAR-100. Throws UserError on others.
 */
export async function openSource(path: string): Promise<Source> {
  const kind = kindBehind(path);
  const read = (READERS as Readonly<Record<string, Reader | undefined>>)[extname(path).toLowerCase()];
  if (kind === 'file' && read) return read(path);
  if (kind !== 'folder') return folderSource(path);
  return (await cifarFolder(path)) ?? (await parquetFolder(path)) ?? folderSource(path);
}
