import { checkEmbedding } from '../../embed/check';
import type { Embedding, Head } from '../../embed/embeddings';
import { checkValue, whole } from '../../options';
import { type CoverageOptions, coverageOptions } from '../instance/coverage-options';
import { decidedSpans } from '../instance/decided-spans';
import type { Grouping } from '../per-class';
import { type BootstrapOptions, bootstrap, type Intervals } from './bootstrap';

/**
 * Bootstrap interval of the class means of any `values: [n]`, 0 or 1 for a share. It says how a mean would move with
 * other instances of the class, not with another training run; where all values are equal it has no width.
 */
export function meanIntervals(
  values: ArrayLike<number>,
  grouping: Grouping,
  C: number,
  options: Partial<BootstrapOptions> = {},
  where = 'meanIntervals',
): Intervals {
  const valuesOf = (members: Int32Array) => Float64Array.from(members, (i) => values[i]);
  return bootstrap(where, grouping, C, valuesOf, ([mean]) => mean, options);
}

/** Bootstrap interval of each class's recall, 0..1. */
export function recallIntervals(embedding: Embedding, options: Partial<BootstrapOptions> = {}): Intervals {
  checkEmbedding('recallIntervals', embedding);
  const { labels, predictions, C } = embedding;
  const hits = labels.map((label, i) => Number(label === predictions[i]));
  return meanIntervals(hits, labels, C, options, 'recallIntervals');
}

/** Bootstrap interval of each class's top-K coverage ratio, 0..1; `reading` as for `coverage`. */
export function coverageIntervals(
  embedding: Embedding,
  head: Head,
  K: number,
  reading: Partial<CoverageOptions> = {},
  options: Partial<BootstrapOptions> = {},
): Intervals {
  checkEmbedding('coverageIntervals', embedding);
  checkValue('coverageIntervals', 'K', K, whole(1, embedding.H));
  const resolved = coverageOptions('coverageIntervals', reading);
  const { first, last, grouping } = decidedSpans('coverageIntervals', embedding, head, resolved);
  const covered = first.map((from, i) => Number(from > 0 && from <= K && K <= last[i]));
  return meanIntervals(covered, grouping, embedding.C, options, 'coverageIntervals');
}
