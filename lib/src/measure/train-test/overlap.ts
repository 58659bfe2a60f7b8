import { checkEmbeddings } from '../../embed/check';
import type { Embedding, Embeddings } from '../../embed/embeddings';
import { checkValue, defaultsOf, type Options, oneOf, resolveOptions, whole } from '../../options';
import { type InstanceTopK, instanceTopK, instanceTopKCe, topKRatio } from '../class/class-top-k';
import { type Members, topMembers } from '../class/top-members';
import { type Grouping, groupSizes, meanOf, type PerClass } from '../per-class';
import { type FpMode, fpModes, splitTpFp } from './tp-fp';

/** Which class row gives an instance's class embedding, and what counts as a false positive. */
export interface OverlapOptions {
  readonly fpMode: FpMode;
  /** Row of a training instance; default its true class. */
  readonly trainRow: 'true' | 'pred';
  /** Row of a test instance; default its predicted class, so for FP that of the mistaken class. */
  readonly testRow: 'true' | 'pred';
}

const options: Options<OverlapOptions> = {
  fpMode: [fpModes, 'missed'],
  trainRow: [oneOf('true', 'pred'), 'true'],
  testRow: [oneOf('true', 'pred'), 'pred'],
};

/** As the published overlaps were computed. */
export const overlapDefaults = defaultsOf(options);

/** Shares 0..1 of common features, for fe and ce, TP and FP. */
export interface Overlap {
  /** Mean over the classes whose set is not empty; null if all are empty. */
  readonly feTp: number | null;
  readonly ceTp: number | null;
  readonly feFp: number | null;
  readonly ceFp: number | null;
  /** `[C]` each; null for an empty set. */
  readonly perClass: Readonly<Record<'feTp' | 'ceTp' | 'feFp' | 'ceFp', PerClass>>;
  /** `[C]`, test instances in each set. */
  readonly nTp: readonly number[];
  readonly nFp: readonly number[];
}

/**
 * How far training and test agree on a class's most frequent features. In each set the n features are taken that are
 * most often among an instance's K largest; the overlap is the share of them that the training set and the test set's
 * TP (or FP) have in common. Source: paper §5.7.
 */
export function overlap(
  embeddings: Embeddings,
  overrides: Partial<OverlapOptions> = {},
  K = 7,
  n = 10,
): Overlap {
  checkEmbeddings('overlap', embeddings);
  const { train, test, head } = embeddings;
  checkValue('overlap', 'n', n, whole(1, train.H));
  const { fpMode, trainRow, testRow } = resolveOptions('overlap', options, overrides);
  const { tp, fp } = splitTpFp(test, fpMode);
  const most = (embedding: Embedding, instances: InstanceTopK, grouping: Grouping) =>
    topMembers(topKRatio(instances, grouping, embedding.C, embedding.H), n);
  const feTrain = most(train, instanceTopK(train, K), train.labels);
  const ceTrain = most(train, instanceTopKCe(train, head, rows(train, trainRow), K), train.labels);
  const feTest = instanceTopK(test, K);
  const ceTest = instanceTopKCe(test, head, rows(test, testRow), K);
  return summarise(test.C, tp, fp, {
    feTp: inCommon(feTrain, most(test, feTest, tp)),
    ceTp: inCommon(ceTrain, most(test, ceTest, tp)),
    feFp: inCommon(feTrain, most(test, feTest, fp)),
    ceFp: inCommon(ceTrain, most(test, ceTest, fp)),
  });
}

function rows({ labels, predictions }: Embedding, row: 'true' | 'pred'): Int32Array {
  return row === 'true' ? labels : predictions;
}

function inCommon(a: Members, b: Members): PerClass {
  return a.map((features, c) => {
    if (features.length === 0 || b[c].length === 0) return null;
    const others = new Set(b[c].map((member) => member.index));
    return features.filter((member) => others.has(member.index)).length / features.length;
  });
}

function summarise(C: number, tp: Grouping, fp: Grouping, perClass: Overlap['perClass']): Overlap {
  return {
    feTp: meanOf(perClass.feTp),
    ceTp: meanOf(perClass.ceTp),
    feFp: meanOf(perClass.feFp),
    ceFp: meanOf(perClass.ceFp),
    perClass,
    nTp: groupSizes(tp, C),
    nFp: groupSizes(fp, C),
  };
}
