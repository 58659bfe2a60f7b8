import { checkPair } from '../../embed/check';
import type { Embedding } from '../../embed/embeddings';
import { classMeans } from '../class/class-means';

/**
 * The class whose training mean of fe is the nearest to each test instance, by Euclidean distance; the lowest class on
 * ties. `[n]`; -1 where no class has training instances. Source: Kang et al., Decoupling Representation and Classifier
 * (ICLR 2020).
 */
export function nearestClassMean(train: Embedding, test: Embedding): Int32Array {
  checkPair('nearestClassMean', train, test);
  const means = classMeans(train);
  const { H, fe } = test;
  const nearest = new Int32Array(test.n).fill(-1);
  const least = new Float64Array(test.n).fill(Number.POSITIVE_INFINITY);
  for (const [c, mean] of means.entries()) {
    if (!mean) continue;
    for (let i = 0; i < test.n; i++) {
      const distance = squaredDistance(fe, i * H, mean);
      if (distance < least[i]) [nearest[i], least[i]] = [c, distance];
    }
  }
  return nearest;
}

function squaredDistance(fe: Float32Array, start: number, mean: Float64Array): number {
  let sum = 0;
  for (let j = 0; j < mean.length; j++) {
    const difference = fe[start + j] - mean[j];
    sum += difference * difference;
  }
  return sum;
}
