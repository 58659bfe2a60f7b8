import { argmaxRows, type Embedding, type Embeddings, type Head } from '../lib/src/embed/embeddings';
import golden from './data/golden.json';

/** A head whose logits are the features themselves: the largest feature is the prediction. */
export function readingHead(C: number): Head {
  const rows = Array.from({ length: C }, (_, c) => Array.from({ length: C }, (_, j) => Number(j === c)));
  return headFrom(rows, new Array(C).fill(0));
}

/** A head from its rows. `W: [C][H]`; `b: [C]`, null for a cosine head. */
export function headFrom(W: readonly (readonly number[])[], b: readonly number[] | null = null): Head {
  return {
    kind: b ? 'linear' : 'cosine',
    H: W[0].length,
    C: W.length,
    W: Float32Array.from(W.flat()),
    b: b ? Float32Array.from(b) : null,
  };
}

/** The embedding of feature rows under a head, logits and predictions included. `fe: [n][H]`, `labels: [n]`. */
export function embeddingOf(
  head: Head,
  fe: readonly (readonly number[])[],
  labels: readonly number[],
): Embedding {
  const { H, C } = head;
  const logits = Float32Array.from(
    fe.flatMap((row) => Array.from({ length: C }, (_, c) => logit(head, row, c))),
  );
  return {
    n: fe.length,
    H,
    C,
    fe: Float32Array.from(fe.flat()),
    logits,
    labels: Int32Array.from(labels),
    predictions: argmaxRows(logits, C),
  };
}

function logit({ kind, H, W, b }: Head, row: readonly number[], c: number): number {
  const weights = W.subarray(c * H, (c + 1) * H);
  const dot = row.reduce((sum, value, j) => sum + value * weights[j], 0);
  return kind === 'linear' ? dot + (b?.[c] ?? 0) : dot / (Math.hypot(...row) * Math.hypot(...weights));
}

/** The toy network of the golden vectors: 10 training and 9 test instances, H = 6, C = 3. */
export function toyEmbeddings(): Embeddings {
  const { W, b, feTrain, yTrain, feTest, yTest } = golden.toy;
  const head = headFrom(W, b);
  return {
    head,
    train: embeddingOf(head, feTrain, yTrain),
    test: embeddingOf(head, feTest, yTest),
    classNames: ['zero', 'one', 'two'],
  };
}
