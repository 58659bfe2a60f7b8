import { checkClasses, checkEmbedding, checkHead } from '../../embed/check';
import type { Embedding, Head } from '../../embed/embeddings';
import { remembered } from '../../embed/remembered';
import { checkValue } from '../../options';
import { type CeUnits, ceFactors, ceUnits } from '../instance/class-embedding';
import { type ClassRows, type Grouping, groupSizes, meanRows } from '../per-class';

/**
 * Class means of the feature embeddings: muFE[c, j] = mean of fe[i, j] over the set of class c, by default all
 * instances of that true class. `[C][H]`, float64; null for an empty set. Source: paper §5.6 and §5.7, Fig. 10.
 */
export function classMeans(embedding: Embedding, grouping?: Grouping): ClassRows {
  checkEmbedding('classMeans', embedding);
  const { n, C } = embedding;
  if (grouping) {
    checkClasses('classMeans', 'grouping', grouping, n, C, 'orNone');
    return scaledMeans(embedding, null, grouping);
  }
  return copied(sharedMeans(embedding));
}

/** The means of the true classes, as {@link classMeans}: the same rows for all within the library who ask, who only read them. */
export function sharedMeans(embedding: Embedding): ClassRows {
  checkEmbedding('classMeans', embedding);
  return remembered(embedding, 'muFE', [], () => scaledMeans(embedding, null, embedding.labels));
}

/**
 * Class means of the class embeddings of the true class: muCE[c, j] = mean of fe[i, j] * W[c, j] over all
 * instances of class c. `[C][H]`, float64; null for an empty class. Source: paper §5.4, Figs. 4 and 5.
 */
export function ceMeans(embedding: Embedding, head: Head, units: CeUnits = 'raw'): ClassRows {
  checkEmbedding('ceMeans', embedding);
  checkHead('ceMeans', head, embedding);
  checkValue('ceMeans', 'units', units, ceUnits);
  return copied(sharedCeMeans(embedding, head, units));
}

/** As {@link ceMeans}, shared as {@link sharedMeans}. */
export function sharedCeMeans(embedding: Embedding, head: Head, units: CeUnits = 'raw'): ClassRows {
  checkEmbedding('ceMeans', embedding);
  checkHead('ceMeans', head, embedding);
  if (head.kind === 'linear' || units === 'raw')
    return remembered(embedding, 'muCE', [head], () => weighted(sharedMeans(embedding), head.W));
  const normed = () => {
    const { weights, scales } = ceFactors(embedding, head, units);
    return weighted(scaledMeans(embedding, scales, embedding.labels), weights);
  };
  return remembered(embedding, 'normed muCE', [head], normed);
}

function copied(rows: ClassRows): ClassRows {
  return rows.map((row) => row?.slice() ?? null);
}

function weighted(means: ClassRows, weights: ArrayLike<number>): ClassRows {
  return means.map((row, c) => {
    const all = row && new Float64Array(row.length);
    for (let j = 0; all && j < all.length; j++) all[j] = row[j] * weights[c * row.length + j];
    return all;
  });
}

function scaledMeans(embedding: Embedding, scales: Float64Array | null, grouping: Grouping): ClassRows {
  const { n, H, C, fe } = embedding;
  const sums = new Float64Array(C * H);
  for (let i = 0; i < n; i++) {
    const c = grouping[i];
    if (c < 0) continue;
    const scale = scales ? scales[i] : 1;
    const [row, sum] = [i * H, c * H];
    for (let j = 0; j < H; j++) sums[sum + j] += fe[row + j] * scale;
  }
  return meanRows(sums, groupSizes(grouping, C));
}
