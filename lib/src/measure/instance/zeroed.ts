import { checkEmbedding, checkHead } from '../../embed/check';
import { argmax, type Embedding, type Head } from '../../embed/embeddings';
import { UserError } from '../../errors';
import { transposed } from '../transposed';
import { ceFactors, scaleOf } from './class-embedding';

/**
 * What the network predicts once `features` are 0 in every instance: the class of the largest of the logits less the
 * features' ce. `[n]`, the lowest class on ties; rounding decides where a cosine head has no feature left. Throws
 * UserError on features that do not exist.
 */
export function predictionsWithout(
  embedding: Embedding,
  head: Head,
  features: readonly number[],
): Int32Array {
  checkEmbedding('predictionsWithout', embedding);
  checkHead('predictionsWithout', head, embedding);
  checkFeatures(features, embedding.H);
  const { n, C, logits } = embedding;
  const factors = zeroingFactors(embedding, head);
  const z = new Float64Array(C);
  const predictions = new Int32Array(n);
  for (let i = 0; i < n; i++) {
    z.set(logits.subarray(i * C, (i + 1) * C));
    for (const j of new Set(features)) zeroFeature(z, embedding, factors, i, j);
    predictions[i] = argmax(z);
  }
  return predictions;
}

/** What a feature adds to the logits: its fe times `columns[j, c]` times `scales[i]`. `columns: [H, C]`, `scales: [n]` or null for 1. */
export interface ZeroingFactors {
  readonly columns: Float64Array;
  readonly scales: Float64Array | null;
}

/**
 * The factors whose ce are taken off the logits. A cosine head divides all logits of an instance by the length of its
 * fe; with features zero that is shorter, but for all classes alike, so that the old one gives the same prediction.
 */
export function zeroingFactors(embedding: Embedding, head: Head): ZeroingFactors {
  const { weights, scales } = ceFactors(embedding, head, 'normed');
  return { columns: transposed(weights, head.H), scales };
}

/** Takes feature j of instance i out of its logits `z: [C]`. */
export function zeroFeature(
  z: Float64Array,
  { H, fe }: Embedding,
  factors: ZeroingFactors,
  i: number,
  j: number,
): void {
  const { columns } = factors;
  const value = fe[i * H + j] * scaleOf(factors, i);
  const column = j * z.length;
  for (let c = 0; c < z.length; c++) z[c] -= value * columns[column + c];
}

function checkFeatures(features: readonly number[], H: number): void {
  const wrong = features.find((j) => !Number.isInteger(j) || j < 0 || j >= H);
  if (wrong === undefined) return;
  throw new UserError({
    where: 'predictionsWithout',
    given: `feature ${wrong}`,
    expected: `whole numbers from 0 to ${H - 1}`,
    remedy: 'Name features by their index.',
  });
}
