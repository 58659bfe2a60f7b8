import { writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';

/** @type {typeof import('cnn-fragility').data} */
const { randomStream, imbalanceCounts } = createRequire(import.meta.url)('../../lib/dist/data');

/** @typedef {{ C: number, H: number, noise: number, train: readonly number[], test: readonly number[] }} Shape  `train`, `test`: instances of each class */

/** @type {Record<string, Shape>} */
export const SHAPES = {
  /** As CIFAR-10's imbalanced run: 12,406 and 10,000 instances. */
  'ten classes': {
    C: 10,
    H: 64,
    noise: 1,
    train: imbalanceCounts(5000, 100, 10),
    test: new Array(10).fill(1000),
  },
  /** As a long tail of ImageNet's classes in a ResNet-18: 19,059 and 10,000 instances. */
  'a thousand classes': {
    C: 1000,
    H: 512,
    noise: 3,
    train: imbalanceCounts(50, 10, 1000),
    test: new Array(1000).fill(10),
  },
};

/**
 * Writes synthetic embeddings as bare little-endian arrays: `W.f32` [C, H], `b.f32` [C], and for each set `_fe.f32`
 * [n, H], `_logits.f32` [n, C], `_label.i32` [n]. Each class misses some of its instances.
 *
 * @param {string} folder
 * @param {Shape} shape
 */
export async function writeEmbeddings(folder, shape) {
  const { C, H, noise: level } = shape;
  const random = randomStream(0, 'bench');
  const write = (/** @type {string} */ name, /** @type {Float32Array | Int32Array} */ values) =>
    writeFile(join(folder, name), values);
  const means = Float32Array.from({ length: C * H }, () => 0.6 * Math.max(0, random.normal()));
  const W = means.map((mean, k) => mean - 0.24 + 0.05 * Math.sin(k));
  const b = Float32Array.from({ length: C }, (_, c) => -sumOfSquares(means.subarray(c * H, (c + 1) * H)) / 2);
  await write('W.f32', W);
  await write('b.f32', b);
  for (const { name, noise } of /** @type {const} */ ([
    { name: 'train', noise: 0.9 * level },
    { name: 'test', noise: level },
  ])) {
    const label = Int32Array.from(shape[name].flatMap((count, c) => new Array(count).fill(c)));
    const fe = Float32Array.from({ length: label.length * H }, (_, k) =>
      Math.max(0, means[label[Math.floor(k / H)] * H + (k % H)] + noise * random.normal()),
    );
    await write(`${name}_label.i32`, label);
    await write(`${name}_fe.f32`, fe);
    await write(`${name}_logits.f32`, logitsOf(fe, W, b, shape));
  }
}

/** @param {Float32Array} fe @param {Float32Array} W @param {Float32Array} b @param {Shape} shape */
function logitsOf(fe, W, b, { C, H }) {
  return Float32Array.from({ length: (fe.length / H) * C }, (_, k) => {
    const [i, c] = [Math.floor(k / C), k % C];
    let sum = b[c];
    for (let j = 0; j < H; j++) sum += fe[i * H + j] * W[c * H + j];
    return sum;
  });
}

/** @param {Float32Array} values */
function sumOfSquares(values) {
  return values.reduce((sum, value) => sum + value * value, 0);
}
