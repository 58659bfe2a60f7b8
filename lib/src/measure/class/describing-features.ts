import type { Embedding, Head } from '../../embed/embeddings';
import { type Given, resolveOptions } from '../../options';
import type { PerClass } from '../per-class';
import { hitFeatures } from './hit-features';
import { type SufficientOptions, sufficientFeatures, sufficientOptions } from './sufficient-features';
import { type MatchedOptions, matchedOptions, matchedUnionOfTopK, unionOfTopK } from './union';

/**
 * How many features describe each class, counted in four ways, as the paper does not define the count: `union` is the
 * simplest, and `unionMatched` is the same at equal sample size.
 */
export interface DescribingFeatures {
  readonly union: PerClass;
  readonly unionMatched: PerClass;
  readonly hit: PerClass;
  readonly sufficient: PerClass;
}

/**
 * How many features describe each class, in all four readings of that number: {@link unionOfTopK},
 * {@link matchedUnionOfTopK}, {@link hitFeatures} and {@link sufficientFeatures}, which say when they are null. Source: paper
 * §5.6, Fig. 9.
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
