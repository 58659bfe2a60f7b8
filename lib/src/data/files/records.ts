import { UserError } from '../../errors';
import { join, type OpenFile, openFile, readBytes } from '../../machine';
import type { ImageSet } from '../images';

// A file is a plain sequence of records without header, all of the same size:
//
//   <1 byte label><height*width bytes red><height*width bytes green><height*width bytes blue>
//
// "The first byte is the label of the first image [...]. The next 3072 bytes are the values of the pixels of
// the image. The first 1024 bytes are the red channel values, the next 1024 the green, and the final 1024 the
// blue. The values are stored in row-major order, so the first 32 bytes are the red channel values of the
// first row of the image." (https://www.cs.toronto.edu/~kriz/cifar.html, binary version, 32x32)

/** The shape of one record, and the names that its label counts. */
export interface RecordFormat {
  readonly height: number;
  readonly width: number;
  readonly classNames: readonly string[];
}

/** The images of `files` in `folder`, one file after the other. Throws UserError naming a bad file. */
export async function readBinRecords(
  folder: string,
  files: readonly string[],
  format: RecordFormat,
  recordsPerFile: number,
): Promise<ImageSet> {
  const images = emptySet(files.length * recordsPerFile, format);
  for (const [i, file] of files.entries()) {
    const path = join(folder, file);
    const bytes = await readBytes(path);
    requireSize(path, bytes.length, recordsPerFile * recordSize(format));
    decode(bytes, path, images, i * recordsPerFile);
  }
  return images;
}

/**
 * Single images of those files, in the order of `indices`, which count on from file to file; nothing else is read.
 * Throws UserError naming a bad file, or an index beyond the last.
 */
export async function readRecordsAt(
  folder: string,
  files: readonly string[],
  format: RecordFormat,
  recordsPerFile: number,
  indices: ArrayLike<number>,
): Promise<ImageSet> {
  const images = emptySet(indices.length, format);
  const size = recordSize(format);
  const opened = new Map<string, OpenFile>();
  try {
    for (const [k, index] of Array.from(indices).entries()) {
      requireIndex(index, files.length * recordsPerFile);
      const path = join(folder, files[Math.floor(index / recordsPerFile)]);
      const file = opened.get(path) ?? (await openFile(path));
      opened.set(path, file);
      decode(await readRecord(file, path, index % recordsPerFile, size), path, images, k);
    }
  } finally {
    for (const file of opened.values()) await file.close();
  }
  return images;
}

async function readRecord(file: OpenFile, path: string, record: number, size: number): Promise<Uint8Array> {
  const bytes = await file.read(record * size, size);
  requireSize(`${path}, record ${record}`, bytes.length, size);
  return bytes;
}

function recordSize({ height, width }: RecordFormat): number {
  return 1 + height * width * 3;
}

function emptySet(n: number, { height, width, classNames }: RecordFormat): ImageSet {
  const pixels = new Uint8Array(n * height * width * 3);
  return { n, height, width, pixels, labels: new Uint8Array(n), classNames };
}

function requireIndex(index: number, n: number): void {
  if (Number.isInteger(index) && index >= 0 && index < n) return;
  throw new UserError({
    where: 'readRecordsAt',
    given: `image ${index}`,
    expected: `0 to ${n - 1}`,
    remedy: 'Take positions in the official order of the set.',
  });
}

function requireSize(where: string, given: number, expected: number): void {
  if (given === expected) return;
  throw new UserError({
    where,
    given: `${given} bytes`,
    expected: `${expected} bytes`,
    remedy: 'The file is cut short or of another kind: delete it and get it again.',
  });
}

/** Channel planes to interleaved pixels, written from image `first` on. */
function decode(bytes: Uint8Array, where: string, images: ImageSet, first: number): void {
  const { pixels, labels, classNames } = images;
  const plane = images.height * images.width;
  const records = bytes.length / (1 + 3 * plane);
  for (let record = 0; record < records; record++) {
    const red = record * (1 + 3 * plane) + 1;
    const label = bytes[red - 1];
    if (label >= classNames.length) throw wrongLabel(where, record, label, classNames.length);
    labels[first + record] = label;
    let to = (first + record) * 3 * plane;
    for (let from = red; from < red + plane; from++) {
      pixels[to++] = bytes[from];
      pixels[to++] = bytes[from + plane];
      pixels[to++] = bytes[from + 2 * plane];
    }
  }
}

function wrongLabel(where: string, record: number, label: number, classes: number): UserError {
  return new UserError({
    where: `${where}, record ${record}`,
    given: `label ${label}`,
    expected: `a label from 0 to ${classes - 1}`,
    remedy: 'The file is damaged or of another kind: delete it and get it again.',
  });
}
