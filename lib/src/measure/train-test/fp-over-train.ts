import { checkPair } from '../../embed/check';
import type { Embedding } from '../../embed/embeddings';
import { sharedMeans } from '../class/class-means';
import { topMembers } from '../class/top-members';
import type { ClassRows, PerClass } from '../per-class';
import { type FpMode, tpFpMeans } from './tp-fp';

/** Test means as fractions of the training mean, at the feature that is largest in training. */
export interface TestOverTrain {
  /** `[C]`, muFE of the test set's TP over that of the training set; null for an empty set. */
  readonly tp: PerClass;
  /** `[C]`, the same for FP. */
  readonly fp: PerClass;
  /** `[C]`, the feature of each class. */
  readonly feature: PerClass;
}

/**
 * How much of each class's strongest feature is left in the test set. The strongest feature is the one with the
 * largest muFE over all training instances of the class; the value is its muFE over the test set's TP (or FP), divided
 * by that of training: 1 = as large as in training. Null for an empty set, and where the training mean is 0. Source:
 * paper §5.7, Fig. 10.
 */
export function fpOverTrain(train: Embedding, test: Embedding, fpMode: FpMode = 'missed'): TestOverTrain {
  checkPair('fpOverTrain', train, test);
  const { tp, fp } = tpFpMeans(test, fpMode);
  const means = sharedMeans(train);
  const feature = topMembers(means, 1).map((ranked) => ranked[0]?.index ?? null);
  const ratios = (ofTest: ClassRows) =>
    feature.map((j, c) => {
      const [whole, part] = [means[c], ofTest[c]];
      return j === null || !whole || !part || whole[j] === 0 ? null : part[j] / whole[j];
    });
  return { tp: ratios(tp), fp: ratios(fp), feature };
}
