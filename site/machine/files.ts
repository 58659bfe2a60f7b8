import type { OpenFile } from '../../lib/src/machine';
import { explained, explainingDiskErrors, explainingDiskErrorsNow } from '../../lib/src/machine/disk-error';
import { host } from './host';
import { resolve } from './paths';
import { HOME, siteBytes, siteFiles, siteTextNow } from './site-files';

// A path below HOME is the site's, and can only be read; every other one is the file browser's.

const isSite = (path: string) => path.startsWith(`${HOME}/`);

function failure(code: string, path: string): Error {
  return Object.assign(new Error(`${code}: ${path}`), { code, path });
}

function paths(path: string): Iterable<string> {
  return isSite(path) || path === HOME ? siteFiles().keys() : host().listing.keys();
}

function isFile(path: string): boolean {
  return (isSite(path) ? siteFiles() : host().listing).has(path);
}

function isFolder(path: string): boolean {
  if (path === '/' || path === HOME) return true;
  for (const known of paths(path)) if (known.startsWith(`${path}/`)) return true;
  return false;
}

/** There are no links. */
export function hasOtherNames(): boolean {
  return false;
}

export function exists(path: string): boolean {
  return path !== '' && kindOf(path) !== null;
}

export function kindOf(path: string): 'file' | 'folder' | 'other' | null {
  const at = resolve(path);
  if (isFile(at)) return 'file';
  return isFolder(at) ? 'folder' : null;
}

/** There are no links. */
export const kindBehind = kindOf;

export function realPath(path: string): string {
  return resolve(path);
}

export function listFolder(path: string): string[] {
  const at = resolve(path);
  if (isFile(at)) throw explained(path, failure('ENOTDIR', path));
  const start = at === '/' ? '/' : `${at}/`;
  const inside = [...paths(at)].filter((known) => known.startsWith(start));
  return [...new Set(inside.map((known) => known.slice(start.length).split('/')[0]))].sort();
}

export function readBytes(path: string): Promise<Uint8Array> {
  return explainingDiskErrors(path, async () => {
    const at = resolve(path);
    if (!isFile(at)) throw failure(isFolder(at) ? 'EISDIR' : 'ENOENT', path);
    return isSite(at) ? siteBytes(at) : new Uint8Array(await (await host().read(at)).arrayBuffer());
  });
}

/** A file as a blob, which need not be in memory as a whole. */
export function readBlob(path: string): Promise<Blob> {
  return explainingDiskErrors(path, async () => {
    const at = resolve(path);
    return isSite(at) || !isFile(at) ? new Blob([(await readBytes(path)) as BlobPart]) : host().read(at);
  });
}

export async function readText(path: string): Promise<string> {
  return new TextDecoder().decode(await readBytes(path));
}

export function readTextNow(path: string): string {
  return explainingDiskErrorsNow(path, () => siteTextNow(path));
}

export async function sizeOf(path: string): Promise<number> {
  const at = resolve(path);
  return isSite(at) ? (siteFiles().get(at)?.bytes ?? 0) : (host().listing.get(at)?.size ?? 0);
}

export async function stampOf(path: string): Promise<string> {
  const at = resolve(path);
  if (!isFile(at)) throw explained(path, failure('ENOENT', path));
  return isSite(at) ? siteFiles().get(at)!.sha256 : host().listing.get(at)!.stamp;
}

/** What the manifest says of a file of the site, which is compared with it when it is fetched; null for any other file. */
export function listedFile(path: string): { bytes: number; sha256: string } | null {
  return siteFiles().get(resolve(path)) ?? null;
}

/** Opens a file: it is read whole; what is written is there when it is closed. */
export async function openFile(path: string, how: 'read' | 'write' | 'append' = 'read'): Promise<OpenFile> {
  let bytes =
    how === 'write' || (how === 'append' && !exists(path)) ? new Uint8Array(0) : await readBytes(path);
  let changed = how === 'write';
  const save = async () => {
    if (changed) await write(path, new Blob([bytes as BlobPart]));
    changed = false;
  };
  return {
    size: bytes.length,
    async fill(offset, target) {
      if (offset + target.length > bytes.length) throw explained(path, failure('EIO', path));
      target.set(bytes.subarray(offset, offset + target.length));
    },
    read: async (offset, length) => bytes.slice(offset, offset + length),
    async write(more) {
      const all = new Uint8Array(bytes.length + more.length);
      all.set(bytes);
      all.set(more, bytes.length);
      bytes = all;
      changed = true;
    },
    sync: save,
    close: save,
  };
}

async function write(path: string, content: Blob): Promise<void> {
  const at = resolve(path);
  if (isSite(at)) throw explained(path, failure('EROFS', path));
  if (isFolder(at)) throw explained(path, failure('EISDIR', path));
  await host().write(at, content);
  host().listing.set(at, { size: content.size, stamp: `${content.size} ${Date.now()}` });
}

export function writeFileAtomically(file: string, content: string | Uint8Array): Promise<void> {
  return write(file, new Blob([content as BlobPart]));
}

export async function appendDurably(path: string, text: string): Promise<void> {
  const before = exists(path) ? await readText(path) : '';
  await writeFileAtomically(path, before + text);
}

/** Folders are there with the first file in them. */
export async function makeFolder(_path: string): Promise<void> {}

export async function remove(path: string): Promise<void> {
  const at = resolve(path);
  const { listing } = host();
  const gone = [...listing.keys()].filter((one) => one === at || one.startsWith(`${at}/`));
  // With all that is in it; there are no folders without a file, so that one is only there with its files.
  if (gone.length > 0) await host().remove(at);
  for (const known of gone) listing.delete(known);
}

export async function move(from: string, to: string): Promise<void> {
  const [start, end] = [resolve(from), resolve(to)];
  const files = isFile(start) ? [start] : [...paths(start)].filter((known) => known.startsWith(`${start}/`));
  if (files.length === 0) throw explained(from, failure('ENOENT', from));
  for (const file of files) await copyFile(file, end + file.slice(start.length));
  await remove(from);
}

export async function copyFile(from: string, to: string): Promise<void> {
  await write(to, await readBlob(from));
}
