import type { Embedding } from '../../embed/embeddings';
import type { PerClass } from '../per-class';
import { instanceTopK, topKRatio } from './class-top-k';
import { fallingOrder } from './falling-order';

/**
 * How many features it takes until each instance of a class is hit: with the features in the order of their class
 * top-K ratio, the smallest n such that every instance has at least one of its K largest fe among the first n
 * features. Null for an empty class.
 */
export function hitFeatures(embedding: Embedding, K = 7): PerClass {
  const instances = instanceTopK(embedding, K);
  const { n, H, C, labels } = embedding;
  const places = topKRatio(instances, labels, C, H).map((ratio) => ratio && placesOf(fallingOrder(ratio)));
  const needed = new Array<number | null>(C).fill(null);
  for (let i = 0; i < n; i++) {
    const c = labels[i];
    let first = H;
    for (let k = i * K; k < (i + 1) * K; k++) first = Math.min(first, places[c]![instances.index[k]]);
    needed[c] = Math.max(needed[c] ?? 0, first + 1);
  }
  return needed;
}

function placesOf(order: Int32Array): Int32Array {
  const places = new Int32Array(order.length);
  for (let place = 0; place < order.length; place++) places[order[place]] = place;
  return places;
}
