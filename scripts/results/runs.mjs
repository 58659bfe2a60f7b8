import { cf } from '../library.mjs';
import { markdownTable } from '../markdown-table.mjs';

/** @import { Run } from 'cnn-fragility' */

const HEAD = [
  'model',
  'preset',
  'epochs',
  'seed',
  'training images',
  'best test BAC (epoch)',
  'last',
  'trained on',
];

/** Every model of the paper's Table 1, and the run that there is of it. @param {Run[]} runs */
export function runTable(runs) {
  const byId = Object.fromEntries(runs.map((run) => [run.id, run]));
  return markdownTable(
    HEAD,
    cf.paper.runsAtHand(byId).map(({ model }) => (byId[model] ? rowOf(byId[model]) : notRun(model))),
  );
}

/** @param {Run} run */
function rowOf(run) {
  const { id, config, best, last, embeddings } = run;
  const percent = (/** @type {number} */ bac) => `${(100 * bac).toFixed(2)} %`;
  return [
    `\`${id}\``,
    cf.train.presetOf(config),
    config.epochs,
    config.seed,
    embeddings.train.n.toLocaleString('en'),
    `${percent(best.testBac)} (${best.epoch})`,
    percent(last.testBac),
    cf.runs.trainedOn(run),
  ];
}

/**
 * SVHN's full images could not be had where the others were trained: its loader is tested on a sample.
 *
 * @param {string} model
 */
function notRun(model) {
  return [`\`${model}\``, '**not run**', ...HEAD.slice(2).map(() => '–')];
}
