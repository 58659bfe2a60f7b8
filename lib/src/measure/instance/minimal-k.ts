import type { Embedding, Head } from '../../embed/embeddings';
import { type PerClass, shares } from '../per-class';
import { type CoverageOptions, coverageOptions } from './coverage-options';
import { type DecidedSpans, decidedSpans } from './decided-spans';

/** Instance top-K numbers and their summary by class. */
export interface MinimalK {
  /** `[n]`; 0 where no K does, or where the instance does not count. */
  readonly k: Int32Array;
  /** Mean over the instances that have one; null where none has. */
  readonly perClassMean: PerClass;
  /** `[C]`, how many instances that count have none. */
  readonly missing: readonly number[];
}

/**
 * Instance top-K number: the smallest K with S_K > LG_A (strictly). There is none where even the largest sum stays
 * below LG_A, because the reference class is not the predicted one or because the bias decides. Options as for
 * `coverage`, by default the preset `paper`. Source: paper §3.3.
 */
export function minimalK(embedding: Embedding, head: Head, options: Partial<CoverageOptions> = {}): MinimalK {
  return minimalKOf(decidedSpans('minimalK', embedding, head, coverageOptions('minimalK', options)));
}

/** The instance top-K numbers that the spans amount to. */
export function minimalKOf({ C, grouping, first }: DecidedSpans): MinimalK {
  const [total, found, missing] = [0, 0, 0].map(() => new Array<number>(C).fill(0));
  for (let i = 0; i < grouping.length; i++) {
    const c = grouping[i];
    if (c < 0) continue;
    total[c] += first[i];
    if (first[i] > 0) found[c]++;
    else missing[c]++;
  }
  return { k: first, perClassMean: shares(total, found), missing };
}
