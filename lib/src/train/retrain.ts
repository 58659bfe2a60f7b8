import { checkPair } from '../embed/check';
import { argmaxRows, type Embedding, type Head } from '../embed/embeddings';
import { balancedAccuracy } from '../measure/class/recall';
import { type RetrainOptions, retrainedLayer } from '../measure/remedies/retrained-layer';
import { checkValue, whole } from '../options';

export type { RetrainOptions } from '../measure/remedies/retrained-layer';

/** A retrained classifier. */
export interface Retrained {
  /** Test BAC after each epoch, 0..1. */
  readonly bac: readonly number[];
  /** The best of them, which the paper reports; `last` is the honest one: the best is chosen on the test set. */
  readonly best: number;
  readonly last: number;
  /** The layer after the last epoch. */
  readonly head: Head;
}

/**
 * RQ1: a new linear layer with bias, trained by cross-entropy on fixed feature embeddings: those of the *balanced*
 * training set under the extractor of the imbalanced run, whatever loss that run had. Throws UserError on sets of
 * different H or C, empty sets and wrong options. Source: paper §5.1, Table 1.
 */
export function retrainClassifier(
  train: Embedding,
  test: Embedding,
  options: RetrainOptions = {},
): Retrained {
  checkPair('retrainClassifier', train, test);
  checkValue('retrainClassifier', 'instances in test', test.n, whole(1));
  const bac: number[] = [];
  const head = retrainedLayer('retrainClassifier', train, options, (layer) => {
    bac.push(balancedAccuracy({ ...test, predictions: argmaxRows(layer.logits(test), train.C) }) ?? 0);
  });
  return { bac, best: Math.max(...bac), last: bac[bac.length - 1], head };
}
