import type { Embedding, Head } from '../../embed/embeddings';
import type { ClassRows, PerClass } from '../per-class';
import { type InstanceTopK, instanceTopK } from './class-top-k';
import { hitFeatures } from './hit-features';
import { type SufficientOptions, sufficientFeatures } from './sufficient-features';
import { type MatchedOptions, matchedUnionOfTopK, unionOfTopK } from './union';

/**
 * How many features describe each class, in four readings of a count that the paper does not define: `union` is
 * the plainest, `unionMatched` its control for sample size.
 */
export interface DescribingFeatures {
  readonly union: PerClass;
  readonly unionMatched: PerClass;
  readonly hit: PerClass;
  readonly sufficient: PerClass;
}

/**
 * All four readings. Null as each of them says. `instances`, the embedding's top K, and `muCe`, its class means in
 * the units of `options`, spare computing them again. Source: paper §5.6, Fig. 9.
 */
export function describingFeatures(
  embedding: Embedding,
  head: Head,
  K = 7,
  options: Partial<MatchedOptions & SufficientOptions> = {},
  instances: InstanceTopK = instanceTopK(embedding, K),
  muCe?: ClassRows,
): DescribingFeatures {
  return {
    union: unionOfTopK(embedding, K, instances),
    unionMatched: matchedUnionOfTopK(embedding, K, options, instances),
    hit: hitFeatures(embedding, K, instances),
    sufficient: sufficientFeatures(embedding, head, options, muCe),
  };
}
