import { checkEmbedding } from '../../embed/check';
import type { Embedding } from '../../embed/embeddings';
import { remembered } from '../../embed/remembered';
import { checkValue, oneOf } from '../../options';
import { classMeans } from '../class/class-means';
import type { ClassRows, Grouping } from '../per-class';

/**
 * What a class's "false positives" are: `missed`, its own instances that were predicted as another class (the
 * paper's meaning, elsewhere called false negatives), or `predictedAs`, instances of other classes that were
 * predicted as this one (the usual meaning).
 */
export type FpMode = 'missed' | 'predictedAs';

export const fpModes = oneOf<FpMode>('missed', 'predictedAs');

/** Correctly and wrongly predicted instances, each grouped by class. */
export interface TpFp {
  readonly tp: Grouping;
  readonly fp: Grouping;
}

/** Class means of fe over TP and FP. `[C][H]` each; null for an empty set. */
export function tpFpMeans(embedding: Embedding, fpMode: FpMode): Readonly<Record<'tp' | 'fp', ClassRows>> {
  const { tp, fp } = splitTpFp(embedding, fpMode);
  return remembered(embedding, 'muFE of TP and FP', [fpMode], () => ({
    tp: classMeans(embedding, tp),
    fp: classMeans(embedding, fp),
  }));
}

/** The sets TP_c and FP_c of every class, as groupings. Source: paper §5.7. */
export function splitTpFp(embedding: Embedding, fpMode: FpMode = 'missed'): TpFp {
  checkEmbedding('splitTpFp', embedding);
  checkValue('splitTpFp', 'fpMode', fpMode, fpModes);
  const { labels, predictions } = embedding;
  const ofFp = fpMode === 'missed' ? labels : predictions;
  return {
    tp: labels.map((y, i) => (y === predictions[i] ? y : -1)),
    fp: ofFp.map((c, i) => (labels[i] === predictions[i] ? -1 : c)),
  };
}
