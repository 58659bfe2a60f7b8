import type { Embedding, Head } from '../embed/embeddings';
import { hitFeatures } from './hit-features';
import type { PerClass } from './per-class';
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

/** All four readings. Null as each of them says. Source: paper §5.6, Fig. 9. */
export function describingFeatures(
  embedding: Embedding,
  head: Head,
  K = 7,
  options: Partial<MatchedOptions & SufficientOptions> = {},
): DescribingFeatures {
  return {
    union: unionOfTopK(embedding, K),
    unionMatched: matchedUnionOfTopK(embedding, K, options),
    hit: hitFeatures(embedding, K),
    sufficient: sufficientFeatures(embedding, head, options),
  };
}
