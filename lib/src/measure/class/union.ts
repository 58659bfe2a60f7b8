import { randomStream } from '../../data/random/random';
import type { Embedding } from '../../embed/embeddings';
import { type Given, type Options, resolveOptions, whole } from '../../options';
import { membersByClass } from '../members';
import type { PerClass } from '../per-class';
import { Sampler } from '../train-test/matched-sample';
import { type InstanceTopK, instanceTopK } from './class-top-k';

/** Random subsamples of equal size: `draws` of them, of `size` instances each, drawn from `seed`. */
export interface MatchedOptions {
  /** Default 50. */
  readonly draws: number;
  /** Default 0. */
  readonly seed: number;
  /** Default: as many as the smallest class that is not empty has. */
  readonly size?: number;
}

export const matchedOptions: Options<MatchedOptions> = {
  draws: [whole(1, 1e5), 50],
  seed: [whole(), 0],
  size: [whole(1), undefined],
};

/**
 * How many features describe a class, as a union: the number of different features among the K largest fe of all its
 * instances, K..H. It grows with the number of instances. Null for an empty class. Source: paper §5.6, Fig. 9.
 */
export function unionOfTopK(embedding: Embedding, K = 7): PerClass {
  const count = featureCounter(instanceTopK(embedding, K), embedding.H);
  const classes = membersByClass(embedding.labels, embedding.C);
  return classes.map((members) => (members.length === 0 ? null : count(members)));
}

/**
 * {@link unionOfTopK} of random subsamples that have the same size for each class, as a mean over the draws: it shows
 * how diverse a class is, not how many instances it has. Null for a class with fewer than `size` instances.
 */
export function matchedUnionOfTopK(
  embedding: Embedding,
  K = 7,
  options: Given<MatchedOptions> = {},
): PerClass {
  const count = featureCounter(instanceTopK(embedding, K), embedding.H);
  const classes = membersByClass(embedding.labels, embedding.C);
  const present = classes.map((members) => members.length).filter((length) => length > 0);
  const smallest = present.length > 0 ? Math.min(...present) : 1;
  const { draws, seed, size = smallest } = resolveOptions('matchedUnionOfTopK', matchedOptions, options);
  return classes.map((members, c) => {
    if (members.length === 0 || members.length < size) return null;
    if (members.length === size) return count(members);
    const random = randomStream(seed, 'matchedUnionOfTopK', c);
    const sampler = new Sampler(members, size);
    let sum = 0;
    for (let draw = 0; draw < draws; draw++) sum += count(sampler.draw(random));
    return sum / draws;
  });
}

/** A function that counts the different features in the top K of some instances. */
function featureCounter({ K, index }: InstanceTopK, H: number): (members: Int32Array) => number {
  const lastRound = new Int32Array(H);
  let round = 0;
  return (members) => {
    round++;
    let features = 0;
    for (let m = 0; m < members.length; m++) {
      for (let at = members[m] * K; at < (members[m] + 1) * K; at++) {
        if (lastRound[index[at]] === round) continue;
        lastRound[index[at]] = round;
        features++;
      }
    }
    return features;
  };
}
