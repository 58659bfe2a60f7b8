import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { at } from '../paths.mjs';
import { networkNotebooks } from './execute.mjs';
import { importedRun } from './imported-run.mjs';
import { readNotebook } from './notebook.mjs';
import { trainOwnRun } from './own-run.mjs';
import { programOf } from './program.mjs';
import { solutionNotebooks } from './solutions.mjs';

/** @import { ImagesOf } from './imported-run.mjs' */

const CHOICE = "runs['cifar.ce-imbalanced']";
const home = mkdtempSync(join(tmpdir(), 'other-runs-'));
const OWN = 'digits.ce-imbalanced';

/** @type {(...without: number[]) => ImagesOf} Fewer from class to class, and none of some. */
const none =
  (...without) =>
  (c) =>
    without.includes(c) ? 0 : Math.round(40 * 0.7 ** c);
/** @type {Record<string, Parameters<typeof importedRun>[2]>} Runs that no training here makes; ends and middle without images. */
const SHAPES = {
  imported: {}, // 100 classes
  'rarest unseen': { C: 6, trainOf: none(5), testOf: none(0) },
  'others unseen': { C: 6, trainOf: none(0, 3), testOf: none(5) },
};
const GAPS = Object.keys(SHAPES).slice(1);
const IDS = [
  'celeba.ce-imbalanced', // two classes
  'cifar.ldam-imbalanced', // no bias, cosine
  'imported',
  'cifar.focal-imbalanced',
  'cifar.ce-balanced',
  'celeba.ce-balanced',
  OWN, // trained on own images just now: no setting of the paper
];
const require = createRequire(at('lib', 'package.json'));
const everyPair = pairsOf(networkNotebooks(), IDS);
// Every notebook, solutions too, with classes without images. Every notebook with one of the three odd networks, the one that
// judges by setting with one's own, too, and the one that compares means with classes of one image; `FRAGILITY_ALL_RUNS=1`
// takes all pairs, some minutes.
const pairs = [
  ...(process.env.FRAGILITY_ALL_RUNS
    ? everyPair
    : everyPair.filter(
        ({ file, name, id }) =>
          IDS.indexOf(id) === networkNotebooks().indexOf(file) % 3 ||
          (id === OWN && name.startsWith('rq6')) ||
          (id === 'imported' && name.startsWith('rq7')),
      )),
  ...pairsOf(networkNotebooks(), GAPS),
  ...pairsOf(solutionNotebooks(), GAPS, 'solutions of '),
];

/** @param {string[]} files @param {string[]} ids */
function pairsOf(files, ids, of = '') {
  return files.flatMap((file) => ids.map((id) => ({ file, name: `${of}${basename(file, '.ipynb')}`, id })));
}

/** @typedef {typeof import('cnn-fragility')} Library */

/** @type {Record<'cf' | 'aq' | 'dfd', unknown>} */
let libraries;
/** @type {unknown[]} What was shown, as text. */
const said = [];
/** @type {Record<string, ReturnType<typeof importedRun>>} */
let made;

beforeAll(async () => {
  vi.stubEnv('FRAGILITY_CIFAR10', '/nowhere'); // images take their time
  vi.spyOn(console, 'log').mockImplementation((...shown) => void said.push(...shown));
  /** @type {Library} */
  const cf = require('cnn-fragility');
  const runs = await cf.loadRuns(trainOwnRun(home));
  const shapes = Object.entries(SHAPES);
  made = Object.fromEntries(
    shapes.map(([id, shape]) => [id, importedRun(cf, runs['cifar.ce-imbalanced'], { id, ...shape })]),
  );
  libraries = {
    cf: hasty(cf, runs),
    aq: await import(require.resolve('arquero')),
    dfd: require('danfojs-node'),
  };
}, 120_000);
afterAll(() => {
  vi.restoreAllMocks();
  rmSync(home, { recursive: true });
});

/** The library with the runs at hand, and with one epoch for every network that a notebook trains. @param {Library} cf @param {unknown} runs */
function hasty(cf, runs) {
  /** @type {Library['train']['trainLive']} */
  const trainLive = (dataset, options) => cf.train.trainLive(dataset, { ...options, epochs: 1 });
  return { ...cf, loadRuns: async () => runs, train: { ...cf.train, trainLive } };
}

it.each(pairs)(
  '$name runs whole with $id',
  async ({ file, id }) => {
    const notebook = readNotebook(file);
    const other = id in SHAPES ? `made['${id}']` : `runs['${id}']`;
    let cells = 0;
    let cell = '';
    const run = programOf(notebook, (code) => {
      cells += code.split(CHOICE).length - 1;
      return code.replaceAll(CHOICE, other);
    });
    const enter = (/** @type {string} */ begun) => {
      cell = begun;
    };
    await run({ ...libraries, made, at: enter }).catch((/** @type {Error} */ error) => {
      throw new Error(`cell ${cell}: ${error.message}`, { cause: error });
    });
    expect(cells).toBe(1); // the network is chosen in one place
    const nonsense = said.splice(0).filter((text) => /\b(NaN|undefined|Infinity)\b/.test(String(text)));
    expect(nonsense).toEqual([]);
  },
  120_000,
);
