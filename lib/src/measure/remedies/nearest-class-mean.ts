import { checkPair } from '../../embed/check';
import type { Embedding } from '../../embed/embeddings';
import { remembered } from '../../embed/remembered';
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

function nearestOf(means: ClassRows, { n, H, fe, predictions }: Embedding): Int32Array {
  return Int32Array.from({ length: n }, (_, i) => {
    // Begins with a class that is likely to be near: of most others the first features are enough to tell.
    const likely = predictions[i];
    let [nearest, least] = [-1, Number.POSITIVE_INFINITY];
    for (let k = -1; k < means.length; k++) {
      const c = k < 0 ? likely : k;
      const mean = means[c];
      if (!mean || k === likely) continue;
      const distance = squaredDistance(fe, i * H, mean, least);
      if (distance < least || (distance === least && c < nearest)) [nearest, least] = [c, distance];
    }
    return nearest;
  });
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
