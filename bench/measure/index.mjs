import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { child } from '../children.mjs';
import { machine, remarkLoad } from '../machine.mjs';
import { peerPython } from '../python.mjs';
import { round } from '../statistics.mjs';
import { difference } from './difference.mjs';
import { writeEmbeddings } from './synthetic.mjs';

/** @import { Seconds } from '../children.mjs' */
/** @typedef {{ once: Seconds, many: Seconds, peakBytes: number, inputBytes: number }} Ours */

const REPEATS = 5;
const COPIES = 20;

/**
 * Times `measure` with its JSON on as many embeddings as CIFAR-10's imbalanced run has, the same in NumPy, and ours
 * again at 20 times the instances. Prints a table; returns the numbers.
 */
export async function run() {
  const folder = mkdtempSync(join(tmpdir(), 'fragility-bench-'));
  try {
    await writeEmbeddings(folder);
    const where = machine();
    const ours = child(process.execPath, ['--expose-gc', script('ours.mjs'), folder, REPEATS, COPIES]);
    const numpy = numpyVersion(folder);
    const outcome = summary(ours, numpy, folder);
    print(ours, numpy, outcome, where);
    return { ...outcome, ...where };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** @param {string} name */
function script(name) {
  return join(import.meta.dirname, name);
}

/** null without a Python that has NumPy. @param {string} folder @returns {Seconds | null} */
function numpyVersion(folder) {
  const python = peerPython('numpy');
  return python && child(python, [script('numpy_version.py'), folder, REPEATS]);
}

/** @param {Ours} ours @param {Seconds | null} numpy @param {string} folder */
function summary(ours, numpy, folder) {
  const read = (/** @type {string} */ name) => JSON.parse(readFileSync(join(folder, name), 'utf8'));
  return {
    oursSeconds: round(ours.once.wall),
    numpySeconds: numpy && round(numpy.wall),
    ratio: numpy && round(ours.once.wall / numpy.wall),
    cpuRatio: numpy && round(ours.once.cpu / numpy.cpu),
    largestDifference: numpy && difference(read('ours.json'), read('numpy.json')),
    growth: round(ours.many.wall / ours.once.wall),
    cpuGrowth: round(ours.many.cpu / ours.once.cpu),
    memory: round(ours.peakBytes / ours.inputBytes),
  };
}

/**
 * @param {Ours} ours
 * @param {Seconds | null} numpy
 * @param {ReturnType<typeof summary>} outcome
 * @param {{ load: number }} where
 */
function print(ours, numpy, outcome, where) {
  const row = (/** @type {string} */ name, /** @type {Seconds} */ { wall, cpu }) =>
    console.log(`${name.padEnd(28)}${wall.toFixed(3).padStart(10)}${cpu.toFixed(3).padStart(10)}`);
  console.log(`${''.padEnd(28)}${'wall s'.padStart(10)}${'CPU s'.padStart(10)}   median of ${REPEATS}`);
  row('ours', ours.once);
  if (numpy) row('NumPy', numpy);
  row(`ours, ${COPIES} x the instances`, ours.many);
  if (numpy) {
    console.log(`ours / NumPy: ${outcome.ratio} wall, ${outcome.cpuRatio} CPU (goal: at most 1)`);
    console.log(`largest relative difference of the results: ${outcome.largestDifference?.toExponential(1)}`);
  }
  console.log(`growth: ${outcome.growth} wall, ${outcome.cpuGrowth} CPU (goal: at most 22)`);
  console.log(
    `peak memory: ${outcome.memory} x the input of ${(ours.inputBytes / 1e6).toFixed(0)} MB (goal: below 3)`,
  );
  remarkLoad(where, 'wall times mean little, CPU times more.');
}
