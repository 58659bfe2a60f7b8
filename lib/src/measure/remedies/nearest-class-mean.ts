import { checkPair } from '../../embed/check';
import type { Embedding } from '../../embed/embeddings';
import { remembered } from '../../embed/remembered';
import { rowProducts } from '../../embed/row-products';
import { classMeans } from '../class/class-means';
import type { ClassRows } from '../per-class';

/**
 * The class whose training mean of fe is the nearest to each test instance, by Euclidean distance; the lowest class on
 * ties. `[n]`; -1 where no class has training instances. Source: Kang et al., Decoupling Representation and Classifier
 * (ICLR 2020).
 */
export function nearestClassMean(train: Embedding, test: Embedding): Int32Array {
  checkPair('nearestClassMean', train, test);
  return remembered(test, 'nearest mean', [train], () => nearestOf(classMeans(train), test)).slice();
}

/**
 * Of |x|² - 2 x · μ + |μ|² alone those that rounding cannot tell from the least are looked at again, feature by feature.
 */
function nearestOf(means: ClassRows, { n, H, fe }: Embedding): Int32Array {
  const classes = [...means.keys()].filter((c) => means[c] !== null);
  const rows = new Float64Array(classes.length * H);
  for (const [r, c] of classes.entries()) rows.set(means[c]!, r * H);
  const squares = classes.map((c) => sumOfSquares(means[c]!, 0, H));
  const longest = squares.reduce((most, square) => Math.max(most, square), 0);
  const nearest = new Int32Array(n).fill(-1);
  rowProducts(fe, rows, H, (i, scores) => {
    let lowest = Number.POSITIVE_INFINITY;
    for (let r = 0; r < scores.length; r++) {
      scores[r] = squares[r] - 2 * scores[r];
      if (scores[r] < lowest) lowest = scores[r];
    }
    const bound = lowest + ROUNDING * H * (sumOfSquares(fe, i * H, H) + longest);
    let least = Number.POSITIVE_INFINITY;
    for (let r = 0; r < scores.length; r++) {
      if (scores[r] > bound) continue;
      const distance = squaredDistance(fe, i * H, means[classes[r]]!, least);
      if (distance < least) [nearest[i], least] = [classes[r], distance];
    }
  });
  return nearest;
}

/** More than rounding can take from or add to a sum of products, over the number of them and their size. */
const ROUNDING = 8 * Number.EPSILON;

function sumOfSquares(values: Float32Array | Float64Array, start: number, count: number): number {
  let sum = 0;
  for (let j = start; j < start + count; j++) sum += values[j] * values[j];
  return sum;
}

/** Features between two looks at the sum. */
const STRIDE = 16;

/** Or, as soon as it exceeds `least`, some number above that. */
function squaredDistance(fe: Float32Array, start: number, mean: Float64Array, least: number): number {
  let sum = 0;
  for (let j = 0; j < mean.length; ) {
    const end = Math.min(mean.length, j + STRIDE);
    for (; j < end; j++) {
      const difference = fe[start + j] - mean[j];
      sum += difference * difference;
    }
    if (sum > least) return sum;
  }
  return sum;
}
