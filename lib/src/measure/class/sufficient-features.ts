import type { Embedding, Head } from '../../embed/embeddings';
import { defaultsOf, type Options, oneOf, resolveOptions, share } from '../../options';
import { type CeFactors, ceFactors, ceUnits, scaleOf } from '../instance/class-embedding';
import { type CoverageOptions, coveragePresets, decisions } from '../instance/coverage-options';
import { membersByClass } from '../members';
import type { PerClass } from '../per-class';
import { sharedCeMeans } from './class-means';
import { fallingOrder } from './falling-order';

/** Which share of a class's instances the features must suffice for, in which units, and with which bias. */
export interface SufficientOptions extends Pick<CoverageOptions, 'bias' | 'units'> {
  /** 0..1. */
  readonly share: number;
}

export const sufficientOptions: Options<SufficientOptions> = {
  share: [share(), 0.95],
  bias: [oneOf('adversary', 'both', 'none'), 'adversary'],
  units: [ceUnits, 'normed'],
};

/** LG_A as it is printed, but units in which ce and a cosine can be compared. */
export const sufficientDefaults = defaultsOf(sufficientOptions);

/**
 * How many features suffice for a class's decision: with the features in the order of muCE, the smallest n such that,
 * for at least `share` of the class's correctly predicted instances, the sum of ce over the first n features exceeds
 * LG_A. Null where there are no such instances, or where no n suffices.
 */
export function sufficientFeatures(
  embedding: Embedding,
  head: Head,
  overrides: Partial<SufficientOptions> = {},
): PerClass {
  const { share: enough, bias, units } = resolveOptions('sufficientFeatures', sufficientOptions, overrides);
  const reading = { ...coveragePresets.exact, bias, units };
  const decision = decisions('sufficientFeatures', embedding, head, reading);
  const order = sharedCeMeans(embedding, head, units).map((row) => row && fallingOrder(row));
  const factors = ceFactors(embedding, head, units);
  return membersByClass(decision.grouping, embedding.C).map((members, c) => {
    const features = order[c];
    const least = enough * members.length;
    return least > 0 && features
      ? firstReaching(embedding, factors, decision.bar, c, members, features, least)
      : null;
  });
}

/** Features that are looked at in one instance before the next. */
const BLOCK = 32;

/** The smallest number of `features: [H]`, in their order, with which the ce of at least `least` members exceed their bars. */
function firstReaching(
  { H, fe }: Embedding,
  factors: CeFactors,
  bar: Float64Array,
  c: number,
  members: Int32Array,
  features: Int32Array,
  least: number,
): number | null {
  const [sums, covered] = [new Float64Array(members.length), new Int32Array(H)];
  const weights = Float64Array.from(features, (j) => factors.weights[c * H + j]);
  for (let from = 0; from < H; from += BLOCK) {
    const to = Math.min(H, from + BLOCK);
    for (let k = 0; k < members.length; k++) {
      const [row, scale] = [members[k] * H, scaleOf(factors, members[k])];
      for (let m = from; m < to; m++) {
        sums[k] += fe[row + features[m]] * weights[m] * scale;
        if (sums[k] > bar[members[k]]) covered[m]++;
      }
    }
    for (let m = from; m < to; m++) if (covered[m] >= least) return m + 1;
  }
  return null;
}
