import type { Embedding, Head } from '../embed/embeddings';
import { type CoverageOptions, coverageOptions, decisions } from './coverage-options';
import { type PerClass, shares } from './per-class';
import { topKSums } from './top-k-sum';

/** Instance top-K numbers and their summary by class. */
export interface MinimalK {
  /** `[n]`; 0 where no K does, or where the instance does not count. */
  readonly k: Int32Array;
  /** Mean over the instances that have one; null where none has. */
  readonly perClassMean: PerClass;
  /** `[C]`, how many instances that count have none. */
  readonly missing: readonly number[];
}

/** So many class embeddings decide nearly every instance; only the others need a full sort. */
const FIRST_TRY = 16;

/**
 * Instance top-K number: the smallest K with S_K > LG_A (strictly). It is missing where even the best sum stays
 * below: the reference class is not the predicted one, or the bias decides. Options as for `coverage`, by default
 * the preset `paper`. Source: paper §3.3.
 */
export function minimalK(embedding: Embedding, head: Head, options: Partial<CoverageOptions> = {}): MinimalK {
  const resolved = coverageOptions('minimalK', options);
  const { reference, grouping, bar } = decisions('minimalK', embedding, head, resolved);
  const { n, H, C } = embedding;
  const few = topKSums(embedding, head, reference, Math.min(FIRST_TRY, H), resolved.units);
  const all = topKSums(embedding, head, reference, H, resolved.units);
  const k = new Int32Array(n);
  const [total, found, missing] = [0, 0, 0].map(() => new Array<number>(C).fill(0));
  for (let i = 0; i < n; i++) {
    const c = grouping[i];
    if (c < 0) continue;
    k[i] = firstAbove(few(i), bar[i]) || firstAbove(all(i), bar[i]);
    total[c] += k[i];
    if (k[i] > 0) found[c]++;
    else missing[c]++;
  }
  return { k, perClassMean: shares(total, found), missing };
}

function firstAbove(sums: Float64Array, bar: number): number {
  for (let k = 0; k < sums.length; k++) if (sums[k] > bar) return k + 1;
  return 0;
}
