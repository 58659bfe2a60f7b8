import { CholeskyDecomposition, Matrix } from 'ml-matrix';
import type { Refusal } from '../../data/files/arrays';
import type { Head } from '../../model/head';
import type { HostTensor } from '../../model/weights';

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
  const weights = solve(gram, right, H, C);
  if (!weights)
    throw refuse(
      `logits without W, and ${n} instances that do not determine it`,
      'W of [C, H] (and b of [C])',
    );
  const W = Float32Array.from({ length: C * H }, (_, k) => weights[k % H][Math.floor(k / H)]);
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

/**
 * X of `gram: [H, H]` X = `right: [H, C]`, by ml-matrix's Cholesky decomposition, with rows of 0 for constant features;
 * null if others depend on each other. Features are scaled to variance 1 first, so that a pivot is a share of its variance.
 */
function solve(gram: Float64Array, right: Float64Array, H: number, C: number): number[][] | null {
  const spread = Float64Array.from({ length: H }, (_, j) => Math.sqrt(gram[j * H + j]));
  const varying = [...spread.keys()].filter((j) => spread[j] > 0);
  const weights = Array.from({ length: H }, () => new Array<number>(C).fill(0));
  if (varying.length === 0) return weights;
  const correlations = varying.map((j) =>
    varying.map((k) => (j === k ? 1 : gram[j * H + k] / (spread[j] * spread[k]))),
  );
  const decomposition = new CholeskyDecomposition(correlations);
  const pivots = decomposition.lowerTriangularMatrix.diagonal().map((pivot) => pivot ** 2);
  if (!decomposition.isPositiveDefinite() || pivots.some((pivot) => !(pivot > DEPENDENT))) return null;
  const scaled = new Matrix(
    varying.map((j) => Array.from(right.subarray(j * C, (j + 1) * C), (x) => x / spread[j])),
  );
  for (const [r, row] of decomposition.solve(scaled).to2DArray().entries()) {
    weights[varying[r]] = row.map((value) => value / spread[varying[r]]);
  }
  return weights;
}
