/** Child of the benchmark: what a training run needs beside its steps, input and memory. */
import { createRequire } from 'node:module';
import { round } from '../statistics.mjs';

const require = createRequire(import.meta.url);
const { memory } = require('../../lib/dist/backend/start');
const { augmentBatch } = require('../../lib/dist/data/augment');
const { subset } = require('../../lib/dist/data/images');
const { randomStream } = require('../../lib/dist/data/random/random');
const { cifar10Classes } = require('../../lib/dist/data/sets/class-names');
const { cifar10Preprocessing } = require('../../lib/dist/data/sets/cifar10');
const { defaultRegime } = require('../../lib/dist/train/config');
const training = require('../../lib/dist/train/fit');
const { architectureOf } = require('../../lib/dist/train/task');

/** Epochs are short: what they leave behind does not depend on the number of their steps. */
const [BATCH, STEPS, EPOCHS, WARM_UP] = [128, 8, 10, 2];

const whole = images(50_000); // all of CIFAR-10 is in memory, as in a run
const test = images(10_000);
const evaluated = subset(
  test,
  Int32Array.from({ length: 250 }, (_, i) => i),
);
const train = subset(
  whole,
  Int32Array.from({ length: STEPS * BATCH }, (_, i) => i),
);
const regime = { ...defaultRegime, batchSize: BATCH, epochs: EPOCHS, trainRecallEvery: EPOCHS };
const task = {
  architecture: architectureOf(regime, 10),
  regime,
  train,
  test: evaluated,
  preprocessing: cifar10Preprocessing,
};

const epochs = [];
for await (const { record } of training.fit(task))
  epochs.push({ seconds: record.seconds, bytes: process.memoryUsage.rss(), tensors: memory().tensors });
const later = epochs.slice(WARM_UP);
const stepSeconds = Math.min(...later.map(({ seconds }) => seconds)) / STEPS;
console.log(
  JSON.stringify({
    inputShare: round(inputSeconds() / stepSeconds),
    peakMegabytes: Math.round((process.resourceUsage().maxRSS * 1024) / 1e6),
    megabytesPerEpoch: round(slope(later.map(({ bytes }) => bytes / 1e6))),
    tensorsPerEpoch: slope(later.map(({ tensors }) => tensors)),
    epochs: later.length,
  }),
);

/** @param {number} n */
function images(n) {
  const random = randomStream(0, 'bench', n);
  const pixels = Uint8Array.from({ length: n * 32 * 32 * 3 }, () => random.below(256));
  const labels = Uint8Array.from({ length: n }, (_, i) => i % 10);
  return { n, height: 32, width: 32, pixels, labels, classNames: cifar10Classes };
}

/** The least time that a batch took: the machine may be busy. */
function inputSeconds() {
  const random = randomStream(0, 'augment', 1);
  const out = new Float32Array(BATCH * 32 * 32 * 3);
  const indices = Int32Array.from({ length: BATCH }, (_, i) => i);
  const times = Array.from({ length: 50 }, () => {
    const start = performance.now();
    augmentBatch(train, indices, cifar10Preprocessing, random, out);
    return (performance.now() - start) / 1e3;
  });
  return Math.min(...times);
}

/** Of the line through these values that fits best: how much they grow from one to the next. @param {number[]} values */
function slope(values) {
  const middle = (values.length - 1) / 2;
  const spread = values.reduce((sum, _, k) => sum + (k - middle) ** 2, 0);
  return values.reduce((sum, value, k) => sum + (k - middle) * value, 0) / spread;
}
