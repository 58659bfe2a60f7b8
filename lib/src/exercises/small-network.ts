import { argmaxRows, type Embedding, type Head } from '../embed/embeddings';
import { logitsUnder } from '../embed/head-logits';

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
