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

const CHOICE = "runs['cifar.ce-imbalanced']";
const home = mkdtempSync(join(tmpdir(), 'other-runs-'));
const OWN = 'digits.ce-imbalanced';
const IDS = [
  'celeba.ce-imbalanced', // two classes
  'cifar.ldam-imbalanced', // no bias, cosine
  'imported', // 100 classes
  'cifar.focal-imbalanced',
  'cifar.ce-balanced',
  'celeba.ce-balanced',
  OWN, // trained on own images just now: no setting of the paper
];
const require = createRequire(at('lib', 'package.json'));
const everyPair = networkNotebooks().flatMap((file) =>
  IDS.map((id) => ({ file, name: basename(file, '.ipynb'), id })),
);
// Every notebook with one of the three odd networks, the one that judges by setting with one's own, too, and the one that
// compares means with classes of one image; `FRAGILITY_ALL_RUNS=1` takes all pairs, some minutes.
const pairs = process.env.FRAGILITY_ALL_RUNS
  ? everyPair
  : everyPair.filter(
      ({ file, name, id }) =>
        IDS.indexOf(id) === networkNotebooks().indexOf(file) % 3 ||
        (id === OWN && name.startsWith('rq6')) ||
        (id === 'imported' && name.startsWith('rq7')),
    );

/** @typedef {typeof import('cnn-fragility')} Library */

/** @type {Record<'cf' | 'aq' | 'dfd', unknown>} */
let libraries;
/** @type {ReturnType<typeof importedRun>} */
let imported;

beforeAll(async () => {
  vi.stubEnv('FRAGILITY_CIFAR10', '/nowhere'); // images take their time
  vi.spyOn(console, 'log').mockImplementation(() => {});
  /** @type {Library} */
  const cf = require('cnn-fragility');
  const runs = await cf.loadRuns(trainOwnRun(home));
  imported = importedRun(cf, runs['cifar.ce-imbalanced']);
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
    const other = id === 'imported' ? 'imported' : `runs['${id}']`;
    let cells = 0;
    let cell = '';
    const run = programOf(notebook, (code) => {
      cells += code.split(CHOICE).length - 1;
      return code.replaceAll(CHOICE, other);
    });
    const enter = (/** @type {string} */ begun) => {
      cell = begun;
    };
    await run({ ...libraries, imported, at: enter }).catch((/** @type {Error} */ error) => {
      throw new Error(`cell ${cell}: ${error.message}`, { cause: error });
    });
    expect(cells).toBe(1); // the network is chosen in one place
  },
  120_000,
);
