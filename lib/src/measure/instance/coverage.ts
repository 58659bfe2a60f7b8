import type { Embedding, Head } from '../../embed/embeddings';
import { checkEach, whole } from '../../options';
import { groupSizes, meanOf, type PerClass, shares } from '../per-class';
import { type CoverageOptions, coverageOptions } from './coverage-options';
import { type DecidedSpans, decidedSpans } from './decided-spans';

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
  const spans = decidedSpans('coverage', embedding, head, coverageOptions('coverage', options));
  return coverageOf(spans, Ks);
}

/** The coverage ratios that the spans amount to. */
export function coverageOf(spans: DecidedSpans, Ks: readonly number[]): Coverage[] {
  checkEach('coverage', 'K', Ks, whole(1, spans.H));
  const covered = countCovered(spans);
  const sizes = groupSizes(spans.grouping, spans.C);
  return Ks.map((K) => summarise(K, covered[K], sizes));
}

/** Instances of each class whose span contains K. `[H + 1][C]`, by K. */
function countCovered({ H, C, grouping, first, last }: DecidedSpans): Int32Array[] {
  const covered = Array.from({ length: H + 2 }, () => new Int32Array(C));
  for (let i = 0; i < grouping.length; i++) {
    if (first[i] === 0) continue;
    covered[first[i]][grouping[i]]++;
    covered[last[i] + 1][grouping[i]]--;
  }
  // So far what starts at K less what ended before; its running sum is what contains K.
  for (let K = 1; K <= H; K++) for (let c = 0; c < C; c++) covered[K][c] += covered[K - 1][c];
  return covered;
}

function summarise(K: number, covered: Int32Array, sizes: readonly number[]): Coverage {
  const perClass = shares(covered, sizes);
  const total = sizes.reduce((sum, size) => sum + size, 0);
  const overall = total === 0 ? null : covered.reduce((sum, count) => sum + count, 0) / total;
  return { K, perClass, overall, classMean: meanOf(perClass) };
}
