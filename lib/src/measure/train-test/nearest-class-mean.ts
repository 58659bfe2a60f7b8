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
  return test.predictions.map((_, i) => {
    let [nearest, least] = [-1, Number.POSITIVE_INFINITY];
    for (const [c, mean] of means.entries()) {
      if (!mean) continue;
      let distance = 0;
      for (let j = 0; j < H; j++) distance += (fe[i * H + j] - mean[j]) ** 2;
      if (distance < least) [nearest, least] = [c, distance];
    }
    return nearest;
  });
}
