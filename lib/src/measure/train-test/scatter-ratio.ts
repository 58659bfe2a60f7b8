import { Matrix, SingularValueDecomposition } from 'ml-matrix';
import type { Embedding } from '../../embed/embeddings';
import { rowProducts } from '../../embed/row-products';
import { transposed } from '../transposed';
import { inverseFactor } from './inverse-factor';

/** Singular values below this share of the largest are what rounding leaves of 0. */
const NEGLIGIBLE = 1e-10;

/**
 * tr(Σ_W Σ_B⁺) / C. Σ_B = MᵀM / C for the centred class means M, and with TᵀT = (MᵀM)⁺ only the part of Σ_W along each row t
 * of T counts: the sum over them of the mean over the classes of the variance of fe · t. `means, M: [C, H]`, of the classes
 * with instances, whose places among them `places` tells by class; null where all means are one.
 */
export function scatterRatio(
  { n, H, fe, labels }: Embedding,
  places: Int32Array,
  means: Float64Array,
  M: Float64Array,
): number | null {
  const T = pseudoInverseRoot(M, H);
  if (T.length === 0) return null;
  const C = means.length / H;
  const [centres, sizes, squares] = [new Array<Float64Array>(C), new Float64Array(C), new Float64Array(C)];
  const part = isLower(T, H) ? 'lower' : 'all';
  const toCentre = (c: number, along: Float64Array) => {
    centres[c] = along.slice();
  };
  const toSquares = (i: number, along: Float64Array) => {
    const c = places[labels[i]];
    sizes[c]++;
    squares[c] += squaredDistance(along, centres[c]);
  };
  rowProducts(means, T, H, toCentre, { part });
  rowProducts(fe, T, H, toSquares, { n, part });
  return squares.reduce((sum, square, c) => sum + square / sizes[c], 0) / C;
}

/** Whether each row r of T is 0 behind place r. */
function isLower(T: Float64Array, H: number): boolean {
  return T.every((value, k) => value === 0 || k % H <= Math.floor(k / H));
}

function squaredDistance(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let k = 0; k < a.length; k++) sum += (a[k] - b[k]) * (a[k] - b[k]);
  return sum;
}

/**
 * T with TᵀT = (MᵀM)⁺, `[rows, H]`, without the rows that are 0. It comes from the Cholesky factor L of the smaller Gram matrix
 * where that is exact enough: T = L⁻¹ of MᵀM, or T = (MMᵀ)⁺ M. The mean of M's rows is 0, so MMᵀ is singular in that direction:
 * adding the same number to all its entries cures that, and changes nothing in (MMᵀ)⁺ M. Otherwise T comes from the singular
 * vectors.
 */
function pseudoInverseRoot(M: Float64Array, H: number): Float64Array {
  const C = M.length / H;
  const across = transposed(M, H);
  if (C > H) return inverseFactor(gramOf(across, C), H) ?? singularRoot(M, H);
  const gram = gramOf(M, H);
  const length = trace(gram, C) / C / C;
  const root = inverseFactor(
    gram.map((value) => value + length),
    C,
  );
  if (!root) return singularRoot(M, H);
  const inverse = transposed(root, C);
  return products(products(inverse, inverse, C), across, C);
}

/** v / s of each right singular vector v whose singular value s is not negligible. */
function singularRoot(M: Float64Array, H: number): Float64Array {
  const { diagonal, rightSingularVectors } = new SingularValueDecomposition(
    Matrix.from1DArray(M.length / H, H, M as unknown as number[]),
    { autoTranspose: true },
  );
  const least = NEGLIGIBLE * Math.max(...diagonal);
  const axes = [...diagonal.keys()].filter((k) => diagonal[k] > least);
  return Float64Array.from(
    axes.flatMap((k) => rightSingularVectors.getColumn(k).map((value) => value / diagonal[k])),
  );
}

/** A Bᵀ, `[a, b]` of `[a, width]` and `[b, width]`. */
function products(A: Float64Array, B: Float64Array, width: number): Float64Array {
  const columns = B.length / width;
  const all = new Float64Array((A.length / width) * columns);
  rowProducts(A, B, width, (i, row) => all.set(row, i * columns));
  return all;
}

/** A Aᵀ, `[a, a]` of `[a, width]`; as it is symmetric, computed in its lower triangle. */
function gramOf(A: Float64Array, width: number): Float64Array {
  const a = A.length / width;
  const all = new Float64Array(a * a);
  const enter = (i: number, row: Float64Array) => {
    for (let k = 0; k <= i; k++) all[k * a + i] = all[i * a + k] = row[k];
  };
  rowProducts(A, A, width, enter, { part: 'toOwn' });
  return all;
}

function trace(A: Float64Array, m: number): number {
  let sum = 0;
  for (let i = 0; i < m; i++) sum += A[i * m + i];
  return sum;
}
