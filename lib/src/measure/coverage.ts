import type { Embedding, Head } from '../embed/embeddings';
import { checkCount } from './check';
import { type CoverageOptions, coverageOptions, decisions } from './coverage-options';
import { groupSizes, meanOf, type PerClass, shares } from './per-class';
import { topKSums } from './top-k-sum';

/** Top-K coverage ratio for one K, shares 0..1; null where no instance counts. */
export interface Coverage {
  readonly K: number;
  readonly perClass: PerClass;
  /** Over all instances: the majority class dominates. */
  readonly overall: number | null;
  /** Unweighted mean of `perClass`. */
  readonly classMean: number | null;
}

/**
 * Top-K coverage ratio for each K: the share of instances with S_K > LG_A (strictly), by class and overall.
 * It need not rise with K, as class embeddings can be negative. Options default to the preset `paper`. One entry
 * a K, in the order given. Throws UserError unless 1 <= K <= H. Source: paper §5.3, Fig. 3.
 */
export function coverage(
  embedding: Embedding,
  head: Head,
  Ks: readonly number[],
  options: Partial<CoverageOptions> = {},
): Coverage[] {
  const resolved = coverageOptions('coverage', options);
  const { reference, grouping, bar } = decisions('coverage', embedding, head, resolved);
  for (const K of Ks) checkCount('coverage', 'K', K, embedding.H);
  const { n, C } = embedding;
  const sums = topKSums(embedding, head, reference, Math.max(0, ...Ks), resolved.units);
  const covered = Ks.map(() => new Int32Array(C));
  for (let i = 0; i < n; i++) {
    const c = grouping[i];
    if (c < 0) continue;
    const S = sums(i);
    for (let k = 0; k < Ks.length; k++) if (S[Ks[k] - 1] > bar[i]) covered[k][c]++;
  }
  const sizes = groupSizes(grouping, C);
  return Ks.map((K, k) => summarise(K, covered[k], sizes));
}

function summarise(K: number, covered: Int32Array, sizes: readonly number[]): Coverage {
  const perClass = shares(covered, sizes);
  const total = sizes.reduce((sum, size) => sum + size, 0);
  const overall = total === 0 ? null : covered.reduce((sum, count) => sum + count, 0) / total;
  return { K, perClass, overall, classMean: meanOf(perClass) };
}
