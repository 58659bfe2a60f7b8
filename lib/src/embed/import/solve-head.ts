import type { Head } from '../../model/head';
import type { HostTensor } from '../../model/weights';
import type { Refusal } from './arrays';

/** A pivot below this share of its variance means that a feature is a combination of others. */
const DEPENDENT = 1e-10;

/** A variance below this share of the mean square is what rounding leaves of a feature that is always the same. */
const CONSTANT = 1e-24;

/**
 * The linear head that turned `fe: [n, H]` into `logits: [n, C]`, by least squares on centred features. Features that
 * are the same in all instances leave no trace in the logits but in b: their weights are 0. Refuses features that
 * combine to one another, as their weights cannot be told apart.
 */
export function solveHead(fe: HostTensor, logits: HostTensor, refuse: Refusal): Head {
  const [n, H] = fe.shape;
  const C = logits.shape[1];
  const [feMean, logitMean] = [columnMeans(fe.data, H), columnMeans(logits.data, C)];
  const gram = crossProducts(fe.data, feMean, fe.data, feMean);
  for (let j = 0; j < H; j++) if (gram[j * H + j] <= CONSTANT * n * feMean[j] ** 2) gram[j * H + j] = 0;
  const right = crossProducts(fe.data, feMean, logits.data, logitMean);
  const solved = cholesky(gram, H);
  if (!solved)
    throw refuse(
      `logits without W, and ${n} instances that do not determine it`,
      'W of [C, H] (and b of [C])',
    );
  const W = new Float32Array(C * H);
  for (let c = 0; c < C; c++) {
    const weights = substitute(
      solved,
      Float64Array.from({ length: H }, (_, j) => right[j * C + c]),
    );
    for (let j = 0; j < H; j++) W[c * H + j] = weights[j];
  }
  const b = Float32Array.from(logitMean, (mean, c) =>
    feMean.reduce((rest, value, j) => rest - value * W[c * H + j], mean),
  );
  return { kind: 'linear', H, C, W, b };
}

function columnMeans(matrix: Float32Array, width: number): Float64Array {
  const sums = new Float64Array(width);
  for (let k = 0; k < matrix.length; k++) sums[k % width] += matrix[k];
  return sums.map((sum) => (sum * width) / matrix.length);
}

/** aᵀ b of two centred matrices of as many rows. `[widthA, widthB]`. */
function crossProducts(
  a: Float32Array,
  meanA: Float64Array,
  b: Float32Array,
  meanB: Float64Array,
): Float64Array {
  const [widthA, widthB] = [meanA.length, meanB.length];
  const product = new Float64Array(widthA * widthB);
  for (let i = 0; i < a.length / widthA; i++)
    for (let j = 0; j < widthA; j++) {
      const left = a[i * widthA + j] - meanA[j];
      if (left === 0) continue;
      for (let k = 0; k < widthB; k++) product[j * widthB + k] += left * (b[i * widthB + k] - meanB[k]);
    }
  return product;
}

/** L of L Lᵀ = `matrix: [n, n]`, with rows of 0 for constant features; null if others depend on each other. */
function cholesky(matrix: Float64Array, n: number): Float64Array | null {
  const L = new Float64Array(n * n);
  for (let r = 0; r < n; r++) {
    const variance = matrix[r * n + r];
    if (variance === 0) continue;
    for (let c = 0; c <= r; c++) {
      let rest = matrix[r * n + c];
      for (let k = 0; k < c; k++) rest -= L[r * n + k] * L[c * n + k];
      if (c < r) L[r * n + c] = L[c * n + c] === 0 ? 0 : rest / L[c * n + c];
      else if (rest <= DEPENDENT * variance) return null;
      else L[r * n + r] = Math.sqrt(rest);
    }
  }
  return L;
}

/** x of L Lᵀ x = `right`; 0 where L has no pivot. */
function substitute(L: Float64Array, right: Float64Array): Float64Array {
  const n = right.length;
  const x = right.slice();
  const divided = (value: number, r: number) => (L[r * n + r] === 0 ? 0 : value / L[r * n + r]);
  for (let r = 0; r < n; r++) {
    for (let k = 0; k < r; k++) x[r] -= L[r * n + k] * x[k];
    x[r] = divided(x[r], r);
  }
  for (let r = n - 1; r >= 0; r--) {
    for (let k = r + 1; k < n; k++) x[r] -= L[k * n + r] * x[k];
    x[r] = divided(x[r], r);
  }
  return x;
}
