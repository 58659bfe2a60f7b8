import type { Embedding, Head } from '../../embed/embeddings';
import { type Given, resolveOptions } from '../../options';
import type { PerClass } from '../per-class';
import { hitFeatures } from './hit-features';
import { type SufficientOptions, sufficientFeatures, sufficientOptions } from './sufficient-features';
import { type MatchedOptions, matchedOptions, matchedUnionOfTopK, unionOfTopK } from './union';

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
 * All four readings. Each says when it is null. Source: paper §5.6, Fig. 9.
 */
export function describingFeatures(
  embedding: Embedding,
  head: Head,
  K = 7,
  overrides: Given<MatchedOptions & SufficientOptions> = {},
): DescribingFeatures {
  const known = { ...matchedOptions, ...sufficientOptions };
  const { share, bias, units, ...matched } = resolveOptions('describingFeatures', known, overrides);
  return {
    union: unionOfTopK(embedding, K),
    unionMatched: matchedUnionOfTopK(embedding, K, matched),
    hit: hitFeatures(embedding, K),
    sufficient: sufficientFeatures(embedding, head, { share, bias, units }),
  };
}
