import { randomStream } from '../../data/random/random';
import { checkEmbedding, checkHead } from '../../embed/check';
import type { Embedding, Head } from '../../embed/embeddings';
import { UserError } from '../../errors';
import { checkEach, listOf, number, type Options, record, resolveOptions, whole } from '../../options';
import { type ZeroingFactors, zeroFeature, zeroingFactors } from '../instance/zeroed';
import { groupSizes, maxOf, meanOf, minOf, type PerClass, shares } from '../per-class';
import type { Member, Members } from './top-members';

/** Controls of an ablation. */
export interface AblationOptions {
  /** Random sets of features. Default 20. */
  readonly draws: number;
  /** Default 0. */
  readonly seed: number;
}

/** The most draws that are allowed. */
const MOST_DRAWS = 1e5;

const known: Options<AblationOptions> = { draws: [whole(1, MOST_DRAWS), 20], seed: [whole(), 0] };

/** Recalls of each class over several ablations, 0..1. */
export interface RecallRange {
  readonly mean: PerClass;
  readonly low: PerClass;
  readonly high: PerClass;
}

/** Recalls of each class with K features set to 0, 0..1; null for a class without instances. */
export interface Ablation {
  readonly K: number;
  /** With nothing zero. */
  readonly before: PerClass;
  /** With the class's own K first features zero; null also where it has none. */
  readonly after: PerClass;
  /** before − after. */
  readonly drop: PerClass;
  /** Control: K random features of all, the same for every class. */
  readonly random: RecallRange;
  /** Control: the K first features of another class, over the other classes. */
  readonly others: RecallRange;
}

/**
 * Ablation at test time: the K first features of each class's ranking are set to 0, and the head decides anew. Does the
 * class's recall fall, and by more than with other features? `ranked: [C][at least K]`, say the features of
 * `topMembers(ceMeans(train, head))`. One entry a K, in the order given. Throws UserError unless 1 <= K < H.
 */
export function ablate(
  embedding: Embedding,
  head: Head,
  ranked: Members,
  Ks: readonly number[],
  options: Partial<AblationOptions> = {},
): Ablation[] {
  checkEmbedding('ablate', embedding);
  checkHead('ablate', head, embedding);
  const { draws, seed } = resolveOptions('ablate', known, options);
  checkEach('ablate', 'K', Ks, whole(1, embedding.H - 1));
  const most = Math.max(0, ...Ks);
  checkRanked(ranked, most, embedding);
  const factors = zeroingFactors(embedding, head);
  const recalls = (order: Int32Array) => recallsAlong(() => order, most, embedding, factors);
  const own = ranked.map((members) =>
    members.length === 0 ? null : recalls(Int32Array.from(members, ({ index }) => index)),
  );
  const random = Array.from({ length: draws }, (_, draw) =>
    recalls(randomStream(seed, 'ablate', draw).permutation(embedding.H)),
  );
  return Ks.map((K) => atK(K, own, random));
}

/**
 * What the K first features of each class are to its own recall: {@link ablate} without controls, and each instance once
 * instead of once a class.
 */
export function ablateOwn(
  embedding: Embedding,
  head: Head,
  ranked: Members,
  K: number,
): Omit<Ablation, 'random' | 'others'> {
  const factors = zeroingFactors(embedding, head);
  const orders = ranked.map((members) => Int32Array.from(members.slice(0, K), ({ index }) => index));
  const recalls = recallsAlong((label) => orders[label], K, embedding, factors);
  const [before, after] = [
    recalls[0],
    recalls[K].map((recall, c) => (ranked[c].length === 0 ? null : recall)),
  ];
  return { K, before, after, drop: before.map((recall, c) => difference(recall, after[c])) };
}

/** Recalls with nothing and with the first 1, 2, ... features of its label's order zero. `[most + 1][C]`. */
function recallsAlong(
  orderOf: (label: number) => Int32Array,
  most: number,
  embedding: Embedding,
  factors: ZeroingFactors,
): PerClass[] {
  const { n, C, logits, labels } = embedding;
  const hits = Array.from({ length: most + 1 }, () => new Int32Array(C));
  const z = new Float64Array(C);
  for (let i = 0; i < n; i++) {
    z.set(logits.subarray(i * C, (i + 1) * C));
    const label = labels[i];
    const order = orderOf(label);
    if (isFirst(z, label)) hits[0][label]++;
    for (let k = 0; k < Math.min(most, order.length); k++) {
      zeroFeature(z, embedding, factors, i, order[k]);
      if (isFirst(z, label)) hits[k + 1][label]++;
    }
  }
  const sizes = groupSizes(labels, C);
  return hits.map((counts) => shares(counts, sizes));
}

/** Whether the largest of `z: [C]` is that of a class, the lowest on ties; known as soon as another class is before it. */
function isFirst(z: Float64Array, label: number): boolean {
  const own = z[label];
  for (let c = 0; c < label; c++) if (z[c] >= own) return false;
  for (let c = label + 1; c < z.length; c++) if (z[c] > own) return false;
  return true;
}

function atK(
  K: number,
  own: readonly (readonly PerClass[] | null)[],
  random: readonly (readonly PerClass[])[],
): Ablation {
  const before = random[0][0];
  const after = before.map((_, c) => own[c]?.[K][c] ?? null);
  const byOthers = (c: number) => own.flatMap((recalls, o) => (recalls && o !== c ? [recalls[K][c]] : []));
  return {
    K,
    before,
    after,
    drop: before.map((recall, c) => difference(recall, after[c])),
    random: ranges(before.map((_, c) => random.map((recalls) => recalls[K][c]))),
    others: ranges(before.map((_, c) => byOthers(c))),
  };
}

function difference(a: number | null, b: number | null): number | null {
  return a === null || b === null ? null : a - b;
}

/** Mean, least and greatest of each class's recalls. */
function ranges(recalls: readonly PerClass[]): RecallRange {
  return {
    mean: recalls.map(meanOf),
    low: recalls.map(minOf),
    high: recalls.map(maxOf),
  };
}

function checkRanked(ranked: Members, most: number, { C, H }: Embedding): void {
  const refuse = (given: string, expected: string) => {
    const remedy = 'Rank the features with topMembers(ceMeans(train, head), H).';
    throw new UserError({ where: 'ablate', given, expected, remedy });
  };
  checkEach('ablate', 'ranked', ranked, listOf(record<Member>({ index: whole(0, H - 1), value: number() })));
  if (ranked.length !== C)
    refuse(`features ranked for ${ranked.length} classes`, `${C}, as in the embedding`);
  const short = ranked.findIndex(({ length }) => length > 0 && length < most);
  if (short >= 0) refuse(`${ranked[short].length} ranked features of class ${short}`, `at least K = ${most}`);
}
