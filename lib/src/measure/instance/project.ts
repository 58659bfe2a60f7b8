import { PCA } from 'ml-pca';
import { UMAP } from 'umap-js';
import { randomStream } from '../../data/random/random';
import { checkEmbeddings } from '../../embed/check';
import type { Embedding, Embeddings } from '../../embed/embeddings';
import { type Options, oneOf, resolveOptions, whole } from '../../options';
import { membersByClass } from '../members';

/** How `project` maps the H features to a plane. */
export interface ProjectionOptions {
  /**
   * `pca`: the two directions of largest variance; distances far apart are kept, and it is instant. `umap`: neighbours
   * stay neighbours, distances between groups say nothing; takes seconds. Default: `pca`.
   */
  readonly method: 'pca' | 'umap';
  /** Instances of each class and set at most, chosen at random. Default: 75. */
  readonly perClass: number;
  /** Of that choice, and of UMAP. Default: 0. */
  readonly seed: number;
}

const options: Options<ProjectionOptions> = {
  method: [oneOf('pca', 'umap'), 'pca'],
  perClass: [whole(1), 75],
  seed: [whole(), 0],
};

/** Instances as points of the plane. */
export interface ProjectedPoints {
  /** Rows of the embedding. `instance: [points]`. */
  readonly instance: Int32Array;
  readonly labels: Int32Array;
  readonly predictions: Int32Array;
  /** Places on the plane. `x: [points]`, `y: [points]`. */
  readonly x: Float64Array;
  readonly y: Float64Array;
}

/** Training and test instances on one plane. */
export interface Projection {
  readonly method: 'pca' | 'umap';
  readonly train: ProjectedPoints;
  readonly test: ProjectedPoints;
  /** Shares of the variance along the two axes, 0..1; null for UMAP. */
  readonly explained: readonly [number, number] | null;
}

/**
 * Feature embeddings of training and test instances on one plane, each class with as many points: PCA by `ml-pca`, UMAP
 * (15 neighbours) by `umap-js`. The same options give the same points.
 */
export function project(embeddings: Embeddings, overrides: Partial<ProjectionOptions> = {}): Projection {
  checkEmbeddings('project', embeddings);
  const { train, test } = embeddings;
  const { method, perClass, seed } = resolveOptions('project', options, overrides);
  const ofTrain = chosen(train, perClass, seed, 'train');
  const ofTest = chosen(test, perClass, seed, 'test');
  const rows = [...rowsOf(train, ofTrain), ...rowsOf(test, ofTest)];
  const { places, explained } = method === 'umap' ? byUmap(rows, seed) : byPca(rows);
  return {
    method,
    explained,
    train: points(train, ofTrain, places.slice(0, ofTrain.length)),
    test: points(test, ofTest, places.slice(ofTrain.length)),
  };
}

function chosen(embedding: Embedding, perClass: number, seed: number, set: string): Int32Array {
  const random = randomStream(seed, 'project', set);
  const rows = membersByClass(embedding.labels, embedding.C).map((members) =>
    random.shuffle(members).slice(0, perClass),
  );
  return Int32Array.from(rows.flatMap((members) => [...members]));
}

function rowsOf({ fe, H }: Embedding, instances: Int32Array): number[][] {
  return Array.from(instances, (i) => Array.from(fe.subarray(i * H, (i + 1) * H)));
}

/** Points `[rows][2]` and what they keep of the variance. */
interface Plane {
  places: number[][];
  explained: [number, number] | null;
}

function byPca(rows: number[][]): Plane {
  const pca = new PCA(rows, { method: 'covarianceMatrix' });
  // An axis may as well point the other way: the largest loading is made positive.
  const signs = pca.getLoadings().to2DArray().slice(0, 2).map(signOfLargest);
  const places = pca.predict(rows, { nComponents: 2 }).to2DArray();
  const [first, second = 0] = pca.getExplainedVariance();
  return {
    places: places.map(([x, y = 0]) => [x * signs[0], y * signs[1]]),
    explained: [first, second],
  };
}

function signOfLargest(loadings: number[]): number {
  return (
    Math.sign(loadings.reduce((most, value) => (Math.abs(value) > Math.abs(most) ? value : most), 0)) || 1
  );
}

function byUmap(rows: number[][], seed: number): Plane {
  const random = randomStream(seed, 'project', 'umap');
  const nNeighbors = Math.min(15, rows.length - 1);
  const umap = new UMAP({ nNeighbors, random: () => random.uniform() });
  return { places: umap.fit(rows), explained: null };
}

function points(
  { labels, predictions }: Embedding,
  instance: Int32Array,
  places: number[][],
): ProjectedPoints {
  return {
    instance,
    labels: instance.map((i) => labels[i]),
    predictions: instance.map((i) => predictions[i]),
    x: Float64Array.from(places, ([x]) => x),
    y: Float64Array.from(places, ([, y]) => y),
  };
}
