import { constants } from 'node:fs';
import { type FileHandle, lstat, open, readlink, realpath, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { explainingDiskErrors } from './disk-error';
import { makeFolders } from './folders.cjs';
import { clearLeftOvers } from './left-overs';
import { tagOfProcess } from './lock.cjs';

/**
 * Writes a file so that it is there whole or, after a crash or a full disk, as it was before; makes its folder. A link stays,
 * and what it points at is written. A device or a pipe (`/dev/stdout`) is written to, and stays. Throws UserError. Our own,
 * because the same place has to know locks and what killed writers left.
 */
export function writeFileAtomically(file: string, content: string | Uint8Array): Promise<void> {
  return explainingDiskErrors(file, async () => {
    makeFolders(dirname(file));
    const stream = standardStream(file);
    if (stream) return print(stream, content);
    if (await isStream(file)) return pour(file, content);
    await replace(await target(file), content);
  });
}

/** Node's own stream for a name of standard output or error: a pipe of a shell or a socket cannot be opened by its name. */
function standardStream(file: string): NodeJS.WriteStream | null {
  const [, fd] = /^\/(?:dev\/|proc\/self\/)(?:fd\/)?(stdout|stderr|1|2)$/.exec(resolve(file)) ?? [];
  if (fd === undefined) return null;
  return fd === 'stdout' || fd === '1' ? process.stdout : process.stderr;
}

function print(stream: NodeJS.WriteStream, content: string | Uint8Array): Promise<void> {
  return new Promise((done, failed) => stream.write(content, (error) => (error ? failed(error) : done())));
}

/** Whether there is something that is neither a file nor a folder: a device, a pipe, an open file of a process. */
async function isStream(file: string): Promise<boolean> {
  if (/^\/(dev\/fd|proc)\//.test(resolve(file))) return true;
  const found = await stat(file).catch(() => null);
  return found !== null && !found.isFile() && !found.isDirectory();
}

async function pour(file: string, content: string | Uint8Array): Promise<void> {
  const handle = await open(file, constants.O_WRONLY | constants.O_APPEND);
  await closing(handle, () => handle.writeFile(content));
}

/** What a link points at, at last, there or not; any other path as it is. */
async function target(file: string): Promise<string> {
  const found = await lstat(file).catch(() => null);
  if (found?.isDirectory()) throw Object.assign(new Error('a folder'), { code: 'EISDIR', path: file });
  if (!found?.isSymbolicLink()) return file;
  const end = await realpath(file).catch((error: NodeJS.ErrnoException) => {
    // Links in a circle have no end that could be looked for.
    if (error.code !== 'ENOENT') throw error;
    return null;
  });
  return end === null ? target(resolve(dirname(file), await readlink(file))) : target(end);
}

async function replace(file: string, content: string | Uint8Array): Promise<void> {
  clearLeftOvers(dirname(file));
  // A name may be as long as the system allows.
  const draft = join(dirname(file), `${basename(file).slice(0, 40)}.${tagOfProcess()}.tmp`);
  try {
    const handle = await open(draft, 'w', await modeOf(file));
    await closing(handle, async () => {
      await handle.writeFile(content);
      await handle.sync();
    });
    await rename(draft, file);
  } catch (error) {
    await rm(draft, { force: true });
    // Whoever wanted the file does not know the draft.
    throw Object.assign(error as Error, { path: file });
  }
}

/** The permissions of a file that is there; else the usual ones. */
async function modeOf(file: string): Promise<number> {
  return ((await stat(file).catch(() => null))?.mode ?? 0o666) & 0o777;
}

async function closing(handle: FileHandle, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } finally {
    await handle.close();
  }
}
