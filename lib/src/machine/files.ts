import {
  type Dirent,
  lstatSync,
  readdirSync,
  readFileSync,
  realpathSync,
  type Stats,
  statSync,
} from 'node:fs';
import * as fs from 'node:fs/promises';
import { dirname } from 'node:path';
import { UserError } from '../errors';
import { DiskError, explained, explainingDiskErrors, explainingDiskErrorsNow } from './disk-error';
import { makeFolders } from './folders.cjs';
import { whenFilesMayOpen } from './open-files';
import { writeFileAtomically } from './write';

/** Whether there is a file or folder of that name. Throws UserError where that cannot be told. */
export function exists(path: string): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOTDIR') return false;
    throw explained(path, error);
  }
}

/** What has that name itself, not what a link leads to: `other` is a link, a device and the like. Null: nothing has it. */
export function kindOf(path: string): 'file' | 'folder' | 'other' | null {
  return kindIn(explainingDiskErrorsNow(path, () => lstatSync(path, { throwIfNoEntry: false })));
}

/** Whether a file has other names, hard links: a copy made of them is one file with the original. */
export function hasOtherNames(path: string): boolean {
  const found = explainingDiskErrorsNow(path, () => lstatSync(path, { throwIfNoEntry: false }));
  if (!found?.isFile()) return false;
  return found.nlink > 1;
}

/** What is there at the end of the links; null where it is gone, or the links go in a circle. */
export function kindBehind(path: string): ReturnType<typeof kindOf> {
  try {
    return kindIn(statSync(path, { throwIfNoEntry: false }));
  } catch (error) {
    if (['ELOOP', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return null;
    throw explained(path, error);
  }
}

/** The path without links. */
export function realPath(path: string): string {
  return explainingDiskErrorsNow(path, () => realpathSync(path));
}

function kindIn(found: Stats | undefined): 'file' | 'folder' | 'other' | null {
  if (!found) return null;
  if (found.isFile()) return 'file';
  return found.isDirectory() ? 'folder' : 'other';
}

/** The names in a folder in order; none where there is no such folder. Throws UserError. */
export function listFolder(path: string): string[] {
  return explainingDiskErrorsNow(path, () => entries(path).map(({ name }) => name)).sort();
}

function entries(path: string): Dirent[] {
  try {
    return readdirSync(path, { withFileTypes: true });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

/** The whole file. Throws UserError, naming it, if it cannot be read. */
export function readBytes(path: string): Promise<Uint8Array> {
  return explainingDiskErrors(path, async () => {
    await refuseEndless(path);
    return whenFilesMayOpen(() => fs.readFile(path));
  });
}

/** The whole file as UTF-8. Throws UserError, naming it, if it cannot be read. */
export function readText(path: string): Promise<string> {
  return explainingDiskErrors(path, async () => {
    await refuseEndless(path);
    return whenFilesMayOpen(() => fs.readFile(path, 'utf8'));
  });
}

/** Throws UserError for what is no file: a pipe to which nobody writes is waited for without end, and a device need not end. */
export async function refuseEndless(path: string): Promise<void> {
  const found = await fs.stat(path);
  if (found.isFile() || found.isDirectory()) return;
  const remedy = 'Write what it gives to a file first, and name that.';
  throw new UserError({ where: path, given: 'a pipe or a device', expected: 'a file', remedy });
}

/** As {@link readText}, at once: for small files of the library's own. */
export function readTextNow(path: string): string {
  return explainingDiskErrorsNow(path, () => readFileSync(path, 'utf8'));
}

/** Bytes of a file; 0 where there is none. */
export async function sizeOf(path: string): Promise<number> {
  try {
    return (await explainingDiskErrors(path, () => fs.stat(path))).size;
  } catch (error) {
    if (error instanceof DiskError && error.code === 'ENOENT') return 0;
    throw error;
  }
}

/** Size and date of a file, as a text that is another one after it has been written. Throws UserError if it is not there. */
export async function stampOf(path: string): Promise<string> {
  const { size, mtimeMs } = await explainingDiskErrors(path, () => fs.stat(path));
  return `${size} ${mtimeMs}`;
}

/** A file of which parts are read or written. */
export interface OpenFile {
  /** Bytes of the file when it was opened. */
  readonly size: number;
  /** Fills `target` with the bytes from `offset` on. Throws UserError where the file ends before. */
  fill(offset: number, target: Uint8Array): Promise<void>;
  /** Up to `length` bytes from `offset` on; fewer where the file ends. */
  read(offset: number, length: number): Promise<Uint8Array>;
  /** Writes all bytes at the end of what was written. */
  write(bytes: Uint8Array): Promise<void>;
  /** Forces what was written to the disk. */
  sync(): Promise<void>;
  close(): Promise<void>;
}

/** Opens a file: to be read, written anew, or written on. Throws UserError, naming it. */
export async function openFile(path: string, how: 'read' | 'write' | 'append' = 'read'): Promise<OpenFile> {
  const flags = { read: 'r', write: 'w', append: 'a' }[how];
  const explaining = <T>(work: () => Promise<T>) => explainingDiskErrors(path, work);
  if (how === 'read') await explaining(() => refuseEndless(path));
  const handle = await explaining(() => whenFilesMayOpen(() => fs.open(path, flags)));
  const { size } = await explaining(() => handle.stat());
  return {
    size,
    fill: (offset, target) => explaining(() => fill(handle, path, offset, target)),
    read: (offset, length) =>
      explaining(async () => {
        const { buffer, bytesRead } = await handle.read(new Uint8Array(length), 0, length, offset);
        return buffer.subarray(0, bytesRead);
      }),
    write: (bytes) => explaining(() => handle.writeFile(bytes)),
    sync: () => explaining(() => handle.sync()),
    close: () => explaining(() => handle.close()),
  };
}

/** The most that one call of the system reads. */
const ONE_READ = 2 ** 30;

async function fill(handle: fs.FileHandle, path: string, offset: number, target: Uint8Array): Promise<void> {
  for (let done = 0; done < target.length; ) {
    const length = Math.min(ONE_READ, target.length - done);
    const { bytesRead } = await handle.read(target, done, length, offset + done);
    if (bytesRead === 0) throw endsBefore(path, offset + target.length);
    done += bytesRead;
  }
}

function endsBefore(where: string, end: number): UserError {
  const remedy = 'Leave it alone while it is read, and start again.';
  return new UserError({ where, given: 'a file that was cut meanwhile', expected: `${end} bytes`, remedy });
}

/** Appends text to a file, and returns when it is on the disk. A copy of hard links stays as it is. */
export async function appendDurably(path: string, text: string): Promise<void> {
  if (hasOtherNames(path)) return writeFileAtomically(path, (await readText(path)) + text);
  const file = await openFile(path, 'append');
  try {
    await file.write(new TextEncoder().encode(text));
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Makes a folder with all above it, unless it is there. */
export async function makeFolder(path: string): Promise<void> {
  await explainingDiskErrors(path, async () => makeFolders(path));
}

/** Removes a file, or a folder with all in it, if it is there. */
export function remove(path: string): Promise<void> {
  return explainingDiskErrors(path, () => fs.rm(path, { recursive: true, force: true, maxRetries: 3 }));
}

/** Gives a file or folder another name, in place of what has it. */
export function move(from: string, to: string): Promise<void> {
  return explainingDiskErrors(to, () => fs.rename(from, to));
}

/** Copies a file, also over one that is there; makes its folder. */
export async function copyFile(from: string, to: string): Promise<void> {
  await makeFolder(dirname(to));
  await explainingDiskErrors(to, () => fs.copyFile(from, to));
}

/**
 * Size and hash that a manifest gives for a file, if this room compares the file with them each time it reads it. Null here:
 * files on a disk are not compared. The browser's room (`site/machine`), which fetches its files, does.
 */
export function listedFile(_path: string): { readonly bytes: number; readonly sha256: string } | null {
  return null;
}
