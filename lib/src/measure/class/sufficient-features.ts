import type { Embedding, Head } from '../../embed/embeddings';
import { defaultsOf, type Options, oneOf, resolveOptions, share } from '../../options';
import { type CeFactors, ceFactors, ceUnits, scaleOf } from '../instance/class-embedding';
import {
  type CoverageOptions,
  coveragePresets,
  type Decision,
  decisions,
} from '../instance/coverage-options';
import { groupSizes, type PerClass } from '../per-class';
import { ceMeans } from './class-means';
import { type Members, topMembers } from './top-members';

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
  const order = topMembers(ceMeans(embedding, head, units), embedding.H);
  const covered = countCovered(embedding, ceFactors(embedding, head, units), decision, order);
  const sizes = groupSizes(decision.grouping, embedding.C);
  return sizes.map((size, c) => firstReaching(covered[c], enough * size));
}

/** `[C][H]`: how many of the class's instances the first 1..H features of `ranked` decide. */
function countCovered(
  { n, H, C, fe }: Embedding,
  factors: CeFactors,
  { grouping, bar }: Decision,
  ranked: Members,
): Int32Array[] {
  const { weights } = factors;
  const order = ranked.map((members) => Int32Array.from(members, ({ index }) => index));
  const covered = Array.from({ length: C }, () => new Int32Array(H));
  for (let i = 0; i < n; i++) {
    const c = grouping[i];
    if (c < 0) continue;
    const features = order[c];
    const counts = covered[c];
    const scale = scaleOf(factors, i);
    let sum = 0;
    for (let m = 0; m < H; m++) {
      sum += fe[i * H + features[m]] * weights[c * H + features[m]] * scale;
      if (sum > bar[i]) counts[m]++;
    }
  }
  return covered;
}

/** The smallest number of features with which at least `instances` > 0 are covered. */
function firstReaching(covered: Int32Array, instances: number): number | null {
  const at = instances > 0 ? covered.findIndex((count) => count >= instances) : -1;
  return at < 0 ? null : at + 1;
}
