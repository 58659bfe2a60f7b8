import { type ArrayFile, type ReadArray, type Refusal, refusalOf } from '../../data/files/arrays';
import { unpackedLimit } from '../../data/files/limits';
import { readNpy } from '../../data/files/npy';
import { join, kindBehind, listFolder, openFile } from '../../machine';

const ENDING = '.npy';

/** The arrays of a folder of `.npy` files, by their names: `features.npy`, and of folders in it: `train/features.npy`. */
export async function openFolder(folder: string, refuse: Refusal): Promise<ArrayFile> {
  const inside = listFolder(folder).flatMap((name) => {
    const path = join(folder, name);
    return kindBehind(path) === 'folder' ? listFolder(path).map((file) => `${name}/${file}`) : [name];
  });
  const files = inside.filter((name) => name.endsWith(ENDING));
  if (files.length === 0) throw refuse('a folder without .npy files', 'features.npy, labels.npy …');
  const arrays = files.map((name) => {
    const read = () => readFile(join(folder, name), refusalOf(name, refuse));
    return [name.slice(0, -ENDING.length), read] as const;
  });
  return { arrays: new Map(arrays), close: async () => {} };
}

async function readFile(path: string, refuse: Refusal): Promise<ReadArray> {
  const file = await openFile(path);
  try {
    return await readNpy(file, unpackedLimit(file.size), refuse);
  } finally {
    await file.close();
  }
}
