import type { Source } from '../../data/files/limits';
import { readFloats } from '../../data/files/number-formats';
import { readPickle } from '../../data/files/pickle';
import type { Refusal } from '../../errors';
import { LONGEST_PICKLE, MAKERS, STORAGE_FORMATS, type Storage, storageOf, type TorchFile } from './tensors';

// What torch.save wrote before PyTorch 1.6, and writes when asked to: a stream without a directory.
//
//     pickle   the number 0x1950a86a20f9469cfc6c
//     pickle   1001, the version
//     pickle   {'protocol_version', 'little_endian', 'type_sizes'}
//     pickle   what was saved; a tensor's storage is a persistent id with a key
//     pickle   the list of keys
//     then for each of them its count of numbers in 8 bytes, and these
//
// Source: PyTorch's torch/serialization.py, _legacy_save

const MAGIC = 0x1950a86a20f9469cfc6cn;
const VERSION = 1001;
const EXPECTED = 'what torch.save writes';

/** Opens the stream that torch.save wrote. Throws what `refuse` makes. */
export async function openLegacy(file: Source, refuse: Refusal): Promise<TorchFile> {
  const bytes = new Uint8Array(Math.min(file.size, LONGEST_PICKLE));
  await file.fill(0, bytes);
  const storages = new Map<string, Storage>();
  const persistent = (id: unknown) => {
    const storage = storageOf(id, refuse);
    const known = storages.get(storage.key);
    if (known && (known.type !== storage.type || known.numel !== storage.numel))
      throw refuse(`a storage ${storage.key} of two kinds`, EXPECTED);
    storages.set(storage.key, storage);
    return storage;
  };
  let at = 0;
  const next = () => {
    const { value, end } = readPickle(bytes, at, { makers: MAKERS, refuse, persistent });
    at = end;
    return value;
  };
  checkStart(bytes, next, refuse);
  const root = next();
  const places = await placesOf(file, next(), at, storages, refuse);
  return {
    root,
    numbers: ({ key }, numel, format) => {
      const place = places.get(key);
      if (place === undefined) throw refuse(`no numbers for the storage ${key}`, EXPECTED);
      return readFloats(file, place, numel, format);
    },
  };
}

function checkStart(bytes: Uint8Array, next: () => unknown, refuse: Refusal): void {
  const looksLikeOne = bytes[0] === 0x80 && bytes[2] === 0x8a;
  if (!looksLikeOne || next() !== MAGIC)
    throw refuse(`a file that begins otherwise${firstWords(bytes)}`, `${EXPECTED}, or safetensors`);
  const version = next();
  if (version !== VERSION) throw refuse(`version ${String(version)} of the format`, String(VERSION));
  const system = next();
  if (!(system instanceof Map) || system.get('little_endian') !== true)
    throw refuse('numbers in big-endian order', 'little-endian');
}

/** Text that stands for a file that was not fetched: a web page, a Git LFS pointer. */
function firstWords(bytes: Uint8Array): string {
  const [words = ''] = /^[\x20-\x7e]*/.exec(new TextDecoder('latin1').decode(bytes.subarray(0, 45))) ?? [];
  return words.length > 9 ? ` (“${words}”)` : '';
}

/** Where the numbers of each storage begin, from byte `at` on. */
async function placesOf(
  file: Source,
  keys: unknown,
  at: number,
  storages: ReadonlyMap<string, Storage>,
  refuse: Refusal,
): Promise<Map<string, number>> {
  if (!Array.isArray(keys)) throw refuse('no list of storages', EXPECTED);
  const places = new Map<string, number>();
  let next = at;
  for (const key of keys) {
    const storage = storages.get(key);
    const width = storage && STORAGE_FORMATS[storage.type]?.width;
    if (!storage || !width || places.has(key))
      throw refuse(`a storage ${String(key)} that nothing refers to or cannot be read`, EXPECTED);
    const count = new Uint8Array(8);
    if (next + 8 <= file.size) await file.fill(next, count);
    const numel = Number(new DataView(count.buffer).getBigInt64(0, true));
    const end = next + 8 + numel * width;
    if (numel !== storage.numel || end > file.size)
      throw refuse(
        `a file of ${file.size} bytes`,
        `${next + 8 + storage.numel * width} at least, for its tensors: it was cut off`,
      );
    places.set(key, next + 8);
    next = end;
  }
  return places;
}
