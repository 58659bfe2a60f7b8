// More of what the readers are given: networks of PyTorch and ONNX, one's own images, sweeps.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const require = createRequire(import.meta.url);
const dist = (path) => require(`../../lib/dist/${path}`);
const { readWeights } = dist('model/read-weights');
const { readOnnx } = dist('model/onnx/read-onnx');
const { loadImages } = dist('data/own/load-images');
const { parseSweep } = dist('train/sweep');
const { zipSync, unzipSync } = require('fflate');

const data = (path) => readFileSync(new URL(`../data/${path}`, import.meta.url));
const torch = (name) => data(`torch-files/${name}`);

/** Small enough that a picture is read in little time. */
const SHAPE = { imageSize: 8 };

/** A picture in each of the formats that are read. */
async function pictureFiles() {
  const pixels = Uint8Array.from({ length: 12 * 10 * 3 }, (_, k) => (k * 7) % 251);
  const picture = () => require('sharp')(pixels, { raw: { width: 12, height: 10, channels: 3 } });
  return Promise.all(
    [picture().png(), picture().jpeg(), picture().webp(), picture().gif()].map((one) => one.toBuffer()),
  );
}

/** Pictures of two classes in `own/`, beside the one that is changed. */
function writePictures(folder, png) {
  for (const name of ['a/1', 'a/2', 'b/1', 'b/2']) {
    mkdirSync(dirname(join(folder, 'own', name)), { recursive: true });
    writeFileSync(join(folder, 'own', `${name}.png`), png);
  }
}

/** A part of a zip changed, and all put together again with right checksums. */
function insideZip(bytes, change) {
  if (bytes.readUInt32LE(0) !== 0x04034b50) return change.mutate(bytes);
  const parts = unzipSync(bytes);
  const name = change.of(Object.keys(parts));
  return Buffer.from(zipSync({ ...parts, [name]: change.mutate(Buffer.from(parts[name])) }, { level: 0 }));
}

/** As `readers` of readers-cases.mjs. */
export async function newerReaders(folder) {
  const pictures = await pictureFiles();
  writePictures(folder, pictures[0]);
  const images = async (file) => loadImages(file, SHAPE);
  return {
    torch: {
      name: 'x.pt',
      seeds: [
        'plain.pt',
        'plain-legacy.pth',
        'plain-protocol-5.pt',
        'checkpoint-deep.pt',
        'views.pt',
        'dtypes.pt',
      ].map(torch),
      read: readWeights,
      inside: insideZip,
    },
    onnx: {
      name: 'x.onnx',
      seeds: ['keras.onnx', 'old.onnx'].map((name) => data(`onnx/${name}`)),
      read: async (file) => (await readOnnx(file)).head,
    },
    'images.npz': {
      name: 'images.npz',
      seeds: ['medmnist.npz', 'planes-texts.npz', 'named.npz'].map((name) => data(`images/${name}`)),
      read: images,
      inside: insideZip,
    },
    'images.parquet': { name: 'images.parquet', seeds: [data('images/birds.parquet')], read: images },
    pictures: {
      name: 'own/a/0.png',
      seeds: pictures,
      read: async (_, own) => loadImages(join(own, 'own'), SHAPE),
    },
    sweep: {
      name: 'x.yaml',
      seeds: [readFileSync(new URL('../../sweeps/smoke.yaml', import.meta.url))],
      read: async (file) => parseSweep(file, readFileSync(file, 'utf8')),
    },
  };
}
