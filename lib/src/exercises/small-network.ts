import { argmaxRows, type Embedding, type Head } from '../embed/embeddings';
import { logitsUnder } from '../embed/head-logits';
import { recall } from '../measure/class/recall';
import type { PerClass } from '../measure/per-class';

/** A linear head from its rows; without a bias it is 0. `W: [C][H]`, `b: [C]`. */
export function linearHead(W: readonly (readonly number[])[], b?: readonly number[]): Head {
  const bias = b ?? W.map(() => 0);
  return {
    kind: 'linear',
    H: W[0].length,
    C: W.length,
    W: Float32Array.from(W.flat()),
    b: Float32Array.from(bias),
  };
}

/** An embedding from its rows; with logits under `head`, predictions by them. `fe: [n][H]`, `labels: [n]`. */
export function embeddingOf(
  fe: readonly (readonly number[])[],
  labels: readonly number[],
  head: Head,
): Embedding {
  const { H, C } = head;
  const flat = Float32Array.from(fe.flat());
  const logits = logitsUnder(head, { data: flat, shape: [fe.length, H] });
  const predictions = argmaxRows(logits, C);
  return { n: fe.length, H, C, fe: flat, logits, labels: Int32Array.from(labels), predictions };
}

/** An embedding of which only labels and predictions are known. `[n]` each. */
export function predictedAs(labels: readonly number[], predictions: readonly number[], C: number): Embedding {
  const n = labels.length;
  return {
    n,
    H: 1,
    C,
    fe: new Float32Array(n),
    logits: new Float32Array(n * C),
    labels: Int32Array.from(labels),
    predictions: Int32Array.from(predictions),
  };
}

/** Labels and predictions of the instances of `C` classes, as an exercise gives them. */
export type Predicted = [labels: number[], predictions: number[], C: number];

/** Of each class's instances, the share predicted as the class. `[C]`. */
export function recallOf(...[labels, predictions, C]: Predicted): PerClass {
  return recall(predictedAs(labels, predictions, C));
}

/** Of the instances predicted as each class, the share that is of the class. `[C]`. */
export function precisionOf(...[labels, predictions, C]: Predicted): PerClass {
  return recallOf(predictions, labels, C);
}

/** A sure network that is told its ce: under rows of ones fe is ce, and all logits of an instance are its adversary's. */
export function withAdversaries(ce: number[][], adversary: number[], labels: number[], C: number) {
  const head = linearHead(Array.from({ length: C }, () => ce[0].map(() => 1)));
  const logits = Float32Array.from(adversary.flatMap((logit) => new Array<number>(C).fill(logit)));
  const predictions = new Int32Array(ce.length);
  return { head, embedding: { ...embeddingOf(ce, labels, head), logits, predictions } };
}
