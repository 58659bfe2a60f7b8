import { type ArrayFile, type ReadArray, type Refusal, refusalOf } from '../../data/files/arrays';
import { beyondLimit, unpackedLimit } from '../../data/files/limits';
import { NUMBER_FORMATS, type NumberFormat } from '../../data/files/number-formats';
import { type Hdf5About, type Hdf5File, openHdf5File } from '../../machine';

const KINDS: Readonly<Record<number, (signed: boolean) => string>> = {
  0: (signed) => (signed ? 'i' : 'u'),
  1: () => 'f',
  // An enumeration: h5py's booleans.
  8: () => 'u',
};
const TEXT = 3;
/** Filters up to this number come with the C library: gzip, shuffle, checksums, szip. */
const OWN_FILTERS = 6;
/** Numbers read at a time, at least. */
const AT_ONCE = 1 << 18;

/** The arrays of an HDF5 file of `size` bytes, by their paths in it. Links are not followed. */
export async function openHdf5(path: string, size: number, refuse: Refusal): Promise<ArrayFile> {
  const limit = unpackedLimit(size);
  const file = await openHdf5File(path, size, limit);
  if (!file)
    throw refuse(
      'an HDF5 file, and no package h5wasm',
      'it (npm install --no-save h5wasm), or another format',
    );
  const arrays = file.names.map((name) => {
    const read = () => readDataset(file, name, limit, refusalOf(name, refuse)).catch(naming(name));
    return [name, read] as const;
  });
  return { arrays: new Map(arrays), close: file.close };
}

/** Says of what the C library complains about in which array that is. */
function naming(name: string): (cause: unknown) => never {
  return (cause) => {
    throw cause instanceof RangeError ? new RangeError(`${name}: ${cause.message}`, { cause }) : cause;
  };
}

async function readDataset(file: Hdf5File, name: string, limit: number, refuse: Refusal): Promise<ReadArray> {
  const about = await file.about(name);
  const { shape, type, size, signed, vlen, total_size } = about;
  const filter = about.filters.find(({ id }) => id > OWN_FILTERS);
  if (filter) throw refuse(`compression by ${filter.name || `filter ${filter.id}`}`, 'gzip or none');
  if (!shape) throw refuse('nothing', 'an array');
  const bytes = Math.max(4, size) * Math.max(total_size, chunkOf(about));
  if (!(bytes <= limit)) throw refuse(...beyondLimit(bytes, limit));
  if (type === TEXT) {
    const text = vlen ? await file.texts(name, total_size) : await paddedTexts(file, name, about);
    return { shape, text };
  }
  const format: NumberFormat | undefined =
    NUMBER_FORMATS[`${KINDS[type]?.(signed)}${size}` as keyof typeof NUMBER_FORMATS];
  if (!format) throw refuse(`values of class ${type} with ${size} bytes`, 'floats, integers or texts');
  return { shape, data: await numbersOf(file, name, about, format) };
}

/** Values of a chunk, which is unpacked as a whole. */
function chunkOf({ chunks }: Hdf5About): number {
  return (chunks ?? []).reduce((all, size) => all * size, 1);
}

/** Some rows at a time, whole chunks: what is compressed is unpacked once. */
async function numbersOf(
  file: Hdf5File,
  name: string,
  about: Hdf5About,
  { floats }: NumberFormat,
): Promise<Float32Array> {
  const { shape, chunks, total_size, size } = about;
  const values = new Float32Array(total_size);
  const [n = 1, ...rest] = shape!;
  if (total_size === 0) return values;
  const row = total_size / n;
  const high = chunks?.[0] ?? 1;
  const rows = Math.min(n, high * Math.ceil(AT_ONCE / row / high));
  const work = size * Math.max(rows * row, chunkOf(about));
  for (let at = 0; at < n; at += rows) {
    const count = Math.min(rows, n - at);
    const part = { counts: [count, ...rest], offsets: [at, ...rest.map(() => 0)] };
    const bytes = await file.bytes(name, shape!.length === 0 ? null : part, count * row * size, work);
    values.set(floats(bytes), at * row);
  }
  return values;
}

async function paddedTexts(file: Hdf5File, name: string, { total_size, size }: Hdf5About): Promise<string[]> {
  const bytes = await file.bytes(name, null, size * total_size, size * total_size);
  return Array.from({ length: total_size }, (_, i) => padded(bytes.subarray(i * size, (i + 1) * size)));
}

function padded(bytes: Uint8Array): string {
  const end = bytes.indexOf(0);
  return new TextDecoder().decode(end < 0 ? bytes : bytes.subarray(0, end));
}
