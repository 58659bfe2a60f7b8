import { checkEmbedding, checkHead } from '../../embed/check';
import type { Embedding, Head } from '../../embed/embeddings';
import { remembered } from '../../embed/remembered';
import { checkValue, defaultsOf, type Options, oneOf, resolveOptions, whole } from '../../options';
import {
  type CeFactors,
  type CeUnits,
  ceFactors,
  ceUnits,
  fillCe,
  scaleOf,
} from '../instance/class-embedding';
import type { Grouping } from '../per-class';
import { splitTpFp } from '../train-test/tp-fp';
import { sharedCeMeans } from './class-means';
import { type Member, type Members, topMembers } from './top-members';

/** How the share of a class embedding in its logit is estimated. */
export interface ContributionOptions {
  /** Mean over instances of ce / denominator, or mean ce / mean denominator. */
  readonly estimator: 'meanOfRatios' | 'ratioOfMeans';
  readonly population: 'all' | 'correct';
  /** The network's logit of the true class (bias included; a cosine head's cosine), or the sum of its ce. */
  readonly denominator: 'logit' | 'sumCe';
  readonly units: CeUnits;
}

const known: Options<ContributionOptions> = {
  estimator: [oneOf('meanOfRatios', 'ratioOfMeans'), 'meanOfRatios'],
  population: [oneOf('all', 'correct'), 'all'],
  denominator: [oneOf('logit', 'sumCe'), 'logit'],
  units: [ceUnits, 'raw'],
};

/** `paper` follows the figure's caption; `exact` is not distorted by instances whose logit is near 0. */
export const contributionPresets = {
  paper: defaultsOf(known),
  exact: { estimator: 'ratioOfMeans', population: 'correct', denominator: 'sumCe', units: 'normed' },
} satisfies Record<string, ContributionOptions>;

/** Instances whose denominator is smaller than this, by absolute value, are left out. */
export const SMALLEST_DENOMINATOR = 1e-6;

/** Contributions of each class's top features, and what was left out of them. */
export interface Contribution {
  /** `[C][members]`, in the order of muCE, value = contribution; empty for a class without instances. */
  readonly members: Members;
  /** `[C]`, instances left out because their denominator is too near to 0. */
  readonly skipped: readonly number[];
}

/**
 * How much of a class's logit its `members` features with the largest muCE make up, in that order: the mean over the
 * class's instances of ce[i, j | c] / z[i, c]. Fractions (1 = the whole logit) of either sign; they may add up to more
 * than 1, as other ce are negative. Options default to the preset `paper`. Source: paper §5.4, Fig. 6, Table 4.
 */
export function contribution(
  embedding: Embedding,
  head: Head,
  options: Partial<ContributionOptions> = {},
  members = 7,
): Contribution {
  checkEmbedding('contribution', embedding);
  checkHead('contribution', head, embedding);
  checkValue('contribution', 'members', members, whole(1));
  const resolved = resolveOptions('contribution', known, options);
  const ranked = topMembers(sharedCeMeans(embedding, head, resolved.units), members);
  const sums = sumByClass(embedding, head, resolved, ranked);
  return {
    members: ranked.map((features, c) => {
      const { ce, whole } = sums[c];
      if (Math.abs(whole) < SMALLEST_DENOMINATOR) return [];
      return features.map(({ index }, m) => ({ index, value: ce[m] / whole }));
    }),
    skipped: sums.map((sum) => sum.skipped),
  };
}

/** What a contribution is made of: the class embeddings' factors, each instance's denominator, and which count. */
export interface ContributionTerms {
  readonly factors: CeFactors;
  /** `[n]`. */
  readonly wholes: Float64Array;
  readonly grouping: Grouping;
}

/** The terms of the contributions under `options`. */
export function contributionTerms(
  embedding: Embedding,
  head: Head,
  { population, denominator, units }: ContributionOptions,
): ContributionTerms {
  const factors = ceFactors(embedding, head, units);
  return {
    factors,
    wholes: denominator === 'sumCe' ? ceSums(embedding, head, units) : trueLogits(embedding),
    grouping: population === 'correct' ? splitTpFp(embedding).tp : embedding.labels,
  };
}

/** Of one class: `ce: [members]` summed over its instances, and what the sums are to be divided by. */
interface ClassSum {
  readonly ce: Float64Array;
  whole: number;
  skipped: number;
}

function sumByClass(
  embedding: Embedding,
  head: Head,
  options: ContributionOptions,
  ranked: Members,
): ClassSum[] {
  const ratios = options.estimator === 'meanOfRatios';
  const { factors, wholes, grouping } = contributionTerms(embedding, head, options);
  const sums = ranked.map(({ length }) => ({ ce: new Float64Array(length), whole: 0, skipped: 0 }));
  for (let i = 0; i < embedding.n; i++) {
    const c = grouping[i];
    if (c < 0) continue;
    if (ratios && Math.abs(wholes[i]) < SMALLEST_DENOMINATOR) {
      sums[c].skipped++;
      continue;
    }
    sums[c].whole += ratios ? 1 : wholes[i];
    addCe(sums[c].ce, embedding, factors, i, ranked[c], ratios ? wholes[i] : 1);
  }
  return sums;
}

/** Adds ce[i, j | true class] / divisor of the ranked features j to `sum: [ranked]`. */
function addCe(
  sum: Float64Array,
  { H, fe, labels }: Embedding,
  factors: CeFactors,
  i: number,
  ranked: readonly Member[],
  divisor: number,
): void {
  const { weights } = factors;
  const factor = scaleOf(factors, i) / divisor;
  for (let m = 0; m < ranked.length; m++) {
    const j = ranked[m].index;
    sum[m] += fe[i * H + j] * weights[labels[i] * H + j] * factor;
  }
}

function trueLogits({ n, C, logits, labels }: Embedding): Float64Array {
  return Float64Array.from({ length: n }, (_, i) => logits[i * C + labels[i]]);
}

function ceSums(embedding: Embedding, head: Head, units: CeUnits): Float64Array {
  return remembered(embedding, 'ce sums', [head, units], () => {
    const factors = ceFactors(embedding, head, units);
    const row = new Float64Array(embedding.H);
    return Float64Array.from(embedding.labels, (label, i) => fillCe(row, embedding, factors, i, label));
  });
}
