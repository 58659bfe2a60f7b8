import { checkEmbeddings } from '../../embed/check';
import type { Embedding, Embeddings, Head } from '../../embed/embeddings';
import { checkValue, type Options, resolveOptions, whole } from '../../options';
import { classMeans } from '../class/class-means';
import { groupSizes } from '../per-class';
import { eos, smote } from './oversample';
import { retrainedLayer } from './retrained-layer';

/** Remedies that leave the extractor as it is, in rising order of what they ask for. */
const REMEDIES = [
  'none',
  'logitAdjustment',
  'tauNormalisation',
  'nearestClassMean',
  'classBalanced',
  'smote',
  'eos',
] as const;

/** The name of a remedy. */
export type Remedy = (typeof REMEDIES)[number];

/** Options of the three remedies that draw at random: class-balanced retraining, SMOTE and EOS. */
export interface RemedyOptions {
  /** Default 0. */
  readonly seed: number;
}

const known: Options<RemedyOptions> = { seed: [whole(), 0] };

/** A logit below that of any class with training images. */
const NEVER = -1e30;

/**
 * The classification layer of each remedy that leaves the feature extractor as it is: the network's own; logit
 * adjustment, which subtracts ln of the classes' training shares from the bias; W with rows of length 1 and without
 * bias; the nearest training class mean, written as a linear layer; and a layer retrained on the imbalanced features,
 * either with classes drawn evenly or with synthetic instances by {@link smote} or {@link eos}. The remedies that
 * learn from training instances never predict a class without any. Throws UserError without any training instance.
 * Sources: as for {@link remedies}.
 */
export function remedyHeads(
  embeddings: Embeddings,
  options: Partial<RemedyOptions> = {},
): Readonly<Record<Remedy, Head>> {
  checkEmbeddings('remedyHeads', embeddings);
  const { train, head } = embeddings;
  checkValue('remedyHeads', 'instances in train', train.n, whole(1));
  const { seed } = resolveOptions('remedyHeads', known, options);
  return {
    none: head,
    logitAdjustment: adjustedHead(head, groupSizes(train.labels, train.C)),
    tauNormalisation: normalisedHead(head),
    nearestClassMean: nearestMeanHead(train),
    ...retrainedHeads(embeddings, seed),
  };
}

/** Those of the heads that are trained. */
export function retrainedHeads(
  { train, head }: Embeddings,
  seed: number,
): Readonly<Record<'classBalanced' | 'smote' | 'eos', Head>> {
  const retrained = (set: Embedding) => retrainedLayer('remedyHeads', set, { seed });
  return {
    classBalanced: retrainedLayer('remedyHeads', train, { seed, sampling: 'classBalanced' }),
    smote: retrained(smote(train, head, { seed })),
    eos: retrained(eos(train, head, { seed })),
  };
}

function adjustedHead(head: Head, counts: readonly number[]): Head {
  const n = counts.reduce((sum, count) => sum + count, 0);
  const lift = counts.map((count) => (count === 0 ? NEVER : -Math.log(count / n)));
  return { ...head, b: Float32Array.from(lift, (value, c) => value + (head.b?.[c] ?? 0)) };
}

function normalisedHead({ H, C, W }: Head): Head {
  const lengths = Array.from({ length: C }, (_, c) => Math.hypot(...W.subarray(c * H, (c + 1) * H)));
  return { kind: 'linear', H, C, W: W.map((w, k) => w / (lengths[Math.floor(k / H)] || 1)), b: null };
}

/** -|fe - mean|² / 2 less what is the same for all classes: fe · mean - |mean|² / 2. */
function nearestMeanHead(train: Embedding): Head {
  const { H, C } = train;
  const [W, b] = [new Float32Array(C * H), new Float32Array(C).fill(NEVER)];
  for (const [c, mean] of classMeans(train).entries()) {
    if (!mean) continue;
    W.set(mean, c * H);
    b[c] = -mean.reduce((sum, value) => sum + value * value, 0) / 2;
  }
  return { kind: 'linear', H, C, W, b };
}
