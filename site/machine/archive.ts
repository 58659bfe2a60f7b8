import { readBlob, writeFileAtomically } from './files';
import { join } from './paths';

/**
 * Unpacks a `.tar.gz` into a folder, without the archive's top folder, one file after the other; RangeError for more than `most`
 * bytes, Error on a damaged archive.
 */
export async function unpackTar(archive: string, folder: string, most: number): Promise<void> {
  const packed = (await readBlob(archive)).stream();
  const tar = new Unread(packed.pipeThrough(new DecompressionStream('gzip')), most);
  for await (const { name, bytes } of entriesOf(tar))
    await writeFileAtomically(join(folder, name.split('/').slice(1).join('/')), bytes);
}

/** The files of a tar archive: blocks of 512 bytes, a header (name, size in octal, kind) before each file. */
async function* entriesOf(tar: Unread): AsyncGenerator<{ name: string; bytes: Uint8Array }> {
  for (let header = await tar.take(512); header[0] !== 0; header = await tar.take(512)) {
    const text = (at: number, length: number) =>
      new TextDecoder().decode(header.subarray(at, at + length)).replace(/\0.*/s, '');
    const size = Number.parseInt(text(124, 12), 8);
    if (!(size >= 0)) throw new Error('a damaged archive');
    const bytes = await tar.take(size);
    await tar.take((512 - (size % 512)) % 512);
    const isFile = ['0', ''].includes(text(156, 1));
    if (isFile) yield { name: text(0, 100), bytes };
  }
  await tar.end();
}

/** The bytes of a stream, `most` of them at most, as many at a time as are wanted. */
class Unread {
  private readonly reader: ReadableStreamDefaultReader<Uint8Array>;
  private part = new Uint8Array(0);
  private total = 0;

  constructor(
    stream: ReadableStream<Uint8Array>,
    private readonly most: number,
  ) {
    this.reader = stream.getReader();
  }

  async take(length: number): Promise<Uint8Array> {
    if (this.total + length > this.most) throw new RangeError(`more than ${this.most} bytes in it`);
    const taken = new Uint8Array(length);
    for (let at = 0; at < length; ) {
      if (this.part.length === 0 && !(await this.next())) throw new Error('a damaged archive');
      const some = this.part.subarray(0, length - at);
      taken.set(some, at);
      at += some.length;
      this.part = this.part.subarray(some.length);
    }
    this.total += length;
    return taken;
  }

  /** Reads what is left, by which the checksum is compared. */
  async end(): Promise<void> {
    while (await this.next()) {
      this.total += this.part.length;
      if (this.total > this.most) throw new RangeError(`more than ${this.most} bytes in it`);
    }
  }

  private async next(): Promise<boolean> {
    const { done, value } = await this.reader.read();
    if (value) this.part = value as Uint8Array<ArrayBuffer>;
    return !done;
  }
}
