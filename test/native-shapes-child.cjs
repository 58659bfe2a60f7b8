// node native-shapes-child.cjs COUNT SEED: gives the native ops tensors of any shapes; prints how many results there were, how many
// refusals, and the hash of what does not depend on how many threads there are.
const { createHash } = require('node:crypto');
const { writeSync } = require('node:fs');
const tf = require('@tensorflow/tfjs-core');
const { nativeBackend } = require('../lib/dist/backend/native');
const { startBackend } = require('../lib/dist/backend/start');
const { usesWinograd } = require('../lib/dist/backend/winograd');
const { randomStream } = require('../lib/dist/data/random/random');

const [count, seed] = process.argv.slice(2).map(Number);
const random = randomStream(seed, 'shapes');
const pick = (values) => values[random.below(values.length)];
const SIZES = [0, 1, 3, 4, 4, 8, 8, 16];
const CHANNELS = [0, 3, 8, 8, 12, 16, 16, 24];
const anyShape = () => Array.from({ length: pick([0, 1, 2, 3, 4, 4, 5]) }, () => pick(SIZES));
/** Mostly the shape that fits. */
const tensor = (shape) => {
  const real = random.below(12) === 0 ? anyShape() : shape;
  const values = Float32Array.from({ length: tf.util.sizeFromShape(real) }, () => random.normal());
  return tf.tensor(values, real);
};

/** Inputs, numbers of sides and of outputs by op; `x`: an image's shape, `y`: with other channels, `c` and `k`: theirs. */
const OPS = {
  Conv3x3: ({ x, c, k }) => [[x, [3, 3, c, k]], null, 1],
  Conv3x3InputGradient: ({ y, c, k }) => [[y, [3, 3, c, k]], null, 1],
  Conv3x3FilterGradient: ({ x, y }) => [[x, y], null, 1],
  Conv3x3BiasRelu: ({ x, y, c, k, n }) => [[x, [3, 3, c, k], [k], ...Array(n).fill(y)], n, 1],
  BatchNormRelu: ({ x, c, n }) => [[x, [c], [c], ...Array(n).fill(x)], n, 4],
  BatchNormReluGradient: ({ x, c, n }) => [[x, x, x, [c], [c], [c]], n, 3 + n],
};

async function main() {
  await startBackend('native');
  if (!usesWinograd()) return writeSync(1, 'not built\n');
  const native = nativeBackend();
  const hash = createHash('sha256');
  const seen = { results: 0, refusals: 0 };
  for (let i = 0; i < count; i++) {
    const image = [pick(SIZES), pick(SIZES), pick(SIZES)];
    const [c, k, n] = [pick(CHANNELS), pick(CHANNELS), pick([0, 1])];
    const op = pick(Object.keys(OPS));
    const [shapes, sides, outputs] = OPS[op]({ x: [...image, c], y: [...image, k], c, k, n });
    const attributes = sides === null ? [] : [{ name: 'N', type: native.binding.TF_ATTR_INT, value: sides }];
    tf.tidy(() => {
      try {
        const results = native.executeMultipleOutputs(
          `Fragility${op}`,
          attributes,
          shapes.map(tensor),
          outputs,
        );
        seen.results++;
        if (op !== 'Conv3x3FilterGradient') for (const result of results) hash.update(bytes(result));
      } catch (error) {
        if (!/expected|filter of shape|for \d+ channels|need 4 dimensions|for x of shape/.test(error.message))
          throw error;
        seen.refusals++;
      }
    });
  }
  writeSync(1, `${JSON.stringify(seen)} ${hash.digest('hex')}\n`);
}

function bytes(result) {
  const values = result.dataSync();
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
}

main();
