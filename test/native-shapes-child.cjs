// node native-shapes-child.cjs COUNT SEED: gives the native ops tensors of any shapes; prints how many results there were, how
// many refusals, and the hash of what does not depend on how many threads there are.
const { createHash } = require('node:crypto');
const { writeSync } = require('node:fs');
const tf = require('@tensorflow/tfjs-core');
const { nativeBackend } = require('../lib/dist/backend/native');
const { startBackend } = require('../lib/dist/backend/start');
const { usesWinograd, winogradLanes } = require('../lib/dist/backend/winograd');
const { randomStream } = require('../lib/dist/data/random/random');

const [count, seed] = process.argv.slice(2).map(Number);
const random = randomStream(seed, 'shapes');
const pick = (values) => values[random.below(values.length)];
const SIZES = [0, 1, 3, 4, 4, 8, 8, 16];
/** Some fit into vectors, some do not. */
const channelsFor = (lanes) => [0, 3, lanes, lanes, 1.5 * lanes, 2 * lanes, 2 * lanes, 3 * lanes];
const anyShape = () => Array.from({ length: pick([0, 1, 2, 3, 4, 4, 5]) }, () => pick(SIZES));
/** Mostly the shape that fits. */
const tensor = (shape) => {
  const real = random.below(12) === 0 ? anyShape() : shape;
  const values = Float32Array.from({ length: tf.util.sizeFromShape(real) }, () => random.normal());
  return tf.tensor(values, real);
};

/** Inputs, attributes and number of outputs by op; `x`: an image's shape, `y`: with other channels, `c` and `k`: theirs. */
const OPS = {
  Conv3x3: ({ x, c, k }) => [[x, [3, 3, c, k]], {}, 1],
  Conv3x3InputGradient: ({ y, c, k }) => [[y, [3, 3, c, k]], {}, 1],
  Conv3x3FilterGradient: ({ x, y }) => [[x, y], {}, 1],
  TransformFilters: ({ c, k }) => [[[3, 3, c, k]], {}, 1],
  Conv3x3BiasRelu: ({ x, y, c, k, N }) => [[x, [36, c, k], [k], ...Array(N).fill(y)], { N }, 1],
  Block3x3: ({ x, c }) => [[x, [36, c, c], [c], [36, c, c], [c]], {}, 1],
  DirectConv3x3BiasRelu: ({ x, c, k, stride }) => [[x, [3, 3, c, k], [k]], { stride }, 1],
  DirectConv3x3FilterGradient: ({ x, y, stride, padded }) => [
    [padded ? bordered(x) : x, strided(y, stride)],
    { stride, padded },
    1,
  ],
  BatchNormRelu: ({ x, c, N }) => [[x, [c], [c], ...Array(N).fill(x)], { N }, 4],
  BatchNormReluGradient: ({ x, c, N }) => [[x, x, [c], [c], [c], [c], ...Array(N).fill(x)], { N }, 3 + N],
};
const bordered = ([n, height, width, channels]) => [n, height + 2, width + 2, channels];
const strided = ([n, height, width, channels], stride) => [
  n,
  Math.ceil(height / stride),
  Math.ceil(width / stride),
  channels,
];

async function main() {
  await startBackend('native');
  if (!usesWinograd()) return writeSync(1, 'not built\n');
  const native = nativeBackend();
  const channels = channelsFor(winogradLanes());
  const hash = createHash('sha256');
  const seen = { results: 0, refusals: 0 };
  for (let i = 0; i < count; i++) {
    const image = [pick(SIZES), pick(SIZES), pick(SIZES)];
    const [c, k, N] = [pick(channels), pick(channels), pick([0, 1])];
    const [stride, padded] = [pick([1, 2, 3]), pick([true, false])];
    const op = pick(Object.keys(OPS));
    const given = { x: [...image, c], y: [...image, k], c, k, N, stride, padded };
    const [shapes, values, outputs] = OPS[op](given);
    const { TF_ATTR_INT, TF_ATTR_BOOL } = native.binding;
    const attributes = Object.entries(values).map(([name, value]) => ({
      name,
      type: typeof value === 'number' ? TF_ATTR_INT : TF_ATTR_BOOL,
      value,
    }));
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
