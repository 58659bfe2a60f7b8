import { callback, checkEach, checkValue, whole } from '../options';
import { checkEmbedding } from './check';
import type { Embedding } from './embeddings';

/**
 * The instances that `keep` wants, in their order, copied: `selectInstances(test, (label, prediction) => label === 9
 * && prediction !== 9)`. The result may be empty.
 */
export function selectInstances(
  embedding: Embedding,
  keep: (label: number, prediction: number, instance: number) => boolean,
): Embedding {
  checkEmbedding('selectInstances', embedding);
  checkValue('selectInstances', 'keep', keep, callback());
  const { labels, predictions } = embedding;
  return pickInstances(
    embedding,
    Int32Array.from(labels.keys()).filter((i) => keep(labels[i], predictions[i], i)),
  );
}

/**
 * The instances at these positions, in this order, copied; a position may come twice. Throws UserError on a position that
 * is not there.
 */
export function pickInstances(embedding: Embedding, positions: ArrayLike<number>): Embedding {
  checkEmbedding('pickInstances', embedding);
  checkEach('pickInstances', 'position', positions, whole(0, embedding.n - 1));
  const rows = Int32Array.from(positions);
  const { H, C, fe, logits, labels, predictions } = embedding;
  return {
    n: rows.length,
    H,
    C,
    fe: rowsOf(fe, H, rows),
    logits: rowsOf(logits, C, rows),
    labels: rows.map((i) => labels[i]),
    predictions: rows.map((i) => predictions[i]),
  };
}

/** All instances of two embeddings by one network, one after the other. */
export function concatenated(a: Embedding, b: Embedding): Embedding {
  return {
    ...{ n: a.n + b.n, H: a.H, C: a.C },
    fe: joined(Float32Array, a.fe, b.fe),
    logits: joined(Float32Array, a.logits, b.logits),
    labels: joined(Int32Array, a.labels, b.labels),
    predictions: joined(Int32Array, a.predictions, b.predictions),
  };
}

function joined<T extends Float32Array | Int32Array>(Values: new (length: number) => T, a: T, b: T): T {
  const both = new Values(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}

function rowsOf(matrix: Float32Array, width: number, rows: Int32Array): Float32Array {
  const out = new Float32Array(rows.length * width);
  for (const [r, row] of rows.entries()) out.set(matrix.subarray(row * width, (row + 1) * width), r * width);
  return out;
}
