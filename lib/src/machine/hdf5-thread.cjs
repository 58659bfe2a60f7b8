// @ts-check
// The C library of HDF5 in WebAssembly, in a thread of its own that hdf5.ts starts, asks and ends: plain JavaScript, because a
// thread begins with a file. Below h5wasm's classes, which know no float16 and, where the library fails, give what lay in memory.

const { closeSync, existsSync } = require('node:fs');
const { join } = require('node:path');
const { pathToFileURL } = require('node:url');
const { parentPort } = require('node:worker_threads');

/**
 * @typedef {import('./hdf5').Hdf5About} About
 * @typedef {import('./hdf5').Hdf5Part} Part
 */

/**
 * @typedef {object} Library What of h5wasm is used here.
 * @property {Uint8Array<ArrayBuffer>} HEAPU8
 * @property {number} H5G_DATASET
 * @property {number} H5F_ACC_RDONLY
 * @property {(path: string, mode: number, trackOrder: boolean, oldest: number, newest: number) => bigint} open
 * @property {(file: bigint) => number} close_file
 * @property {(file: bigint, path: string, recursive: boolean) => string[]} get_names
 * @property {(file: bigint, path: string) => number} get_type
 * @property {(file: bigint, path: string) => Omit<About, 'filters'>} get_dataset_metadata
 * @property {(file: bigint, path: string) => About['filters']} get_dataset_filters
 * @property {(file: bigint, path: string, count: bigint[] | null, offset: bigint[] | null, strides: bigint[] | null,
 *   target: bigint) => number} get_dataset_data
 * @property {(file: bigint, path: string, attribute: string, target: bigint) => number} reclaim_vlen_memory
 * @property {() => number} activate_throwing_error_handler
 * @property {{ streams: ({ nfd?: number } | null)[] }} FS
 * @property {(at: number) => string} UTF8ToString
 * @property {(bytes: number) => number} _malloc
 * @property {(at: number) => void} _free
 */

/** @typedef {(instance: object, module: object) => void} Done */
/** @typedef {{ instantiateWasm?: (imports: object, done: Done) => object, print?: Print, printErr?: Print }} Settings */
/** @typedef {(text: string) => void} Print */
/** @typedef {(code: object, imports: object) => Promise<{ module: object }>} Instantiate Of a compiled module: the instance. */

/** @typedef {{ buffer: ArrayBuffer, grow: (pages: number) => number }} Memory */
/** @typedef {{ instantiate: Instantiate, Memory: { prototype: Memory } }} Wasm */

/** WebAssembly, of which Node's types know nothing. */
const wasm = /** @type {{ WebAssembly: Wasm }} */ (/** @type {unknown} */ (globalThis)).WebAssembly;

/** Bytes that the library may take: a damaged file may ask for any number. */
let mostMemory = 0;
const { grow } = wasm.Memory.prototype;
wasm.Memory.prototype.grow = function (pages) {
  if (this.buffer.byteLength + 65536 * pages > mostMemory) throw new RangeError('no more memory');
  return grow.call(this, pages);
};

/** @type {Library | null} */
let loaded = null;
/** The library; there is one from `open` on. @type {Library} */
let library;
/** Compiled once for all instances. @type {object | null} */
let compiled = null;
/** @type {bigint} */
let file;

/** A new instance of the library. */
async function load() {
  const places = (require.resolve.paths('h5wasm') ?? []).map((folder) =>
    join(folder, 'h5wasm', 'dist', 'node', 'hdf5_util.js'),
  );
  const found = places.find((place) => existsSync(place));
  if (!found) throw Object.assign(new Error('no package h5wasm'), { code: 'ERR_MODULE_NOT_FOUND' });
  /** @type {{ default: (settings: Settings) => Promise<Library> }} */
  const { default: make } = await import(pathToFileURL(found).href);
  // What it has to say of a damaged file is said by its errors.
  const silent = { print: () => {}, printErr: () => {} };
  const instance = await make({ ...silent, ...(compiled ? instantiating(compiled) : keepingCompiled()) });
  instance.activate_throwing_error_handler();
  return instance;
}

/** @param {object} module @returns {Settings} */
function instantiating(module) {
  const instantiateWasm = (/** @type {object} */ imports, /** @type {Done} */ done) => {
    wasm.instantiate(module, imports).then((instance) => done(instance, module));
    return {};
  };
  return { instantiateWasm };
}

/** The package holds its code as text; what that is compiled to is seen only on its way. @returns {Settings} */
function keepingCompiled() {
  const { instantiate } = wasm;
  wasm.instantiate = async (code, imports) => {
    wasm.instantiate = instantiate;
    const source = await instantiate(code, imports);
    compiled = source.module;
    return source;
  };
  return {};
}

/** Gives up a library that has failed: its stack is not unwound, and it keeps what it knows of its files. */
function forget() {
  for (const stream of loaded?.FS.streams ?? []) if (stream?.nfd && stream.nfd > 2) closeSync(stream.nfd);
  loaded = null;
}

const answers = {
  /** The paths of the file's arrays. Links are not followed. @param {string} path @param {number} memory in bytes */
  async open(path, memory) {
    mostMemory = memory;
    loaded ??= await load();
    library = loaded;
    file = library.open(path, library.H5F_ACC_RDONLY, false, -1, -1);
    const names = library.get_names(file, '/', true);
    return names.filter((name) => library.get_type(file, name) === library.H5G_DATASET);
  },

  /** @param {string} name @returns {About} */
  about(name) {
    const { type, size, signed, vlen, total_size, shape, chunks } = library.get_dataset_metadata(file, name);
    const filters = library
      .get_dataset_filters(file, name)
      .map(({ id, name: called }) => ({ id, name: called }));
    return { type, size, signed, vlen, total_size, shape, chunks, filters };
  },

  /** The bytes of a part of an array, or of all of it. @param {string} name @param {Part | null} part @param {number} bytes */
  bytes(name, part, bytes) {
    return inMemory(bytes, (at) => {
      fill(name, part, at);
      return library.HEAPU8.slice(at, at + bytes);
    });
  },

  /** Texts of any length each. @param {string} name @param {number} n */
  texts(name, n) {
    return inMemory(4 * n, (at) => {
      fill(name, null, at);
      const places = new Uint32Array(library.HEAPU8.slice(at, at + 4 * n).buffer);
      const texts = Array.from(places, (place) => (place === 0 ? '' : library.UTF8ToString(place)));
      library.reclaim_vlen_memory(file, name, '', BigInt(at));
      return texts;
    });
  },

  close() {
    library.close_file(file);
  },
};

/** @param {string} name @param {Part | null} part @param {number} at */
function fill(name, part, at) {
  const [counts, offsets] = [part?.counts ?? null, part?.offsets ?? null].map(
    (sizes) => sizes?.map(BigInt) ?? null,
  );
  library.get_dataset_data(file, name, counts, offsets, counts?.map(() => 1n) ?? null, BigInt(at));
}

/** @template T @param {number} bytes @param {(at: number) => T} work */
function inMemory(bytes, work) {
  const at = library._malloc(Math.max(1, bytes));
  if (at === 0) throw new RangeError(`no room for ${bytes} bytes`);
  const result = work(at);
  library._free(at);
  return result;
}

/** Of the C library's errors only the last line, which says what was wrong at the root. @param {unknown} cause */
function reasonOf(cause) {
  const { message } = /** @type {Error} */ (cause);
  const reasons = [...String(message).matchAll(/^ *#\d+: .*?\(\): (.*)$/gm)];
  const reason = reasons.at(-1)?.[1] ?? String(message);
  // Its number for no address at all tells a reader nothing.
  return reason.replace(/\baddr(ess)? undefined.*/, 'an address that leads nowhere');
}

parentPort?.on('message', async ({ name, args }) => {
  try {
    const value = await /** @type {Record<string, (...args: unknown[]) => unknown>} */ (answers)[name](
      ...args,
    );
    parentPort?.postMessage(
      { value },
      value instanceof Uint8Array ? [/** @type {ArrayBuffer} */ (value.buffer)] : [],
    );
  } catch (cause) {
    forget();
    const absent = /** @type {NodeJS.ErrnoException} */ (cause)?.code === 'ERR_MODULE_NOT_FOUND';
    parentPort?.postMessage({ absent, reason: reasonOf(cause) });
  }
});
