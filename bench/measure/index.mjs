import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { child } from '../children.mjs';
import { machine, remarkLoad } from '../machine.mjs';
import { peerPython } from '../python.mjs';
import { round } from '../statistics.mjs';
import { difference } from './difference.mjs';
import { SHAPES, writeEmbeddings } from './synthetic.mjs';

/** @import { Seconds } from '../children.mjs' */
/** @import { Shape } from './synthetic.mjs' */
/** @typedef {{ once: Seconds, many: Seconds, peakBytes: number, inputBytes: number }} Ours */

const REPEATS = 5;
const COPIES = 20;

/**
 * Times `measure` with its JSON against the same in NumPy, on embeddings of two shapes; ours again at many times the
 * instances, where there are few. Prints a table; returns the numbers.
 */
export async function run() {
  const where = machine();
  /** @type {Record<string, ReturnType<typeof summary>>} */
  const outcomes = {};
  for (const [name, shape] of Object.entries(SHAPES)) outcomes[name] = await compared(name, shape);
  remarkLoad(where, 'wall times mean little, CPU times more.');
  return { ...outcomes, ...where };
}

/** @param {string} name @param {Shape} shape */
async function compared(name, shape) {
  const folder = mkdtempSync(join(tmpdir(), 'fragility-bench-'));
  try {
    await writeEmbeddings(folder, shape);
    const { C, H, train } = shape;
    const copies = C < 100 ? COPIES : 1;
    const ours = child(process.execPath, ['--expose-gc', script('ours.mjs'), folder, REPEATS, copies, C, H]);
    const numpy = numpyVersion(folder, shape);
    const outcome = summary(ours, numpy, folder, copies);
    const n = train.reduce((sum, count) => sum + count, 0);
    print(`${name}: ${n.toLocaleString('en')} x ${H}`, ours, numpy, outcome);
    return outcome;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** @param {string} name */
function script(name) {
  return join(import.meta.dirname, name);
}

/** null without a Python that has NumPy. @param {string} folder @param {Shape} shape @returns {Seconds | null} */
function numpyVersion(folder, { C, H }) {
  const python = peerPython('numpy');
  return python && child(python, [script('numpy_version.py'), folder, REPEATS, C, H]);
}

/** @param {Ours} ours @param {Seconds | null} numpy @param {string} folder @param {number} copies */
function summary(ours, numpy, folder, copies) {
  const read = (/** @type {string} */ name) => JSON.parse(readFileSync(join(folder, name), 'utf8'));
  return {
    oursSeconds: round(ours.once.wall),
    numpySeconds: numpy && round(numpy.wall),
    ratio: numpy && round(ours.once.wall / numpy.wall),
    cpuRatio: numpy && round(ours.once.cpu / numpy.cpu),
    largestDifference: numpy && difference(read('ours.json'), read('numpy.json')),
    memory: round(ours.peakBytes / ours.inputBytes),
    ...(copies > 1 && {
      growth: round(ours.many.wall / ours.once.wall),
      cpuGrowth: round(ours.many.cpu / ours.once.cpu),
    }),
  };
}

/** @param {string} title @param {Ours} ours @param {Seconds | null} numpy @param {ReturnType<typeof summary>} outcome */
function print(title, ours, numpy, outcome) {
  const row = (/** @type {string} */ name, /** @type {Seconds} */ { wall, cpu }) =>
    console.log(`${name.padEnd(36)}${wall.toFixed(3).padStart(10)}${cpu.toFixed(3).padStart(10)}`);
  console.log(`${title.padEnd(36)}${'wall s'.padStart(10)}${'CPU s'.padStart(10)}   median of ${REPEATS}`);
  row('ours', ours.once);
  if (numpy) row('NumPy', numpy);
  if (outcome.growth) row(`ours, ${COPIES} x the instances`, ours.many);
  if (numpy) {
    console.log(`ours / NumPy: ${outcome.ratio} wall, ${outcome.cpuRatio} CPU (goal: at most 1)`);
    console.log(`largest relative difference of the results: ${outcome.largestDifference?.toExponential(1)}`);
  }
  if (outcome.growth)
    console.log(`growth: ${outcome.growth} wall, ${outcome.cpuGrowth} CPU (goal: at most 22)`);
  console.log(
    `peak memory: ${outcome.memory} x the input of ${(ours.inputBytes / 1e6).toFixed(0)} MB (goal: below 3)`,
  );
}
