import { checkPair } from '../../embed/check';
import type { Embedding } from '../../embed/embeddings';
import { remembered } from '../../embed/remembered';
import { sharedMeans } from '../class/class-means';
import type { ClassRows } from '../per-class';
import { largestScores } from './largest-score';

/**
 * The class whose training mean of fe is the nearest to each test instance, by Euclidean distance; the lowest class on
 * ties. `[n]`; -1 where no class has training instances. Source: Kang et al., Decoupling Representation and Classifier
 * (ICLR 2020).
 */
export function nearestClassMean(train: Embedding, test: Embedding): Int32Array {
  checkPair('nearestClassMean', train, test);
  return remembered(test, 'nearest mean', [train], () => nearestOf(sharedMeans(train), test)).slice();
}

/** The nearest μ has the largest x · μ - |μ|² / 2. */
function nearestOf(means: ClassRows, { n, H, fe }: Embedding): Int32Array {
  const classes = [...means.keys()].filter((c) => means[c] !== null);
  if (classes.length === 0) return new Int32Array(n).fill(-1);
  const rows = new Float64Array(classes.length * H);
  for (const [r, c] of classes.entries()) rows.set(means[c]!, r * H);
  const halfSquare = (mean: Float64Array) => mean.reduce((sum, value) => sum + value * value, 0) / 2;
  const offsets = Float64Array.from(classes, (c) => -halfSquare(means[c]!));
  const exact = (i: number, r: number, most: number) =>
    -squaredDistance(fe, i * H, means[classes[r]]!, -most);
  return largestScores({ x: fe, H, rows, offsets, exact }).map((r) => classes[r]);
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
