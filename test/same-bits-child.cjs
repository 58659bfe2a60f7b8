/**
 * Takes the same steps of training again and again from the same state, which now and then others hold as well, so that
 * TensorFlow finds other memory free. Prints how many results there were.
 */
const { createHash } = require('node:crypto');
const tf = require('@tensorflow/tfjs-core');
const { startBackend } = require('../lib/dist/backend/start');
const { usesWinograd } = require('../lib/dist/backend/winograd');
const { randomStream } = require('../lib/dist/data/random/random');
const { isTrained, resnet, tensorSpecs } = require('../lib/dist/model/architecture');
const { initialise } = require('../lib/dist/model/initialise');
const { toTensors } = require('../lib/dist/model/tensors');
const { crossEntropy } = require('../lib/dist/train/losses');
const { trainingGraph } = require('../lib/dist/train/step');

/** Large enough that TensorFlow spreads the work. */
const [DEPTH, BATCH, STEPS, TIMES] = [20, 128, 3, 30];

async function main() {
  await startBackend('native');
  if (!usesWinograd()) return console.log('not built');
  const architecture = resnet(DEPTH, 10);
  const random = randomStream(1, 'same bits');
  const normal = (length) => Float32Array.from({ length }, () => random.normal());
  const all = toTensors(initialise(architecture, 1).weights);
  const pick = (trained) =>
    Object.fromEntries(
      tensorSpecs(architecture)
        .filter((spec) => isTrained(spec) === trained)
        .map(({ name }) => [name, all[name]]),
    );
  const velocity = Object.fromEntries(Object.entries(pick(true)).map(([name, w]) => [name, tf.zerosLike(w)]));
  const graph = trainingGraph(
    architecture,
    crossEntropy,
    { momentum: 0.9, weightDecay: 2e-4 },
    { trained: pick(true), velocity, running: pick(false) },
  );
  const batch = {
    images: tf.tensor4d(normal(BATCH * 32 * 32 * 3), [BATCH, 32, 32, 3]),
    labels: tf.tensor1d(
      Array.from({ length: BATCH }, (_, k) => k % 10),
      'int32',
    ),
    classWeights: tf.ones([10]),
    learningRate: tf.scalar(0.1),
  };
  const start = graph.state();
  const results = new Set();
  for (let time = 0; time < TIMES; time++) {
    graph.assign(start);
    const held = [];
    for (let step = 0; step < STEPS; step++) {
      held.push(graph.run(batch).loss);
      if ((time + step) % 2) held.push(...leaves(graph.state()));
    }
    results.add(hash(leaves(graph.state())));
    tf.dispose(held);
  }
  console.log(`${results.size} of ${TIMES} results`);
}

const leaves = (state) => Object.values(state).flatMap((group) => Object.values(group));

function hash(tensors) {
  const sha = createHash('sha256');
  for (const tensor of tensors) sha.update(new Uint8Array(Float32Array.from(tensor.dataSync()).buffer));
  return sha.digest('hex');
}

main();
