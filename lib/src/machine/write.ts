import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { explainingDiskErrors } from './disk-error';

/** Writes a file so that it is there whole or, after a crash or a full disk, as it was before. */
export function writeFileAtomically(file: string, content: string | Uint8Array): Promise<void> {
  return explainingDiskErrors(file, () => replace(file, content));
}

async function replace(file: string, content: string | Uint8Array): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  const draft = `${file}.${process.pid}.tmp`;
  try {
    const handle = await open(draft, 'w');
    try {
      await handle.writeFile(content);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(draft, file);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}
