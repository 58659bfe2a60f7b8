import { extname, kindBehind } from '../../machine';
import { folderSource } from './folder';
import { npzSource } from './npz';
import type { Source } from './source';

/** Who reads a file of that ending. */
const READERS: Readonly<Record<string, ((path: string) => Promise<Source>) | undefined>> = {
  '.npz': npzSource,
};

/** Pictures in a form that is known: a folder with a subfolder a class, or a file of images. Throws UserError on others. */
export async function openSource(path: string): Promise<Source> {
  const read = READERS[extname(path).toLowerCase()];
  return read && kindBehind(path) === 'file' ? read(path) : folderSource(path);
}

/** Endings of files with images, which a name leaves out. */
export function withoutEnding(name: string): string {
  const ending = extname(name);
  return ending.toLowerCase() in READERS ? name.slice(0, -ending.length) : name;
}
