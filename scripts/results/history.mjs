import { readFileSync } from 'node:fs';
import { at } from '../paths.mjs';

/** Answering one class of two alone gives a balanced accuracy of a half; so much, in %, is not distinguished from it. */
const ONE_CLASS = 50.5;

/** @typedef {{ epoch: number, learningRate: number, loss: number, testRecall: number[], testBac: number, seconds: number }} Epoch */

/**
 * What a shipped training's history tells, for templates. A run is named by its folder in data/reference or data/seeds; an
 * epoch by its number, or `best`, `last`, or `before`: the best before the learning rate drops. Shares in %.
 */
export const historyFacts = {
  epoch: (/** @type {string} */ run, /** @type {string} */ which) => String(epochOf(run, which).epoch),
  epochs: (/** @type {string} */ run) => String(historyOf(run).length),
  bac: (/** @type {string} */ run, /** @type {string} */ which) => 100 * epochOf(run, which).testBac,
  loss: (/** @type {string} */ run, /** @type {string} */ which) => epochOf(run, which).loss,
  recall: (/** @type {string} */ run, /** @type {string} */ which, /** @type {string} */ k) =>
    100 * (epochOf(run, which).testRecall.at(Number(k)) ?? Number.NaN),
  /** Of a BAC, each class's recall being a share of so many images, in % points. */
  standardError: (/** @type {string} */ run, /** @type {string} */ which, /** @type {string} */ perClass) => {
    const recalls = epochOf(run, which).testRecall;
    const variances = recalls.map((r) => (r * (1 - r)) / Number(perClass));
    return (100 * Math.sqrt(variances.reduce((sum, v) => sum + v, 0))) / recalls.length;
  },
  epochsFrom: (/** @type {string} */ run, /** @type {string} */ bac) =>
    String(historyOf(run).filter(({ testBac }) => 100 * testBac >= Number(bac)).length),
  /** Epochs of one class alone; of the first so many, where that is given. */
  oneClassEpochs: (/** @type {string} */ run, /** @type {string} */ first) => {
    const epochs = historyOf(run).slice(0, first ? Number(first) : undefined);
    return String(epochs.filter(({ testBac }) => 100 * testBac <= ONE_CLASS).length);
  },
  oneClass: () => String(ONE_CLASS),
  /** Seconds an epoch: the least, or the median, of the whole training or from one epoch to another. */
  seconds: (/** @type {string} */ run, /** @type {string} */ which, from = '1', to = '10000') => {
    const epochs = historyOf(run).filter(({ epoch }) => epoch >= Number(from) && epoch <= Number(to));
    const sorted = epochs.map(({ seconds }) => seconds).sort((a, b) => a - b);
    const middle = (sorted[(sorted.length - 1) >> 1] + sorted[sorted.length >> 1]) / 2;
    return which === 'least' ? sorted[0] : middle;
  },
};

/** @param {string} run @returns {Epoch[]} */
function historyOf(run) {
  const folder = /-\d+$/.test(run) ? 'seeds' : 'reference';
  const text = readFileSync(at('data', folder, run, 'history.jsonl'), 'utf8');
  return text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
}

/** @param {string} run @param {string} which @returns {Epoch} */
function epochOf(run, which) {
  const history = historyOf(run);
  if (which === 'last') return history[history.length - 1];
  const highest = Math.max(...history.map(({ learningRate }) => learningRate));
  const dropped = history.findLastIndex(({ learningRate }) => learningRate === highest) + 1;
  if (which === 'best' || which === 'before')
    return best(which === 'best' ? history : history.slice(0, dropped));
  return history[Number(which) - 1];
}

/** The first of those with the best BAC. @param {Epoch[]} epochs */
function best(epochs) {
  return epochs.reduce((a, b) => (b.testBac > a.testBac ? b : a));
}
