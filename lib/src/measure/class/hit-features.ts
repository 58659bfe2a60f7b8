import type { Embedding } from '../../embed/embeddings';
import type { PerClass } from '../per-class';
import { instanceTopK, topKRatio } from './class-top-k';
import { type Member, topMembers } from './top-members';

/**
 * How many features it takes until each instance of a class is hit: with the features in the order of their class
 * top-K ratio, the smallest n such that every instance has at least one of its K largest fe among the first n
 * features. Null for an empty class.
 */
export function hitFeatures(embedding: Embedding, K = 7): PerClass {
  const instances = instanceTopK(embedding, K);
  const { n, H, C, labels } = embedding;
  const rank = topMembers(topKRatio(instances, labels, C, H), H).map(placeOfFeature);
  const needed = new Array<number | null>(C).fill(null);
  for (let i = 0; i < n; i++) {
    const c = labels[i];
    let first = H;
    for (let k = i * K; k < (i + 1) * K; k++) first = Math.min(first, rank[c][instances.index[k]]);
    needed[c] = Math.max(needed[c] ?? 0, first + 1);
  }
  return needed;
}

function placeOfFeature(members: readonly Member[]): Int32Array {
  const places = new Int32Array(members.length);
  for (const [place, { index }] of members.entries()) places[index] = place;
  return places;
}
