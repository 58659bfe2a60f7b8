import { checkEmbeddings } from '../../embed/check';
import type { Embedding, Embeddings } from '../../embed/embeddings';
import { rowProducts } from '../../embed/row-products';
import { sharedMeans } from '../class/class-means';
import { meanOf } from '../per-class';
import { nearestClassMean } from '../remedies/nearest-class-mean';
import { scatterRatio } from './scatter-ratio';

/**
 * The measures of neural collapse, each 0 for a network that has collapsed completely. Null where a measure is
 * undefined: fewer than two classes with training instances, or class means that are all the same. Source: Papyan, Han
 * and Donoho, PNAS 117 (2020).
 */
export interface NeuralCollapse {
  /** NC1: scatter within classes against that between them, tr(Σ_W Σ_B⁺) / C. */
  readonly nc1: number | null;
  /** NC2: spread of the lengths of the centred class means, standard deviation over mean. */
  readonly nc2EquinormFeatures: number | null;
  /** Mean over the pairs of classes of |cos + 1 / (C - 1)| between the centred class means. */
  readonly nc2EquiangularFeatures: number | null;
  /** NC2 of the rows of W. For the angles they are centred on their mean, for the lengths they are not. */
  readonly nc2EquinormWeights: number | null;
  readonly nc2EquiangularWeights: number | null;
  /** NC3: distance of W and the centred class means, each divided by its Frobenius norm. */
  readonly nc3: number | null;
  /** NC4: share of test instances whose nearest training class mean is not the predicted class. */
  readonly nc4: number | null;
}

/**
 * Neural collapse of the training features and the classification layer. All classes with training instances have the
 * same weight; classes without any are left out.
 */
export function neuralCollapse(embeddings: Embeddings): NeuralCollapse {
  checkEmbeddings('neuralCollapse', embeddings);
  const { train, test, head } = embeddings;
  const all = sharedMeans(train);
  const present = [...all.keys()].filter((c) => all[c] !== null);
  const places = Int32Array.from(all, (_, c) => present.indexOf(c));
  const means = rowsOf(present.map((c) => all[c]!));
  const W = rowsOf(present.map((c) => head.W.subarray(c * head.H, (c + 1) * head.H)));
  const M = centred(means);
  return {
    nc1: present.length < 2 ? null : scatterRatio(train, places, means.values, M.values),
    nc2EquinormFeatures: equinorm(M),
    nc2EquiangularFeatures: equiangular(M),
    nc2EquinormWeights: equinorm(W),
    nc2EquiangularWeights: equiangular(centred(W)),
    nc3: selfDuality(W, M),
    nc4: test.n === 0 || present.length === 0 ? null : disagreement(nearestClassMean(train, test), test),
  };
}

/** A row a class, one after another. */
interface Rows {
  readonly values: Float64Array;
  readonly rows: readonly Float64Array[];
  readonly H: number;
}

function rowsOf(given: readonly ArrayLike<number>[]): Rows {
  const H = given[0]?.length ?? 0;
  const values = new Float64Array(given.length * H);
  for (const [c, row] of given.entries()) values.set(row, c * H);
  return { values, H, rows: given.map((_, c) => values.subarray(c * H, (c + 1) * H)) };
}

/** Rows less their mean. */
function centred({ rows, H }: Rows): Rows {
  const middle = new Float64Array(H);
  for (const row of rows) for (let j = 0; j < H; j++) middle[j] += row[j];
  for (let j = 0; j < H; j++) middle[j] /= rows.length;
  const less = rowsOf(rows);
  for (const row of less.rows) for (let j = 0; j < H; j++) row[j] -= middle[j];
  return less;
}

function equinorm({ rows }: Rows): number | null {
  const lengths = rows.map(lengthOf);
  const mean = meanOf(lengths);
  if (rows.length < 2 || mean === null || mean === 0) return null;
  return Math.sqrt(meanOf(lengths.map((length) => (length - mean) ** 2))!) / mean;
}

function equiangular({ values, rows, H }: Rows): number | null {
  const wanted = -1 / (rows.length - 1);
  const lengths = Float64Array.from(rows, lengthOf);
  if (rows.length < 2 || lengths.includes(0)) return null;
  const sums = new Float64Array(rows.length);
  const add = (c: number, products: Float64Array) => {
    for (let d = 0; d < c; d++) sums[c] += Math.abs(products[d] / (lengths[c] * lengths[d]) - wanted);
  };
  rowProducts(values, values, H, add, { part: 'toOwn' });
  return sums.reduce((sum, ofRow) => sum + ofRow, 0) / ((rows.length * (rows.length - 1)) / 2);
}

function selfDuality(W: Rows, M: Rows): number | null {
  const [ofW, ofM] = [frobeniusNorm(W), frobeniusNorm(M)];
  if (W.rows.length < 2 || ofW === 0 || ofM === 0) return null;
  return frobeniusNorm(
    rowsOf(W.rows.map((row, c) => row.map((value, j) => value / ofW - M.rows[c][j] / ofM))),
  );
}

/** Row by row: rounding adds up over a row and the rows, not over all numbers. */
function frobeniusNorm({ rows }: Rows): number {
  return lengthOf(Float64Array.from(rows, lengthOf));
}

/** Euclidean. Squares of means of singles neither overflow in doubles nor vanish. */
function lengthOf(values: Float64Array): number {
  let square = 0;
  for (let k = 0; k < values.length; k++) square += values[k] * values[k];
  return Math.sqrt(square);
}

function disagreement(nearest: Int32Array, { n, predictions }: Embedding): number {
  return nearest.filter((c, i) => c !== predictions[i]).length / n;
}
