import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { at } from '../../scripts/paths.mjs';
import { timed } from '../children.mjs';
import { machine, remarkLoad } from '../machine.mjs';
import { peerPython } from '../python.mjs';
import { round } from '../statistics.mjs';

/** Instances for training and testing, features, classes. */
const SIZES = {
  'many instances': [1_000_000, 10_000, 64, 10],
  'many classes': [116_000, 10_000, 512, 1000],
};
const FORMATS = ['npz', 'arrow', 'parquet'];

/**
 * Reads and measures large embeddings from files, a whole process against a whole process of NumPy and PyArrow on the same files:
 * each once, in turn. Prints a table; returns the numbers. FRAGILITY_BENCH_SHARE=0.1 takes a tenth of the instances.
 */
export async function run() {
  const python = peerPython('numpy', 'pyarrow');
  if (!python) return {};
  const share = Number(process.env.FRAGILITY_BENCH_SHARE ?? 1);
  const where = machine();
  /** @type {Record<string, ReturnType<typeof compared>>} */
  const outcome = {};
  heading();
  for (const [name, [train, test, H, C]] of Object.entries(SIZES)) {
    const folder = mkdtempSync(join(tmpdir(), 'fragility-bench-'));
    try {
      const counts = [train, test].map((n) => Math.max(2 * C, Math.round(share * n)));
      timed(python, [script('write_files.py'), folder, ...counts, H, C]);
      for (const format of FORMATS) outcome[`${name}, ${format}`] = compared(python, folder, format, name);
    } finally {
      rmSync(folder, { recursive: true });
    }
  }
  remarkLoad(where, 'wall times mean little, CPU times more.');
  return { share, ...outcome, ...where };
}

/** @param {string} python @param {string} folder @param {string} format @param {string} name */
function compared(python, folder, format, name) {
  const ours = timed(process.execPath, [
    at('lib', 'bin', 'fragility.js'),
    'measure',
    ...files(folder, format),
  ]);
  const numpy = timed(python, [script('numpy_version.py'), folder, format]);
  const read = (/** @type {string} */ file) => JSON.parse(readFileSync(join(folder, file), 'utf8')).measures;
  const [a, b] = [read('ours.json'), read('numpy.json')];
  const apart = Math.max(...['trainBac', 'testBac'].map((key) => Math.abs(a[key] - b[key])));
  const ratios = { ratio: round(ours.wall / numpy.wall), cpuRatio: round(ours.cpu / numpy.cpu) };
  const cells = [
    ours.wall,
    numpy.wall,
    ours.cpu,
    numpy.cpu,
    ratios.ratio,
    ratios.cpuRatio,
    ours.peakGb,
    numpy.peakGb,
  ];
  console.log(
    `${`${name}, ${format}`.padEnd(26)}${cells.map((x) => x.toFixed(2).padStart(9)).join('')}  ${apart.toExponential(0)}`,
  );
  return { ...ratios, ours, numpy };
}

/** @param {string} folder @param {string} format */
function files(folder, format) {
  const [train, test, head, all, json] = [
    `train.${format}`,
    `test.${format}`,
    'head.npz',
    'all.npz',
    'ours.json',
  ].map((name) => join(folder, name));
  const source =
    format === 'npz' ? ['--embeddings', all] : ['--train', train, '--test', test, '--head', head];
  return [...source, '--json', json];
}

function heading() {
  const names = ['ours s', 'NumPy s', 'CPU s', 'CPU s', 'ratio', 'CPU', 'GB', 'GB'];
  console.log(
    `${''.padEnd(26)}${names.map((name) => name.padStart(9)).join('')}  BAC apart (goal: ratio at most 1)`,
  );
}

/** @param {string} name */
function script(name) {
  return join(import.meta.dirname, name);
}
