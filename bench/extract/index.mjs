import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { availableParallelism, cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';

const require = createRequire(import.meta.url);
const { resnet } = require('../../lib/dist/model/architecture');
const { initialise } = require('../../lib/dist/model/initialise');
const { saveCheckpoint } = require('../../lib/dist/model/checkpoint');
const { randomStream } = require('../../lib/dist/data');

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
    const busy = loadavg()[0];
    const ours = child(process.execPath, ['ours.mjs', folder]);
    const torch = torchVersion(folder);
    const outcome = summary(ours, torch, folder);
    print(ours, torch, outcome, busy);
    return { ...outcome, load: Number(busy.toFixed(1)), cores: availableParallelism(), cpu: cpus()[0].model };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function child(program, [script, folder]) {
  const args = [join(import.meta.dirname, script), folder, String(REPEATS)];
  const printed = execFileSync(program, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
  return JSON.parse(printed.trim().split('\n').at(-1));
}

/** null without a Python that has PyTorch. */
function torchVersion(folder) {
  const python = process.env.FRAGILITY_TORCH_PYTHON;
  if (python) return child(python, ['torch_version.py', folder]);
  console.log('without PyTorch: FRAGILITY_TORCH_PYTHON names no Python with torch and safetensors');
  return null;
}

function summary(ours, torch, folder) {
  const rate = ({ wall }) => Number((IMAGES / wall).toPrecision(3));
  return {
    backend: ours.backend,
    oursImagesPerSecond: rate(ours),
    torchImagesPerSecond: torch && rate(torch),
    ratio: torch && Number((torch.wall / ours.wall).toPrecision(3)),
    cpuRatio: torch && Number((torch.cpu / ours.cpu).toPrecision(3)),
    largestDifference: torch && largestDifference(folder),
  };
}

/** Of the logits, over the largest logit. */
function largestDifference(folder) {
  const [a, b] = ['ours.f32', 'torch.f32'].map(
    (name) => new Float32Array(readFileSync(join(folder, name)).buffer),
  );
  const largest = a.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  return a.reduce((most, value, k) => Math.max(most, Math.abs(value - b[k])), 0) / largest;
}

function print(ours, torch, outcome, busy) {
  const row = (name, { wall, cpu }) => {
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
    console.log(`largest difference of the logits, relative: ${outcome.largestDifference.toExponential(1)}`);
  }
  if (busy > 0.5)
    console.log(`The machine was busy (load ${busy.toFixed(1)}): rates mean little, their ratio more.`);
}
