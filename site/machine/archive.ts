import { gunzipSync } from 'fflate';
import { readBytes, writeFileAtomically } from './files';
import { join } from './paths';

/** Unpacks a `.tar.gz` into a folder, without the archive's top folder; RangeError for more than `most` bytes. */
export async function unpackTar(archive: string, folder: string, most: number): Promise<void> {
  const tar = gunzipSync(await readBytes(archive));
  if (tar.length > 2 * most) throw new RangeError(`${tar.length} bytes in it, more than ${most}`);
  for (const { name, bytes } of entriesOf(tar))
    await writeFileAtomically(join(folder, name.split('/').slice(1).join('/')), bytes);
}

/** The files of a tar archive: blocks of 512 bytes, a header (name, size in octal, kind) before each file. */
function* entriesOf(tar: Uint8Array): Generator<{ name: string; bytes: Uint8Array }> {
  const text = (at: number, length: number) =>
    new TextDecoder().decode(tar.subarray(at, at + length)).replace(/\0.*/s, '');
  for (let at = 0; at + 512 <= tar.length && tar[at] !== 0; ) {
    const size = Number.parseInt(text(at + 124, 12), 8);
    if (!(size >= 0) || at + 512 + size > tar.length) throw new Error('a damaged archive');
    const isFile = ['0', ''].includes(text(at + 156, 1));
    if (isFile) yield { name: text(at, 100), bytes: tar.subarray(at + 512, at + 512 + size) };
    at += 512 + 512 * Math.ceil(size / 512);
  }
}
