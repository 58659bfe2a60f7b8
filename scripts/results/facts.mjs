import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { at } from '../paths.mjs';
import { historyFacts } from './history.mjs';

const cf = createRequire(import.meta.url)('cnn-fragility');

/**
 * What a template may ask for: the paper's numbers and ours, verdicts on claims, of other seeds too, histories of shipped
 * trainings, and what was written down of trainings that are not shipped.
 *
 * @param {any} results  of `cf.paper.measureRuns`
 * @param {any[]} seeds  of `cf.paper.otherSeeds`
 */
export function factsOf(results, seeds) {
  const ours = cf.paper.ourValues(results);
  const paper = Object.fromEntries(cf.paper.published.map(({ id, value }) => [id, value]));
  const verdicts = cf.paper.judgeBySetting(results);
  const seedOf = (/** @type {string} */ n) => seeds.find(({ config }) => config.seed === Number(n));
  const seedResults = (/** @type {string} */ n) => cf.paper.withSeed(results, seedOf(n));
  const lost = JSON.parse(readFileSync(at('data', 'measured', 'lost-runs.json'), 'utf8')).runs;
  return {
    ...historyFacts,
    ours: (/** @type {string} */ id) => ours[id],
    paper: (/** @type {string} */ id) => paper[id],
    /** A share that the paper gives in %. */
    paperShare: (/** @type {string} */ id) => paper[id] / 100,
    seed: (/** @type {string} */ n, /** @type {string} */ id) => seedOf(n).report.values[id],
    lost: (/** @type {string} */ run, /** @type {string} */ what) => lost[run]?.[what],
    /** The number after a label in what a verdict observed. */
    found: (/** @type {string} */ setting, /** @type {string} */ claim, /** @type {string} */ label) =>
      numberAfter(label, verdicts[setting], claim),
    seedFound: (
      /** @type {string} */ n,
      /** @type {string} */ setting,
      /** @type {string} */ claim,
      /** @type {string} */ label,
    ) => numberAfter(label, cf.paper.judgeBySetting(seedResults(n))[setting], claim),
    ...seedFacts(verdicts, (n) => cf.paper.judgeBySetting(seedResults(n))),
    ...celebaFacts(lost),
  };
}

/** Of how many claims two seeds are judged, and on how many they part. */
function seedFacts(verdicts, ofSeed) {
  const judged = (setting) => verdicts[setting].filter(({ claimed, pass }) => claimed && pass !== null);
  return {
    judged: (/** @type {string} */ setting) => String(judged(setting).length),
    parted: (/** @type {string} */ setting, /** @type {string} */ n) => {
      const other = Object.fromEntries(ofSeed(n)[setting].map(({ id, pass }) => [id, pass]));
      return String(judged(setting).filter(({ id, pass }) => other[id] !== pass).length || 'none');
    },
  };
}

/** Of CelebA's three seeds, of which two are lost: mean, standard deviation of the sample and range of their BACs, in %. */
function celebaFacts(lost) {
  const run = 'celeba.ce-imbalanced';
  const bacs = () => [lost[`${run}, seed 0`].bac, historyFacts.bac(run, 'best'), lost[`${run}, seed 2`].bac];
  const mean = () => bacs().reduce((sum, bac) => sum + bac, 0) / 3;
  return {
    celebaMean: mean,
    celebaSd: () => Math.sqrt(bacs().reduce((sum, bac) => sum + (bac - mean()) ** 2, 0) / 2),
    celebaRange: () => Math.max(...bacs()) - Math.min(...bacs()),
    /** The mean cross-entropy of answering with the classes' shares, for every image. */
    priorLoss: (/** @type {string} */ frequent, /** @type {string} */ rare) => {
      const n = Number(frequent) + Number(rare);
      return -[frequent, rare].map((k) => Number(k) / n).reduce((sum, p) => sum + p * Math.log(p), 0);
    },
  };
}

function numberAfter(label, verdicts, claim) {
  const observed = verdicts?.find(({ id }) => id === claim)?.observed ?? '';
  const part = observed.split(/[,;] /).find((/** @type {string} */ one) => one.startsWith(`${label}: `));
  return part ? Number.parseFloat(part.slice(label.length + 2)) : null;
}
