import { Matrix, SingularValueDecomposition } from 'ml-matrix';
import { checkEmbeddings } from '../../embed/check';
import type { Embedding, Embeddings, Head } from '../../embed/embeddings';
import { rowProducts } from '../../embed/row-products';
import { classMeans } from '../class/class-means';
import { meanOf } from '../per-class';
import { nearestClassMean } from '../remedies/nearest-class-mean';

/**
 * How far a network has collapsed, each 0 for a network that has wholly; null where it has no meaning (fewer than two
 * classes with training instances, means that all are one). Source: Papyan, Han and Donoho, PNAS 117 (2020).
 */
export interface NeuralCollapse {
  /** NC1: scatter within classes against that between them, tr(Σ_W Σ_B⁺) / C. */
  readonly nc1: number | null;
  /** NC2: spread of the lengths of the centred class means, standard deviation over mean. */
  readonly nc2EquinormFeatures: number | null;
  /** Mean over the pairs of classes of |cos + 1 / (C - 1)| between the centred class means. */
  readonly nc2EquiangularFeatures: number | null;
  /** The same of the rows of W, centred on their mean for the angles alone. */
  readonly nc2EquinormWeights: number | null;
  readonly nc2EquiangularWeights: number | null;
  /** NC3: distance of W and the centred class means, each divided by its Frobenius norm. */
  readonly nc3: number | null;
  /** NC4: share of test instances whose nearest training class mean is not the predicted class. */
  readonly nc4: number | null;
}

/** Singular values below this share of the largest are what rounding leaves of 0. */
const NEGLIGIBLE = 1e-10;

/** So many axes are projected on in one pass over the features. */
const AT_ONCE = 8;

type Rows = readonly (readonly number[])[];

/** Neural collapse of the training features and the layer; classes weigh alike, those without training instances not. */
export function neuralCollapse(embeddings: Embeddings): NeuralCollapse {
  checkEmbeddings('neuralCollapse', embeddings);
  const { train, test, head } = embeddings;
  const means = classMeans(train);
  const present = [...means.keys()].filter((c) => means[c] !== null);
  const M = centred(present.map((c) => Array.from(means[c]!)));
  const W = present.map((c) => rowOf(head, c));
  return {
    nc1: scatterRatio(train, present, M),
    nc2EquinormFeatures: equinorm(M),
    nc2EquiangularFeatures: equiangular(M),
    nc2EquinormWeights: equinorm(W),
    nc2EquiangularWeights: equiangular(centred(W)),
    nc3: selfDuality(W, M),
    nc4: test.n === 0 || present.length === 0 ? null : disagreement(nearestClassMean(train, test), test),
  };
}

function rowOf({ W, H }: Head, c: number): number[] {
  return Array.from(W.subarray(c * H, (c + 1) * H));
}

/** Rows less their mean. */
function centred(rows: Rows): Rows {
  const middle = (rows[0] ?? []).map((_, j) => rows.reduce((sum, row) => sum + row[j], 0) / rows.length);
  return rows.map((row) => row.map((value, j) => value - middle[j]));
}

/**
 * With M = U S Vᵀ the pseudo-inverse of Σ_B = MᵀM / C is C V S⁻² Vᵀ: of Σ_W only its part along each v_k counts, the mean
 * over the classes of the variance of fe · v_k. `M: [classes][H]`.
 */
function scatterRatio({ n, C, fe, labels }: Embedding, present: readonly number[], M: Rows): number | null {
  if (present.length < 2) return null;
  const { diagonal, rightSingularVectors } = new SingularValueDecomposition(new Matrix(M as number[][]), {
    autoTranspose: true,
  });
  const least = NEGLIGIBLE * Math.max(...diagonal);
  const axes = [...diagonal.keys()].filter((k) => diagonal[k] > least);
  if (axes.length === 0) return null;
  let ratio = 0;
  for (let first = 0; first < axes.length; first += AT_ONCE) {
    const some = axes.slice(first, first + AT_ONCE);
    const along = Float64Array.from(some.flatMap((k) => rightSingularVectors.getColumn(k)));
    const projected = some.map(() => new Float64Array(n));
    const products = new Float64Array(some.length);
    for (let i = 0; i < n; i++) {
      rowProducts(fe, i, along, products);
      for (let k = 0; k < some.length; k++) projected[k][i] = products[k];
    }
    for (const [k, axis] of some.entries())
      ratio += meanOf(variances(projected[k], labels, C))! / diagonal[axis] ** 2;
  }
  return ratio;
}

/** Variance of the values of each class, over its n; null for an empty class. `[C]`. */
function variances(values: Float64Array, labels: Int32Array, C: number): (number | null)[] {
  const [sizes, sums, squares] = [0, 0, 0].map(() => new Float64Array(C));
  for (let i = 0; i < values.length; i++) {
    sizes[labels[i]]++;
    sums[labels[i]] += values[i];
  }
  for (let i = 0; i < values.length; i++) {
    const c = labels[i];
    squares[c] += (values[i] - sums[c] / sizes[c]) ** 2;
  }
  return Array.from(sizes, (size, c) => (size === 0 ? null : squares[c] / size));
}

function equinorm(rows: Rows): number | null {
  const lengths = rows.map((row) => Math.hypot(...row));
  const mean = meanOf(lengths);
  if (rows.length < 2 || mean === null || mean === 0) return null;
  return Math.sqrt(meanOf(lengths.map((length) => (length - mean) ** 2))!) / mean;
}

function equiangular(rows: Rows): number | null {
  const wanted = -1 / (rows.length - 1);
  const lengths = rows.map((row) => Math.hypot(...row));
  if (rows.length < 2 || lengths.includes(0)) return null;
  const pairs = rows.flatMap((a, c) =>
    rows.slice(0, c).map((b, d) => Math.abs(dot(a, b) / (lengths[c] * lengths[d]) - wanted)),
  );
  return meanOf(pairs);
}

function selfDuality(W: Rows, M: Rows): number | null {
  const [ofW, ofM] = [frobeniusNorm(W), frobeniusNorm(M)];
  if (W.length < 2 || ofW === 0 || ofM === 0) return null;
  return frobeniusNorm(W.map((row, c) => row.map((value, j) => value / ofW - M[c][j] / ofM)));
}

/** Row by row: a call takes so many arguments and no more. */
function frobeniusNorm(rows: Rows): number {
  return Math.hypot(...rows.map((row) => Math.hypot(...row)));
}

function disagreement(nearest: Int32Array, { n, predictions }: Embedding): number {
  return nearest.filter((c, i) => c !== predictions[i]).length / n;
}

function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let j = 0; j < a.length; j++) sum += a[j] * b[j];
  return sum;
}
