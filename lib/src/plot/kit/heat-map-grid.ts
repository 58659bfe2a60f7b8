import type { Embedding, Embeddings } from '../../embed/embeddings';
import { ceMeans } from '../../measure/class/class-means';
import { type ExampleOptions, exampleInstances } from '../../measure/instance/example-instances';
import { groupSizes } from '../../measure/per-class';
import type { Given } from '../../options';
import { className, short } from './words';

/** What the cells of a heat map hold, and of which instances. */
export interface HeatMapRows extends Given<ExampleOptions> {
  /** The value of a cell: `fe`, or `ce`, read with the row of the true class. Default: `fe`. */
  quantity?: 'fe' | 'ce';
  /** Training or test images. Default: `test`. */
  set?: 'train' | 'test';
}

/** One network's heat map of a class. */
export interface HeatMapGrid {
  /** `truck (n = 50)`. */
  name: string;
  /** `z: [rows][H]`, three significant digits; a row of nulls parts the recognised from the missed. */
  z: (number | null)[][];
  /** Names of the rows and columns, no two alike. */
  instances: string[];
  features: string[];
  recognised: number;
  missed: number;
}

/** The features of each class by falling mean ce over its training set, `[C][H]`. */
export function byMeanCe({ train, head }: Embeddings): number[][] {
  const falling = (row: Float64Array) => (a: number, b: number) => row[b] - row[a] || a - b;
  return ceMeans(train, head).map((row) => {
    const means = row ?? new Float64Array(train.H);
    return Array.from(means.keys()).sort(falling(means));
  });
}

/** The instances of class c as rows of fe or ce, the features in the given order. */
export function heatMapGrid(
  model: Embeddings,
  c: number,
  order: readonly number[],
  options: HeatMapRows,
): HeatMapGrid {
  const { head, classNames, train } = model;
  const embedding = model[options.set ?? 'test'];
  const { H, fe } = embedding;
  const factor = (j: number) => (options.quantity === 'ce' ? head.W[c * H + j] : 1);
  const row = (i: number) => order.map((j) => Number((fe[i * H + j] * factor(j)).toPrecision(3)));
  const { recognised, missed } = exampleInstances(embedding, c, {
    recognised: options.recognised,
    missed: options.missed,
  });
  const gap = recognised.length > 0 && missed.length > 0 ? [null] : [];
  const rows = [...recognised, ...gap, ...missed];
  return {
    name: className({ classNames, counts: Array.from(groupSizes(train.labels, train.C)) }, c),
    z: rows.map((i) => (i === null ? order.map(() => null) : row(i))),
    instances: rows.map((i) => (i === null ? '' : instanceName(embedding, classNames, c, i))),
    features: order.map((j) => `feature ${j}`),
    ...{ recognised: recognised.length, missed: missed.length },
  };
}

function instanceName(
  { C, logits, predictions }: Embedding,
  classNames: readonly string[],
  c: number,
  i: number,
): string {
  const taken = predictions[i] === c ? 'recognised' : `taken for ${classNames[predictions[i]]}`;
  return `image ${i}, ${taken}, logit ${short(logits[i * C + c])}`;
}
