import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { child } from '../children.mjs';
import { machine, remarkLoad } from '../machine.mjs';
import { peerPython } from '../python.mjs';
import { relativeDifference, round } from '../statistics.mjs';

const require = createRequire(import.meta.url);
const { resnet } = require('../../lib/dist/model/architecture');
const { initialise } = require('../../lib/dist/model/initialise');
const { saveCheckpoint } = require('../../lib/dist/model/checkpoint');
const { randomStream } = require('../../lib/dist/data');

/** @import { Seconds } from '../children.mjs' */
/** @typedef {Seconds & { backend: string }} Ours */

const IMAGES = 1000;
const REPEATS = 3;

/** Images a second through a ResNet-32 in evaluation mode, from bytes to feature embeddings and logits. */
export async function run() {
  const folder = mkdtempSync(join(tmpdir(), 'fragility-bench-'));
  try {
    await saveCheckpoint(join(folder, 'weights.safetensors'), initialise(resnet(32, 10), 0));
    const random = randomStream(0, 'bench');
    writeFileSync(
      join(folder, 'images.u8'),
      Uint8Array.from({ length: IMAGES * 32 * 32 * 3 }, () => random.below(256)),
    );
    const where = machine();
    const ours = child(process.execPath, [script('ours.mjs'), folder, REPEATS]);
    const torch = torchVersion(folder);
    const outcome = summary(ours, torch, folder);
    print(ours, torch, outcome, where);
    return { ...outcome, ...where };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** @param {string} name */
function script(name) {
  return join(import.meta.dirname, name);
}

/** null without a Python that has PyTorch. @param {string} folder @returns {Seconds | null} */
function torchVersion(folder) {
  const python = peerPython('torch', 'safetensors', 'numpy');
  return python && child(python, [script('torch_version.py'), folder, REPEATS]);
}

/** @param {Ours} ours @param {Seconds | null} torch @param {string} folder */
function summary(ours, torch, folder) {
  const rate = (/** @type {Seconds} */ { wall }) => round(IMAGES / wall);
  return {
    backend: ours.backend,
    oursImagesPerSecond: rate(ours),
    torchImagesPerSecond: torch && rate(torch),
    ratio: torch && round(torch.wall / ours.wall),
    cpuRatio: torch && round(torch.cpu / ours.cpu),
    largestDifference: torch && largestDifference(folder),
  };
}

/** Of the logits, over the largest logit. @param {string} folder */
function largestDifference(folder) {
  const [a, b] = ['ours.f32', 'torch.f32'].map(
    (name) => new Float32Array(readFileSync(join(folder, name)).buffer),
  );
  return relativeDifference(a, b);
}

/**
 * @param {Ours} ours
 * @param {Seconds | null} torch
 * @param {ReturnType<typeof summary>} outcome
 * @param {{ load: number }} where
 */
function print(ours, torch, outcome, where) {
  const row = (/** @type {string} */ name, /** @type {Seconds} */ { wall, cpu }) => {
    const rates = [wall, cpu].map((seconds) => (IMAGES / seconds).toFixed(0).padStart(14));
    console.log(`${name.padEnd(12)}${rates.join('')}`);
  };
  console.log(
    `${''.padEnd(12)}${'images/s'.padStart(14)}${'per CPU s'.padStart(14)}   median of ${REPEATS}, ${ours.backend}`,
  );
  row('ours', ours);
  if (torch) {
    row('PyTorch', torch);
    console.log(`ours / PyTorch: ${outcome.ratio} wall, ${outcome.cpuRatio} CPU`);
    console.log(`largest difference of the logits, relative: ${outcome.largestDifference?.toExponential(1)}`);
  }
  remarkLoad(where, 'rates mean little, their ratio more.');
}
