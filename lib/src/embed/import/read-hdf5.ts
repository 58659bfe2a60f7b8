import { type ArrayFile, type ReadArray, type Refusal, refusalOf } from '../../data/files/arrays';
import { beyondLimit, unpackedLimit } from '../../data/files/limits';
import { NUMBER_FORMATS, type NumberFormat } from '../../data/files/number-formats';
import { importOptional } from '../../machine';

/** What of the package h5wasm is used here: the C library of HDF5, below the layer that knows no float16. */
interface Hdf5 {
  readonly ready: Promise<unknown>;
  readonly Module: Library;
}

interface Library {
  readonly HEAPU8: Uint8Array<ArrayBuffer>;
  readonly H5G_DATASET: number;
  readonly H5F_ACC_RDONLY: number;
  open(path: string, mode: number, trackOrder: boolean, oldest: number, newest: number): bigint;
  close_file(file: bigint): number;
  get_names(file: bigint, path: string, recursive: boolean): string[];
  get_type(file: bigint, path: string): number;
  get_dataset_metadata(file: bigint, path: string): Metadata;
  get_dataset_filters(file: bigint, path: string): readonly { readonly id: number; readonly name: string }[];
  get_dataset_data(
    file: bigint,
    path: string,
    count: bigint[] | null,
    offset: bigint[] | null,
    strides: bigint[] | null,
    target: bigint,
  ): number;
  reclaim_vlen_memory(file: bigint, path: string, attribute: string, target: bigint): number;
  activate_throwing_error_handler(): number;
  UTF8ToString(at: number): string;
  _malloc(bytes: number): number;
  _free(at: number): void;
}

interface Metadata {
  /** HDF5's number of the class of type. */
  readonly type: number;
  /** Bytes of a value. */
  readonly size: number;
  readonly signed: boolean;
  readonly vlen: boolean;
  readonly total_size: number;
  readonly shape: readonly number[] | null;
  readonly chunks: readonly number[] | null;
}

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

/**
 * The arrays of an HDF5 file of `size` bytes, by their paths in it. The C library reads it in WebAssembly, where a damaged file can
 * do no harm, and throws where h5wasm's own classes would give what lay in memory before. Links are not followed.
 */
export async function openHdf5(path: string, size: number, refuse: Refusal): Promise<ArrayFile> {
  const hdf5 = await importOptional<Hdf5>('h5wasm/node');
  if (!hdf5)
    throw refuse(
      'an HDF5 file, and no package h5wasm',
      'it (npm install --no-save h5wasm), or another format',
    );
  await hdf5.ready;
  const library = hdf5.Module;
  const limit = unpackedLimit(size);
  library.activate_throwing_error_handler();
  const file = told(() => library.open(path, library.H5F_ACC_RDONLY, false, -1, -1));
  const names = told(() => library.get_names(file, '/', true));
  const datasets = names.filter((name) => library.get_type(file, name) === library.H5G_DATASET);
  const arrays = datasets.map((name) => {
    const read = async () => told(() => readDataset(library, file, name, limit, refusalOf(name, refuse)));
    return [name, read] as const;
  });
  return { arrays: new Map(arrays), close: async () => void library.close_file(file) };
}

/** Of the C library's errors only the last line, which says what was wrong at the root. */
function told<T>(work: () => T): T {
  try {
    return work();
  } catch (cause) {
    const reasons = [...String((cause as Error).message).matchAll(/^ *#\d+: .*?\(\): (.*)$/gm)];
    throw reasons.length === 0 ? cause : new RangeError(reasons.at(-1)![1], { cause });
  }
}

function readDataset(
  library: Library,
  file: bigint,
  name: string,
  limit: number,
  refuse: Refusal,
): ReadArray {
  const about = library.get_dataset_metadata(file, name);
  const { shape, type, size, signed, total_size } = about;
  const filter = library.get_dataset_filters(file, name).find(({ id }) => id > OWN_FILTERS);
  if (filter) throw refuse(`compression by ${filter.name || `filter ${filter.id}`}`, 'gzip or none');
  if (!shape) throw refuse('nothing', 'an array');
  const bytes = Math.max(4, size) * total_size;
  if (!(bytes <= limit)) throw refuse(...beyondLimit(bytes, limit));
  if (type === TEXT) return { shape, text: textsOf(library, file, name, about) };
  const format: NumberFormat | undefined =
    NUMBER_FORMATS[`${KINDS[type]?.(signed)}${size}` as keyof typeof NUMBER_FORMATS];
  if (!format) throw refuse(`values of class ${type} with ${size} bytes`, 'floats, integers or texts');
  return { shape, data: numbersOf(library, file, name, about, format) };
}

/** Some rows at a time, whole chunks: what is compressed is unpacked once. */
function numbersOf(
  library: Library,
  file: bigint,
  name: string,
  { shape, chunks, total_size, size }: Metadata,
  { floats }: NumberFormat,
): Float32Array {
  const values = new Float32Array(total_size);
  const [n = 1, ...rest] = shape!;
  if (total_size === 0) return values;
  const row = total_size / n;
  const high = chunks?.[0] ?? 1;
  const rows = Math.min(n, high * Math.ceil(AT_ONCE / row / high));
  const target = allocated(library, rows * row * size);
  try {
    for (let at = 0; at < n; at += rows) {
      const count = Math.min(rows, n - at);
      const [counts, offsets] = [
        [count, ...rest],
        [at, ...rest.map(() => 0)],
      ].map((sizes) => sizes.map(BigInt));
      const part = shape!.length === 0 ? null : [counts, offsets, counts.map(() => 1n)];
      library.get_dataset_data(
        file,
        name,
        part?.[0] ?? null,
        part?.[1] ?? null,
        part?.[2] ?? null,
        BigInt(target),
      );
      values.set(floats(library.HEAPU8.slice(target, target + count * row * size)), at * row);
    }
  } finally {
    library._free(target);
  }
  return values;
}

function textsOf(
  library: Library,
  file: bigint,
  name: string,
  { total_size, size, vlen }: Metadata,
): string[] {
  const target = allocated(library, size * total_size);
  try {
    library.get_dataset_data(file, name, null, null, null, BigInt(target));
    const bytes = library.HEAPU8.slice(target, target + size * total_size);
    const texts = vlen
      ? Array.from(new Uint32Array(bytes.buffer), (place) => (place === 0 ? '' : library.UTF8ToString(place)))
      : Array.from({ length: total_size }, (_, i) => padded(bytes.subarray(i * size, (i + 1) * size)));
    if (vlen) library.reclaim_vlen_memory(file, name, '', BigInt(target));
    return texts;
  } finally {
    library._free(target);
  }
}

function padded(bytes: Uint8Array): string {
  const end = bytes.indexOf(0);
  return new TextDecoder().decode(end < 0 ? bytes : bytes.subarray(0, end));
}

function allocated(library: Library, bytes: number): number {
  const at = library._malloc(Math.max(1, bytes));
  if (at === 0) throw new RangeError(`no room for ${bytes} bytes`);
  return at;
}
