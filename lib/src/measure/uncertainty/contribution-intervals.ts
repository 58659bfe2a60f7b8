import { checkEmbedding, checkHead } from '../../embed/check';
import type { Embedding, Head } from '../../embed/embeddings';
import { ceMeans } from '../class/class-means';
import {
  type ContributionOptions,
  contributionOptions,
  contributionTerms,
  SMALLEST_DENOMINATOR,
} from '../class/contribution';
import { topMembers } from '../class/top-members';
import { scaleOf } from '../instance/class-embedding';
import { type BootstrapOptions, bootstrap, type Intervals } from './bootstrap';

/**
 * Bootstrap interval of the contribution of each class's loudest feature; `reading` as for `contribution`. The feature
 * stays the loudest of all the class's instances.
 */
export function contributionIntervals(
  embedding: Embedding,
  head: Head,
  reading: Partial<ContributionOptions> = {},
  options: Partial<BootstrapOptions> = {},
): Intervals {
  checkEmbedding('contributionIntervals', embedding);
  checkHead('contributionIntervals', head, embedding);
  const { H, C, fe } = embedding;
  const resolved = contributionOptions('contributionIntervals', reading);
  const { factors, wholes, grouping } = contributionTerms(embedding, head, resolved);
  const ratios = resolved.estimator === 'meanOfRatios';
  const counts = (i: number) => !ratios || Math.abs(wholes[i]) >= SMALLEST_DENOMINATOR;
  const loudest = topMembers(ceMeans(embedding, head, resolved.units), 1);
  // Two columns, part and whole: the ratio of their means is the one estimator or the other.
  const partAndWhole = (i: number, c: number) => {
    const j = loudest[c][0].index;
    const ce = fe[i * H + j] * factors.weights[c * H + j] * scaleOf(factors, i);
    return ratios ? [ce / wholes[i], 1] : [ce, wholes[i]];
  };
  return bootstrap(
    'contributionIntervals',
    grouping.map((c, i) => (counts(i) ? c : -1)),
    C,
    (members, c) => Float64Array.from(Array.from(members).flatMap((i) => partAndWhole(i, c))),
    ([part, whole]) => part / whole,
    options,
  );
}
