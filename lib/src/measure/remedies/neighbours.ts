import type { Embedding } from '../../embed/embeddings';
import { classMeans } from '../class/class-means';

/** A bound counts as exceeded only beyond this factor, as rounding may have moved it. */
const SLACK = 1 + 1e-9;

/** The nearest neighbours of instances, by the Euclidean distance of fe; exact. */
export class Neighbours {
  /** Distance of each instance to each class mean, 0 for a class without one. `[n, C]`. */
  private readonly toMeans: Float64Array;

  constructor(private readonly embedding: Embedding) {
    const { n, H, C, fe } = embedding;
    this.toMeans = new Float64Array(n * C);
    for (const [c, mean] of classMeans(embedding).entries()) {
      if (!mean) continue;
      for (let i = 0; i < n; i++) {
        let sum = 0;
        for (let j = 0; j < H; j++) sum += (fe[i * H + j] - mean[j]) ** 2;
        this.toMeans[i * C + c] = Math.sqrt(sum);
      }
    }
  }

  /**
   * The K instances of these sets that are the nearest to instance i, itself not among them: the nearest first, of
   * equals the lower index; all where there are no more. Fastest with the set first that holds the most of them.
   */
  nearest(i: number, sets: readonly Int32Array[], K: number): number[] {
    const indices: number[] = [];
    const distances: number[] = [];
    for (const set of sets)
      for (const other of set) {
        if (other === i) continue;
        const farthest = distances.length < K ? Number.POSITIVE_INFINITY : distances[K - 1];
        if (this.leastSquare(i, other) > farthest * SLACK) continue;
        const distance = this.square(i, other);
        if (distance <= farthest) insert(indices, distances, other, distance, K);
      }
    return indices;
  }

  /** Lower bound of two instances' squared distance: by the triangle inequality, from their distances to one class mean. */
  private leastSquare(i: number, other: number): number {
    const { C, labels } = this.embedding;
    const c = labels[other];
    return (this.toMeans[i * C + c] - this.toMeans[other * C + c]) ** 2;
  }

  private square(a: number, b: number): number {
    const { fe, H } = this.embedding;
    let sum = 0;
    for (let j = 0; j < H; j++) {
      const difference = fe[a * H + j] - fe[b * H + j];
      sum += difference * difference;
    }
    return sum;
  }
}

/** Puts one into its place among the K nearest so far. */
function insert(indices: number[], distances: number[], index: number, distance: number, K: number): void {
  let at = distances.length;
  while (
    at > 0 &&
    (distances[at - 1] > distance || (distances[at - 1] === distance && indices[at - 1] > index))
  )
    at--;
  distances.splice(at, 0, distance);
  indices.splice(at, 0, index);
  distances.length = Math.min(K, distances.length);
  indices.length = distances.length;
}
