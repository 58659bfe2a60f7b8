import { readFileSync } from 'node:fs';
import { deviation, extent, mean } from 'd3-array';
import { cf } from '../library.mjs';
import { at } from '../paths.mjs';
import { historyFacts } from './history.mjs';

/** @import { paper } from 'cnn-fragility' */
/** @typedef {ReturnType<typeof cf.paper.judgeBySetting>} Verdicts */
/** @typedef {keyof Verdicts} Setting */
/** @typedef {Record<string, Record<string, number>>} LostRuns  what was written down of trainings that are not shipped */

/**
 * What a template may ask for: the paper's numbers and ours, verdicts on claims, of other seeds too, histories of shipped
 * trainings, and what was written down of trainings that are not shipped.
 *
 * @param {paper.Results} results  of `cf.paper.measureRuns`
 * @param {Verdicts} verdicts  on them
 * @param {paper.SeedRun[]} seeds  of `cf.paper.otherSeeds`
 */
export function factsOf(results, verdicts, seeds) {
  const ours = cf.paper.ourValues(results);
  const published = Object.fromEntries(cf.paper.published.map(({ id, value }) => [id, value]));
  const bySeed = new Map(
    seeds.map((seed) => {
      const own = cf.paper.withSeed(results, seed);
      return [String(seed.config.seed), { own, verdicts: cf.paper.judgeBySetting(own) }];
    }),
  );
  const ofSeed = (/** @type {string} */ n) => {
    const found = bySeed.get(n);
    if (!found) throw new Error(`no seed ${n}; there are ${[...bySeed.keys()].join(', ')}`);
    return found;
  };
  /** @type {LostRuns} */
  const lost = JSON.parse(readFileSync(at('data', 'measured', 'lost-runs.json'), 'utf8')).runs;
  return {
    ...historyFacts,
    ours: (/** @type {string} */ id) => ours[id],
    paper: (/** @type {string} */ id) => published[id],
    /** A share that the paper gives in %. */
    paperShare: (/** @type {string} */ id) => published[id] / 100,
    lost: (/** @type {string} */ run, /** @type {string} */ what) => lost[run]?.[what],
    /** The number after a label in what a verdict observed. */
    found: (/** @type {Setting} */ setting, /** @type {string} */ claim, /** @type {string} */ label) =>
      numberAfter(label, verdicts[setting], claim),
    seedFound: (
      /** @type {string} */ n,
      /** @type {Setting} */ setting,
      /** @type {string} */ claim,
      /** @type {string} */ label,
    ) => numberAfter(label, ofSeed(n).verdicts[setting], claim),
    /** Of a number over this seed and all others: `least` or `most`. */
    across: (/** @type {string} */ id, /** @type {'least' | 'most'} */ end) => {
      const [least, most] = extent(
        [ours, ...seeds.map(({ report }) => report.values)],
        (values) => values[id] ?? Number.NaN,
      );
      return (end === 'least' ? least : most) ?? Number.NaN;
    },
    trainings: () => String(1 + seeds.length),
    /** Of how many claims a seed is judged, and on how many not all agree. */
    judged: (/** @type {Setting} */ setting) => String(cf.paper.claimsOverSeeds(setting, [results]).length),
    parted: (/** @type {Setting} */ setting) => {
      const all = cf.paper.claimsOverSeeds(setting, [results, ...[...bySeed.values()].map(({ own }) => own)]);
      return String(
        all.filter(([one, ...others]) => others.some(({ pass }) => pass !== one.pass)).length || 'none',
      );
    },
    ...celebaFacts(lost),
  };
}

/** Of CelebA's three seeds, of which two are lost: mean, standard deviation of the sample and range of their BACs, in %. @param {LostRuns} lost */
function celebaFacts(lost) {
  const run = 'celeba.ce-imbalanced';
  const bacs = [lost[`${run}, seed 0`].bac, historyFacts.bac(run, 'best'), lost[`${run}, seed 2`].bac];
  const [least, most] = extent(bacs);
  return {
    celebaMean: () => mean(bacs) ?? null,
    celebaSd: () => deviation(bacs) ?? null,
    celebaRange: () => (most ?? Number.NaN) - (least ?? Number.NaN),
    /** The mean cross-entropy of answering with the classes' shares, for every image. */
    priorLoss: (/** @type {string} */ frequent, /** @type {string} */ rare) => {
      const n = Number(frequent) + Number(rare);
      return -[frequent, rare].map((k) => Number(k) / n).reduce((sum, p) => sum + p * Math.log(p), 0);
    },
  };
}

/** @param {string} label @param {Verdicts[Setting]} verdicts @param {string} claim */
function numberAfter(label, verdicts, claim) {
  const observed = verdicts?.find(({ id }) => id === claim)?.observed ?? '';
  const part = observed.split(/[,;] /).find((one) => one.startsWith(`${label}: `));
  return part ? Number.parseFloat(part.slice(label.length + 2)) : null;
}
