/** Child of the benchmark: this library. Takes the orders that turns.py describes. ours.mjs FOLDER [PRECISION] */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const require = createRequire(import.meta.url);
const tf = require('@tensorflow/tfjs-core');
const { compile } = require('../../lib/dist/backend/graph/compile');
const { startBackend } = require('../../lib/dist/backend/start');
const { isTrained, tensorSpecs } = require('../../lib/dist/model/architecture');
const { loadCheckpoint } = require('../../lib/dist/model/checkpoint');
const { infer } = require('../../lib/dist/model/resnet');
const { toTensors } = require('../../lib/dist/model/tensors');
const { crossEntropy } = require('../../lib/dist/train/losses');
const { trainingGraph } = require('../../lib/dist/train/step');

/** @import { Precision } from '../../lib/dist/backend/precision.js' */
/** @import { TrainingGraph } from '../../lib/dist/train/step.js' */
/** @import { TensorSpec } from '../../lib/dist/model/architecture.js' */
/** @import { Tensor, Tensor1D, Tensor4D } from '@tensorflow/tfjs-core' */

const [, , folder, precision = 'float32'] = process.argv;
const file = (/** @type {string} */ name) => join(folder, name);
const spec = JSON.parse(readFileSync(file('spec.json'), 'utf8'));
const { batch } = spec;
const { architecture, weights } = await loadCheckpoint(file('weights.safetensors'));
const images = new Float32Array(Uint8Array.from(readFileSync(file('images.f32'))).buffer);
const labels = new Int32Array(Uint8Array.from(readFileSync(file('labels.i32'))).buffer);
const batches = labels.length / batch;
const size = images.length / batches;
await startBackend(undefined, /** @type {Precision} */ (precision));

const classWeights = /** @type {Tensor1D} */ (tf.ones([architecture.classes]));
const learningRate = tf.scalar(spec.learningRate);
/** @type {TrainingGraph | undefined} */
let graph;
/** @type {(inputs: { x: Tensor4D }) => { logits: Tensor }} */
let evaluate;

function reset() {
  const all = toTensors(weights);
  /** @type {TensorSpec[]} */
  const specs = tensorSpecs(architecture);
  const pick = (/** @type {boolean} */ trained) =>
    Object.fromEntries(specs.filter((s) => isTrained(s) === trained).map(({ name }) => [name, all[name]]));
  const trained = pick(true);
  const velocity = Object.fromEntries(Object.entries(trained).map(([name, w]) => [name, tf.zerosLike(w)]));
  graph?.dispose();
  graph = trainingGraph(architecture, crossEntropy, spec, { trained, velocity, running: pick(false) });
  evaluate = compile(
    ({ x }, p) => ({
      logits: infer(architecture, p, /** @type {Tensor4D} */ (x)).logits,
    }),
    toTensors(weights),
  );
}

/** As a trainer does it: the batch is handed to TensorFlow in each step, and its loss read. @param {number} k */
function trainStep(k) {
  const x = tf.tensor4d(images.subarray(k * size, (k + 1) * size), [batch, 32, 32, 3]);
  const y = tf.tensor1d(labels.subarray(k * batch, (k + 1) * batch), 'int32');
  const { loss } = /** @type {TrainingGraph} */ (graph).run({
    images: x,
    labels: y,
    classWeights,
    learningRate,
  });
  const value = loss.dataSync()[0];
  tf.dispose([x, y, loss]);
  return value;
}

/** @param {number} k */
function inferStep(k) {
  const x = tf.tensor4d(images.subarray(k * size, (k + 1) * size), [batch, 32, 32, 3]);
  const { logits } = evaluate({ x });
  const values = logits.dataSync();
  tf.dispose([x, logits]);
  return values;
}

/** @param {number} calls @param {(k: number) => unknown} call */
function timed(calls, call) {
  const [start, cpu] = [performance.now(), process.cpuUsage()];
  for (let k = 0; k < calls; k++) call(k % batches);
  const { user, system } = process.cpuUsage(cpu);
  return { wall: (performance.now() - start) / 1e3, cpu: (user + system) / 1e6, images: calls * batch };
}

/** @type {Record<string, () => unknown>} */
const tasks = {
  losses: () => {
    reset();
    return Array.from({ length: spec.steps }, (_, k) => trainStep(k % batches));
  },
  logits: () => {
    reset();
    return [...inferStep(0)];
  },
  train: () => timed(spec.trainCalls, trainStep),
  infer: () => timed(spec.inferCalls, inferStep),
};
for await (const line of createInterface(process.stdin))
  console.log(JSON.stringify(tasks[JSON.parse(line).task]()));
