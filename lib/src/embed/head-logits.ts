import type { Head } from '../model/head';
import type { HostTensor } from '../model/weights';
import { rowProducts } from './row-products';

/** Shortest length that a vector is divided by, so that a vector of zeros has the cosine 0. Source: PyTorch's `normalize`. */
const SHORTEST = 1e-12;

/**
 * Logits of feature embeddings under a head, without any backend: fe Wᵀ + b, or cosines. `fe: [n, H]`, result
 * `[rows, C]` for the first `rows` instances.
 */
export function logitsUnder({ kind, W, b, C, H }: Head, fe: HostTensor, rows = fe.shape[0]): Float32Array {
  const logits = new Float32Array(rows * C);
  const cosine = kind === 'cosine';
  const classLengths = Array.from({ length: C }, (_, c) => (cosine ? length(W, c, H) : 1));
  const ofRow = (i: number, sums: Float64Array) => {
    const own = cosine ? length(fe.data, i, H) : 1;
    for (let c = 0; c < C; c++) logits[i * C + c] = sums[c] / (own * classLengths[c]) + (b?.[c] ?? 0);
  };
  rowProducts(fe.data, W, H, ofRow, { n: rows });
  return logits;
}

/** Length of a row of `matrix: [rows, width]`, 1e-12 at least. */
export function length(matrix: Float32Array | Float64Array, row: number, width: number): number {
  let square = 0;
  for (let k = row * width; k < (row + 1) * width; k++) square += matrix[k] * matrix[k];
  return Math.max(Math.sqrt(square), SHORTEST);
}
