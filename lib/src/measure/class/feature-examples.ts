import { checkEmbeddings } from '../../embed/check';
import type { Embedding, Embeddings } from '../../embed/embeddings';
import { checkValue, type Given, type Options, resolveOptions, whole } from '../../options';
import { membersByClass } from '../members';
import { ceMeans } from './class-means';
import { topMembers } from './top-members';

/** A loud feature of a class, and the instances of the class that show best what it fires for and what not. */
export interface FeatureExamples {
  /** 0..H-1. */
  readonly feature: number;
  /** Its mean ce over the class's training instances. */
  readonly meanCe: number;
  /** Rows of the training set, largest fe first. */
  readonly loudest: Int32Array;
  /** Rows of the training set, smallest fe first. */
  readonly quietest: Int32Array;
  /** Recognised rows of the test set, largest fe first. */
  readonly recognised: Int32Array;
  /** Missed rows of the test set, which should fire it and do not: smallest fe first. */
  readonly missed: Int32Array;
}

/** How many of each. */
export interface FeatureExampleOptions {
  /** Features, the loudest first. Default: 4. */
  readonly features: number;
  /** Instances at most in each list. Default: 4. */
  readonly images: number;
}

const known: Options<FeatureExampleOptions> = { features: [whole(1), 4], images: [whole(1), 4] };

/** The features with the largest mean ce of class `label`, each with instances of the class. */
export function featureExamples(
  embeddings: Embeddings,
  label: number,
  options: Given<FeatureExampleOptions> = {},
): FeatureExamples[] {
  checkEmbeddings('featureExamples', embeddings);
  const { train, test, head } = embeddings;
  checkValue('featureExamples', 'label', label, whole(0, train.C - 1));
  const { features, images } = resolveOptions('featureExamples', known, options);
  const own = membersByClass(train.labels, train.C)[label];
  const tests = membersByClass(test.labels, test.C)[label];
  const right = tests.filter((i) => test.predictions[i] === label);
  const wrong = tests.filter((i) => test.predictions[i] !== label);
  const loud = topMembers([ceMeans(train, head)[label]], features)[0];
  return loud.map(({ index, value }) => ({
    ...{ feature: index, meanCe: value },
    loudest: extremes(train, own, index, -1).slice(0, images),
    quietest: extremes(train, own, index, 1).slice(0, images),
    recognised: extremes(test, right, index, -1).slice(0, images),
    missed: extremes(test, wrong, index, 1).slice(0, images),
  }));
}

/** The rows by the feature's fe: rising for direction 1, falling for -1; on ties the first row first. */
function extremes({ fe, H }: Embedding, rows: Int32Array, feature: number, direction: 1 | -1): Int32Array {
  return rows.slice().sort((a, b) => direction * (fe[a * H + feature] - fe[b * H + feature]) || a - b);
}
