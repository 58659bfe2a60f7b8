import { type Random, randomStream } from '../../data/random/random';
import { checkEmbedding, checkHead } from '../../embed/check';
import { argmaxRows, type Embedding, type Head } from '../../embed/embeddings';
import { logitsUnder } from '../../embed/head-logits';
import { concatenated } from '../../embed/select';
import { type Options, resolveOptions, whole } from '../../options';
import { membersByClass } from '../members';
import { Neighbours } from './neighbours';

/** How synthetic instances are made. */
export interface OversampleOptions {
  /** Nearest neighbours that are looked at. Default: 5 for `smote`, 10 for `eos`, as in their papers. */
  readonly neighbours: number;
  /** Default 0. */
  readonly seed: number;
}

const options = (neighbours: number): Options<OversampleOptions> => ({
  neighbours: [whole(1), neighbours],
  seed: [whole(), 0],
});

/** Two instances, between which one is made; the first is of the class. */
type Pairs = (random: Random) => readonly [base: number, partner: number];

/**
 * `train`, followed by synthetic feature embeddings, until each class that has any instance has as many as the largest
 * class. A new instance is base + r · (neighbour − base): an instance of the class, one of its nearest neighbours in
 * the class, and r uniform in [0, 1). The only instance of a class is repeated. `head` computes the new logits.
 * Source: Chawla et al., SMOTE (JAIR 16, 2002).
 */
export function smote(train: Embedding, head: Head, given: Partial<OversampleOptions> = {}): Embedding {
  check('smote', train, head);
  const { neighbours, seed } = resolveOptions('smote', options(5), given);
  const known = new Neighbours(train);
  const pairsOf = (members: Int32Array): Pairs => {
    const nearest = lazily((i) => known.nearest(i, [members], neighbours));
    return (random) => {
      const base = members[random.below(members.length)];
      return [base, oneOf(nearest(base), random) ?? base];
    };
  };
  return oversampled('smote', train, head, seed, pairsOf);
}

/**
 * Expansive over-sampling: as {@link smote}, but towards other classes. A new instance is base + r · (enemy − base),
 * where an enemy is an instance of another class among the nearest neighbours of the base. Only instances that have
 * enemies serve as a base; a class without any has its own instances repeated. Source: Dablain, Bellinger, Krawczyk,
 * Chawla, Efficient Augmentation for Imbalanced Deep Learning (ICDE 2023); the paper's reference 45.
 */
export function eos(train: Embedding, head: Head, given: Partial<OversampleOptions> = {}): Embedding {
  check('eos', train, head);
  const { neighbours, seed } = resolveOptions('eos', options(10), given);
  const known = new Neighbours(train);
  const classes = membersByClass(train.labels, train.C);
  const pairsOf = (members: Int32Array, c: number): Pairs => {
    const sets = [members, ...classes.filter((_, other) => other !== c)];
    const enemies = new Map<number, number[]>();
    for (const i of members) {
      const near = known.nearest(i, sets, neighbours).filter((k) => train.labels[k] !== c);
      if (near.length > 0) enemies.set(i, near);
    }
    const bases = enemies.size > 0 ? [...enemies.keys()] : [...members];
    return (random) => {
      const base = bases[random.below(bases.length)];
      return [base, oneOf(enemies.get(base) ?? [], random) ?? base];
    };
  };
  return oversampled('eos', train, head, seed, pairsOf);
}

function check(where: string, train: Embedding, head: Head): void {
  checkEmbedding(where, train);
  checkHead(where, head, train);
}

/**
 * Makes as many instances of each smaller class as it lacks, between the pairs drawn. Each class has a random stream of its
 * own.
 */
function oversampled(
  name: string,
  train: Embedding,
  head: Head,
  seed: number,
  pairsOf: (members: Int32Array, c: number) => Pairs,
): Embedding {
  const { H, C, fe } = train;
  const classes = membersByClass(train.labels, C);
  const largest = Math.max(...classes.map(({ length }) => length));
  const made: number[] = [];
  const labels: number[] = [];
  for (const [c, members] of classes.entries()) {
    if (members.length === 0 || members.length === largest) continue;
    const random = randomStream(seed, name, c);
    const draw = pairsOf(members, c);
    for (let m = members.length; m < largest; m++) {
      const [base, partner] = draw(random);
      const r = random.uniform();
      for (let j = 0; j < H; j++) made.push(fe[base * H + j] + r * (fe[partner * H + j] - fe[base * H + j]));
      labels.push(c);
    }
  }
  return concatenated(train, embeddingOf(Float32Array.from(made), labels, head));
}

function embeddingOf(fe: Float32Array, labels: readonly number[], head: Head): Embedding {
  const { H, C } = head;
  const n = labels.length;
  const logits = logitsUnder(head, { shape: [n, H], data: fe });
  return { n, H, C, fe, logits, labels: Int32Array.from(labels), predictions: argmaxRows(logits, C) };
}

function oneOf(list: readonly number[], random: Random): number | undefined {
  return list.length === 0 ? undefined : list[random.below(list.length)];
}

/** Each value once, when it is first asked for. */
function lazily<T>(of: (i: number) => T): (i: number) => T {
  const values = new Map<number, T>();
  return (i) => {
    const value = values.get(i) ?? of(i);
    values.set(i, value);
    return value;
  };
}
