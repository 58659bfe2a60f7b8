import { checkPair } from '../../embed/check';
import type { Embedding } from '../../embed/embeddings';
import { defaultsOf, type Options, oneOf, resolveOptions } from '../../options';
import { classMeans } from '../class/class-means';
import { type Members, topMembers } from '../class/top-members';
import { type ClassRows, groupSizes, type PerClass } from '../per-class';
import { type FpMode, fpModes, splitTpFp, tpFpMeans } from './tp-fp';

/** Which features are compared, and what they are compared with. */
export interface FrobeniusOptions {
  readonly fpMode: FpMode;
  /** All features, or each class's ten with the largest mean over the training row. */
  readonly columns: 'all' | 'trainTop10';
  /** Training row: mean over the class's correctly predicted training instances, or over all of them. */
  readonly train: 'correct' | 'all';
}

const options: Options<FrobeniusOptions> = {
  fpMode: [fpModes, 'missed'],
  columns: [oneOf('all', 'trainTop10'), 'all'],
  train: [oneOf('correct', 'all'), 'correct'],
};

/** As the published norms were computed. */
export const frobeniusDefaults = defaultsOf(options);

/** Distances between class means, in units of fe; they grow with C, so compare models of equal C only. */
export interface Frobenius {
  /** Over the classes of which neither set is empty; null if there is none. */
  readonly tp: number | null;
  readonly fp: number | null;
  /** `[C]`, Euclidean norm of each class's row; null where a set is empty. */
  readonly rowsTp: PerClass;
  readonly rowsFp: PerClass;
  /** `[C]` each, instances behind the means: small sets inflate the norm. */
  readonly nTrain: readonly number[];
  readonly nTp: readonly number[];
  readonly nFp: readonly number[];
}

/**
 * Frobenius norms FB_TP and FB_FP of the differences between the class means of fe of the training set and those
 * of the test set's TP and FP: `[C, H]` matrices, not divided by anything. Source: paper §5.7, Fig. 10.
 */
export function frobenius(
  train: Embedding,
  test: Embedding,
  overrides: Partial<FrobeniusOptions> = {},
): Frobenius {
  checkPair('frobenius', train, test);
  const resolved = resolveOptions('frobenius', options, overrides);
  const { tp, fp } = splitTpFp(test, resolved.fpMode);
  const ofTrain = resolved.train === 'correct' ? splitTpFp(train).tp : train.labels;
  const means = classMeans(train, ofTrain);
  const features = resolved.columns === 'all' ? null : topMembers(means, 10);
  const ofTest = tpFpMeans(test, resolved.fpMode);
  const rowsTp = rowNorms(means, ofTest.tp, features);
  const rowsFp = rowNorms(means, ofTest.fp, features);
  return {
    tp: wholeNorm(rowsTp),
    fp: wholeNorm(rowsFp),
    rowsTp,
    rowsFp,
    nTrain: groupSizes(ofTrain, train.C),
    nTp: groupSizes(tp, train.C),
    nFp: groupSizes(fp, train.C),
  };
}

/** Over the features of each class, by default all. */
function rowNorms(a: ClassRows, b: ClassRows, features: Members | null): PerClass {
  return a.map((row, c) => {
    const other = b[c];
    if (!row || !other) return null;
    const chosen = features ? features[c].map(({ index }) => index) : row.keys();
    let sum = 0;
    for (const j of chosen) sum += (row[j] - other[j]) ** 2;
    return Math.sqrt(sum);
  });
}

function wholeNorm(rows: PerClass): number | null {
  const present = rows.filter((norm) => norm !== null);
  return present.length === 0 ? null : Math.hypot(...present);
}
