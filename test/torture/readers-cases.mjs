// What the readers are given: files of every kind as their usual writers make them, and who reads them. `inside` changes what a
// checksum or a compression would hide: it takes the file apart, changes a part, and puts it together with right checksums.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { deflateSync, gunzipSync, gzipSync } from 'node:zlib';
import { newerReaders } from './readers-newer.mjs';

const require = createRequire(import.meta.url);
const dist = (path) => require(`../../lib/dist/${path}`);
const root = new URL('../../', import.meta.url);
const committed = (path) => readFileSync(new URL(path, root));
const cases = (name) => committed(`test/data/cases/${name}`);
const embeddings = (name) => committed(`test/data/embeddings/${name}`);

const { importEmbeddings } = dist('embed/import');
const { readEmbedding, writeEmbedding } = dist('embed/arrow');
const { readSafetensors, writeSafetensors } = dist('model/safetensors');
const { parseMatFile } = dist('data/files/mat-file');
const { readBinRecords } = dist('data/files/records');
const { unpackArchive } = dist('data/download/archive');
const { RunFolder } = dist('runs/run-folder');
const { readManifest } = dist('runs/manifest');
const { zipSync, unzipSync } = require('fflate');

const RECORDS = { height: 4, width: 4, classNames: ['a', 'b', 'c'] };
const HEAD = fileURLToPath(new URL('test/data/embeddings/head.npz', root));

/** Files that the library itself writes, made anew in a folder. */
async function written(folder) {
  const fe = Float32Array.from({ length: 60 }, (_, k) => (k * k) % 7);
  const labels = Int32Array.from({ length: 10 }, (_, i) => i % 3);
  const logits = Float32Array.from({ length: 30 }, (_, k) => k % 5);
  const embedding = { n: 10, H: 6, C: 3, fe, logits, labels, predictions: labels };
  const index = Int32Array.from(labels.keys());
  const file = (name) => join(folder, name);
  await writeEmbedding(file('plain.arrow'), { embedding, index });
  await writeEmbedding(file('half.arrow'), { embedding, index }, { fe: 'float16' });
  const layer = [
    ['linear.weight', { shape: [3, 6], data: Float32Array.from({ length: 18 }, (_, k) => k / 4) }],
    ['linear.bias', { shape: [3], data: Float32Array.of(1, 2, 3) }],
  ];
  await writeSafetensors(file('head.safetensors'), new Map(layer), { head: 'linear', epoch: '3' });
  const bytes = Object.fromEntries(readdirSync(folder).map((name) => [name, readFileSync(file(name))]));
  for (const name of Object.keys(bytes)) rmSync(file(name));
  return bytes;
}

function matFile(change = (bytes) => bytes) {
  const element = (type, data) =>
    Buffer.concat([Buffer.from(Uint32Array.of(type, data.length).buffer), data]);
  const padded = (bytes) => Buffer.concat([bytes, Buffer.alloc(-bytes.length & 7)]);
  const array = (name, sizes, n) => {
    const parts = [
      element(6, Buffer.from(Uint32Array.of(9, 0).buffer)),
      element(5, Buffer.from(Int32Array.from(sizes).buffer)),
      element(1, Buffer.from(name)),
      element(2, Buffer.from(Uint8Array.from({ length: n }, (_, k) => k % 10))),
    ];
    return element(14, Buffer.concat(parts.map(padded)));
  };
  const header = Buffer.alloc(128, ' ');
  header.writeUInt16LE(0x0100, 124);
  header.write('IM', 126);
  const arrays = [array('X', [4, 4, 3, 5], 240), array('y', [5, 1], 5)];
  return Buffer.concat([header, ...arrays.map((bytes) => element(15, deflateSync(change(bytes))))]);
}

async function tarFile(folder) {
  const { create } = require('tar');
  const source = join(folder, 'source');
  mkdirSync(join(source, 'top', 'deep'), { recursive: true });
  writeFileSync(join(source, 'top', 'a.txt'), 'alpha'.repeat(200));
  writeFileSync(join(source, 'top', 'deep', 'b.bin'), Buffer.alloc(3000, 7));
  await create({ gzip: true, file: join(folder, 'x.tar.gz'), cwd: source, portable: true }, ['top']);
  const bytes = readFileSync(join(folder, 'x.tar.gz'));
  rmSync(source, { recursive: true });
  rmSync(join(folder, 'x.tar.gz'));
  return bytes;
}

function insideNpz(bytes, change) {
  const parts = unzipSync(bytes);
  const names = Object.keys(parts);
  const name = change.of(names);
  const level = change.of([0, 6]);
  return Buffer.from(zipSync({ ...parts, [name]: change.mutate(Buffer.from(parts[name])) }, { level }));
}

const imported = (files) => async (file) => importEmbeddings(files(file));
const oneFile = imported((file) => ({ file }));
const twoFiles = imported((file) => ({ train: file, test: file, head: HEAD }));
const CASES_HEAD = fileURLToPath(new URL('test/data/cases/head-timm.safetensors', root));
const twoCases = imported((file) => ({ train: file, test: file, head: CASES_HEAD }));

function csvFile() {
  const rows = Array.from({ length: 9 }, (_, i) =>
    [i % 3, ...Array.from({ length: 6 }, (_, j) => (i * j) / 4)].join(),
  );
  return Buffer.from(`label,f0,f1,f2,f3,f4,f5\n${rows.join('\n')}\n`);
}

function run(name) {
  return async (_, folder) => {
    const runFolder = new RunFolder(folder);
    if (name === 'config.json') return runFolder.configuration();
    if (name === 'history.jsonl') return runFolder.history();
    if (name === 'manifest.json') return readManifest(folder);
    return runFolder.loadLastHead();
  };
}

const reference = (path) => committed(`data/reference/${path}`);

/** A value as text, to be compared. */
export const signature = (value) =>
  JSON.stringify(value, (_, v) => (ArrayBuffer.isView(v) ? [...v] : v instanceof Map ? [...v] : v));

/** The readers: the files to change (`seeds`), the name to give them, who reads them; `whole`: a checksum finds every change. */
export async function readers(folder) {
  const ours = await written(folder);
  const npz = ['head-no-logits.npz', 'logits-no-head.npz'].map(embeddings);
  const tar = await tarFile(folder);
  return {
    npz: { name: 'x.npz', seeds: npz, read: oneFile, inside: insideNpz, whole: true },
    parquet: {
      name: 'x.parquet',
      seeds: ['pandas-train.parquet', 'polars-train.parquet', 'pandas-test.parquet'].map(embeddings),
      read: twoFiles,
    },
    arrow: {
      name: 'x.arrow',
      seeds: [
        embeddings('pyarrow-train.arrow'),
        embeddings('compressed.feather'),
        ours['plain.arrow'],
        ours['half.arrow'],
      ],
      read: async (file) => {
        const stored = await readEmbedding(file).catch((error) =>
          error.name === 'UserError' ? null : Promise.reject(error),
        );
        return stored ?? twoFiles(file);
      },
    },
    safetensors: {
      name: 'x.safetensors',
      seeds: [ours['head.safetensors']],
      read: (file) => readSafetensors(file, true),
    },
    csv: { name: 'x.csv', seeds: [csvFile()], read: twoFiles },
    hdf5: { name: 'x.h5', seeds: ['half.h5', 'groups.hdf5'].map(cases), read: oneFile },
    jsonl: { name: 'x.jsonl', seeds: ['rows-train.jsonl', 'rows-test.jsonl'].map(cases), read: twoCases },
    mat: {
      name: 'x.mat',
      seeds: [matFile()],
      read: async (file) => parseMatFile(readFileSync(file), file),
      inside: (_, change) => matFile((bytes) => change.mutate(bytes)),
    },
    records: {
      name: 'x.bin',
      seeds: [Buffer.from(Uint8Array.from({ length: 49 * 6 }, (_, k) => (k % 49 === 0 ? (k / 49) % 3 : k)))],
      read: (file) => readBinRecords(dirname(file), [basename(file)], RECORDS, 6),
    },
    tar: {
      name: 'x.tar.gz',
      seeds: [tar],
      read: async (file, folder) => {
        const target = join(folder, 'set');
        const failure = await unpackArchive(file, target).then(
          () => null,
          (error) => error,
        );
        const found = failure ? [] : readdirSync(target, { recursive: true }).sort();
        rmSync(target, { recursive: true, force: true });
        const left = readdirSync(folder).filter((entry) => entry.includes('unpacking'));
        if (left.length > 0) throw new Error(`left behind: ${left}`);
        if (failure) throw failure;
        return found;
      },
      inside: (bytes, change) => gzipSync(change.mutate(gunzipSync(bytes))),
      whole: true,
    },
    'config.json': {
      name: 'config.json',
      seeds: [reference('cifar.ce-imbalanced/config.json')],
      read: run('config.json'),
    },
    'history.jsonl': {
      name: 'history.jsonl',
      seeds: [reference('celeba.ce-balanced/history.jsonl')],
      read: run('history.jsonl'),
    },
    head: {
      name: 'last-head.safetensors',
      seeds: [reference('celeba.ce-balanced/last-head.safetensors')],
      read: run('head'),
    },
    'manifest.json': {
      name: 'manifest.json',
      seeds: [reference('manifest.json')],
      read: run('manifest.json'),
    },
    ...(await newerReaders(folder)),
  };
}
