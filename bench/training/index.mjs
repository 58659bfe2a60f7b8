import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { child, Peer } from '../children.mjs';
import { gpuName, instructions, machine, peakGflops } from '../machine.mjs';
import { peerPython } from '../python.mjs';
import { median, relativeDifference, round } from '../statistics.mjs';
import { shareOfPeak } from './operations.mjs';
import { print, printTrainer } from './print.mjs';
import { MODULES, ON_CPU, ON_GPU } from './rivals.mjs';

const require = createRequire(import.meta.url);
const { resnet } = require('../../lib/dist/model/architecture');
const { initialise } = require('../../lib/dist/model/initialise');
const { saveCheckpoint } = require('../../lib/dist/model/checkpoint');
const { normaliseBatch } = require('../../lib/dist/data/augment');
const { randomStream } = require('../../lib/dist/data/random/random');
const { cifar10Preprocessing } = require('../../lib/dist/data/sets/cifar10');
const { shapes } = require('../../lib/dist/data/shapes/shapes');

/** @import { Rival } from './rivals.mjs' */
/** @typedef {Record<'images' | 'wall' | 'cpu', number>} Turn */
/** @typedef {Record<'median' | 'least' | 'most' | 'perCpu', number>} Speed  images a second; `perCpu` of processor time */
/** @typedef {{ losses?: number, logits?: number }} Difference  from ours, relative */
/** @typedef {{ name: string, difference: Difference, train: Speed | null, infer: Speed | null }} Measured */
/** @typedef {Map<string, Peer | null>} Programs  by {@link keyOf} */

const TASK = { batch: 128, learningRate: 0.002, momentum: 0.9, weightDecay: 2e-4, steps: 8 };
/** One turn of each rival is about a second long, or some. */
const CALLS = { cpu: { trainCalls: 6, inferCalls: 12 }, gpu: { trainCalls: 80, inferCalls: 160 } };
const BATCHES = 4;
const ROUNDS = 5;
/** Largest relative difference of two programs that compute the same in float32, in another order. */
const TOLERANCE = { losses: 1e-3, logits: 1e-4 };

/**
 * Images a second in training and in inference: this library, PyTorch and TensorFlow from Python, turn by turn, in
 * programs that stay. ResNet-32, SGD with momentum and weight decay, float32; batches ready in memory, without
 * augmentation. First each must compute the same losses and logits from the same weights and batches. Then what else a
 * training run of ours needs: the input's share of a step, and memory. Programs that only infer, OpenVINO, onnxruntime and
 * ncnn, take part in inference. Where there is a GPU, it is what all of them compute on, and each batch is moved there in its
 * step.
 */
export async function run() {
  const folder = mkdtempSync(join(tmpdir(), 'fragility-bench-'));
  /** @type {Programs} */
  const programs = new Map();
  try {
    const gpu = gpuName();
    await writeTask(folder, gpu ? CALLS.gpu : CALLS.cpu);
    const where = { ...machine(), gpu };
    const rivals = (gpu ? ON_GPU : ON_CPU).filter((rival) => start(programs, rival, folder));
    const differences = await agreement(rivals, programs);
    const turns = await measure(rivals, programs);
    const speeds = rivals.map(({ name }) => ({
      name,
      difference: differences[name],
      ...summary(turns[name]),
    }));
    const peak = gpu ? null : peakGflops();
    print(speeds, { ...where, peak }, ROUNDS);
    const trainer = child(process.execPath, [join(import.meta.dirname, 'trainer.mjs')]);
    printTrainer(trainer);
    return { ...outcome(speeds, rivals, peak), trainer, ...where, instructions: instructions(), peak };
  } finally {
    for (const program of programs.values()) program?.end();
    rmSync(folder, { recursive: true });
  }
}

/** @param {string} folder @param {{ trainCalls: number, inferCalls: number }} calls */
async function writeTask(folder, calls) {
  const file = (/** @type {string} */ name) => join(folder, name);
  const { train } = shapes({ classes: 6, perClass: Math.ceil((BATCHES * TASK.batch) / 6), size: 32 });
  // Class after class in the set: taken in steps, each batch has all of them.
  const indices = Int32Array.from({ length: BATCHES * TASK.batch }, (_, i) => (i * 101) % train.n);
  writeFileSync(file('images.f32'), normaliseBatch(train, indices, cifar10Preprocessing));
  writeFileSync(
    file('labels.i32'),
    Int32Array.from(indices, (i) => train.labels[i]),
  );
  writeFileSync(file('spec.json'), JSON.stringify({ ...TASK, ...calls }));
  await saveCheckpoint(file('weights.safetensors'), seasoned(initialise(resnet(32, 10), 0)));
}

/** With offsets and means unlike 0: graph optimisers drop a fresh network's zeros, which no trained one has. @param {import('../../lib/dist/model/weights.js').Network} network */
function seasoned(network) {
  const random = randomStream(0, 'bench');
  for (const [name, { data }] of network.weights)
    if (/bn\d\.(bias|running_mean)$/.test(name)) for (const i of data.keys()) data[i] = 0.1 * random.normal();
  return network;
}

/** Starts the program once; false where it cannot run here. @param {Programs} programs @param {Rival} rival @param {string} folder */
function start(programs, rival, folder) {
  const { script, args = [] } = rival;
  const key = keyOf(rival);
  if (!programs.has(key)) {
    const command = MODULES[script] ? peerPython(...MODULES[script]) : process.execPath;
    const cores = String(availableParallelism());
    const threads = { OMP_NUM_THREADS: cores, TF_NUM_INTRAOP_THREADS: cores, TF_CPP_MIN_LOG_LEVEL: '2' };
    const call = [join(import.meta.dirname, script), folder, ...args];
    programs.set(key, command ? new Peer(command, call, threads) : null);
  }
  return programs.get(key) !== null;
}

/** One program a script and its arguments. @param {Rival} rival */
function keyOf({ script, args = [] }) {
  return [script, ...args].join(' ');
}

/**
 * By rival the largest relative difference from ours; throws where one computes something else.
 *
 * @param {Rival[]} rivals
 * @param {Programs} programs
 */
async function agreement(rivals, programs) {
  /** @type {Record<string, Difference>} */
  const differences = {};
  /** @type {Record<string, number[]>} */
  const ours = {};
  for (const rival of rivals) {
    const { name, variant, infersOnly, rounds } = rival;
    differences[name] = {};
    for (const task of /** @type {const} */ (['losses', 'logits'])) {
      if (infersOnly && task === 'losses') continue;
      const result = await programs.get(keyOf(rival))?.ask({ variant, task });
      ours[task] ??= result;
      const difference = relativeDifference(ours[task], result);
      if (!(difference <= TOLERANCE[task] || rounds))
        throw new Error(`${name} computes other ${task}: they differ by ${difference}`);
      differences[name][task] = difference;
    }
  }
  return differences;
}

/** Turn by turn; a first, unmeasured round warms up. @param {Rival[]} rivals @param {Programs} programs */
async function measure(rivals, programs) {
  /** @type {Record<string, { train: Turn[], infer: Turn[] }>} */
  const turns = Object.fromEntries(rivals.map(({ name }) => [name, { train: [], infer: [] }]));
  for (let round = 0; round <= ROUNDS; round++) {
    for (const rival of rivals) {
      const { name, variant, infersOnly } = rival;
      for (const task of /** @type {const} */ (['train', 'infer'])) {
        if (infersOnly && task === 'train') continue;
        const turn = await programs.get(keyOf(rival))?.ask({ variant, task });
        if (round > 0) turns[name][task].push(turn);
      }
    }
  }
  return turns;
}

/** @param {{ train: Turn[], infer: Turn[] }} turns */
function summary({ train, infer }) {
  const speed = (/** @type {Turn[]} */ turns) => {
    if (turns.length === 0) return null;
    const rates = turns.map(({ images, wall }) => images / wall);
    const perCpu = median(turns.map(({ images, cpu }) => images / cpu));
    return { median: median(rates), least: Math.min(...rates), most: Math.max(...rates), perCpu };
  };
  return { train: speed(train), infer: speed(infer) };
}

/** Ours beside the fastest peer in float32, in images a second and in images a second of processor time. @param {Measured[]} speeds @param {Rival[]} rivals @param {number | null} peak */
function outcome(speeds, rivals, peak) {
  const rounding = new Set(rivals.filter(({ rounds }) => rounds).map(({ name }) => name));
  const of = (/** @type {'train' | 'infer'} */ task) => {
    const [ours, ...others] = speeds.flatMap((rival) =>
      rival[task] && !rounding.has(rival.name) ? [{ name: rival.name, ...rival[task] }] : [],
    );
    const numbers = (/** @type {Speed} */ { median: middle, least, most }) =>
      [middle, least, most].map(round);
    const first = (/** @type {'median' | 'perCpu'} */ by) => others.sort((a, b) => b[by] - a[by])[0];
    const [fastest, thriftiest] = [first('median'), first('perCpu')];
    return {
      ours: numbers(ours),
      peakShare: peak && round(shareOfPeak(ours.median, task, peak)),
      fastest: fastest?.name ?? null,
      theirs: fastest ? numbers(fastest) : null,
      ratio: fastest ? round(ours.median / fastest.median) : null,
      thriftiest: thriftiest?.name ?? null,
      cpuRatio: thriftiest ? round(ours.perCpu / thriftiest.perCpu) : null,
    };
  };
  return { train: of('train'), infer: of('infer') };
}
