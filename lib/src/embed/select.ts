import type { Embedding } from './embeddings';

/**
 * The instances that `keep` wants, in their order, copied: `selectInstances(test, (label, prediction) => label === 9 &&
 * prediction !== 9)`. May be empty.
 */
export function selectInstances(
  embedding: Embedding,
  keep: (label: number, prediction: number, instance: number) => boolean,
): Embedding {
  const { H, C, fe, logits, labels, predictions } = embedding;
  const kept = Int32Array.from([...labels.keys()].filter((i) => keep(labels[i], predictions[i], i)));
  return {
    n: kept.length,
    H,
    C,
    fe: rowsOf(fe, H, kept),
    logits: rowsOf(logits, C, kept),
    labels: kept.map((i) => labels[i]),
    predictions: kept.map((i) => predictions[i]),
  };
}

function rowsOf(matrix: Float32Array, width: number, rows: Int32Array): Float32Array {
  const out = new Float32Array(rows.length * width);
  for (const [r, row] of rows.entries()) out.set(matrix.subarray(row * width, (row + 1) * width), r * width);
  return out;
}
