import { checkEach, type Options, oneOf, resolveOptions, text, whole } from '../options';
import { checkEmbedding, checkHead } from './check';
import type { Embedding, Head } from './embeddings';

/**
 * Columns of a table with one row for each instance, for `aq.table` or `new dfd.DataFrame`: its number, its true and
 * its predicted class (index and name) and whether they agree. Each column is `[n]`.
 */
export function instanceColumns(embedding: Embedding, classNames: readonly string[]) {
  checkEmbedding('instanceColumns', embedding);
  checkEach('instanceColumns', 'name', classNames, text);
  const { n, labels, predictions } = embedding;
  return {
    instance: Int32Array.from({ length: n }, (_, i) => i),
    label: labels,
    class: Array.from(labels, (label) => classNames[label]),
    prediction: predictions,
    predicted: Array.from(predictions, (prediction) => classNames[prediction]),
    correct: Array.from(labels, (label, i) => label === predictions[i]),
  };
}

/** What `featureColumns` may be told. */
export interface FeatureColumnsOptions {
  /** Only the instances of this class. Default: all. */
  readonly label?: number | undefined;
  /** Whose weights make ce: the true or the predicted class's. Default: true. */
  readonly row?: 'true' | 'pred' | undefined;
}

/**
 * Columns of a table with one row for each instance and feature: the feature's magnitude `fe`, and its part `ce = fe ·
 * W[c, j]` of the logit of class c, the instance's true or predicted class. If a class is given, only its instances
 * are included. Each column is `[instances · H]`. Source: paper §3.3.
 */
export function featureColumns(embedding: Embedding, head: Head, of: FeatureColumnsOptions = {}) {
  checkEmbedding('featureColumns', embedding);
  checkHead('featureColumns', head, embedding);
  const { H, C, fe, labels, predictions } = embedding;
  const known: Options<FeatureColumnsOptions> = {
    label: [whole(0, C - 1), undefined],
    row: [oneOf('true', 'pred'), 'true'],
  };
  const { label, row } = resolveOptions('featureColumns', known, of);
  const rowOf = row === 'pred' ? predictions : labels;
  const instances = [...labels.keys()].filter((i) => label === undefined || labels[i] === label);
  const length = instances.length * H;
  const at = (pick: (i: number, j: number) => number) => (_: unknown, k: number) =>
    pick(instances[Math.floor(k / H)], k % H);
  return {
    instance: Int32Array.from(
      { length },
      at((i) => i),
    ),
    label: Int32Array.from(
      { length },
      at((i) => labels[i]),
    ),
    feature: Int32Array.from(
      { length },
      at((_, j) => j),
    ),
    fe: Float32Array.from(
      { length },
      at((i, j) => fe[i * H + j]),
    ),
    ce: Float32Array.from(
      { length },
      at((i, j) => fe[i * H + j] * head.W[rowOf[i] * H + j]),
    ),
  };
}
