import { expect, it } from 'vitest';
import { embeddingFrom } from '../../../../test/random-embeddings';
import { randomStream } from '../../data/random/random';
import type { Embedding, Head } from '../../embed/embeddings';
import { ceMeans } from './class-means';
import { sufficientFeatures } from './sufficient-features';
import { topMembers } from './top-members';

const [C, H, N] = [3, 70, 60];
const random = randomStream(0, 'sufficient');
const W = Float32Array.from({ length: C * H }, () => 1 + random.normal());
const b = Float32Array.of(6, 0, -6);
const labels = Int32Array.from({ length: N }, (_, i) => i % C);
const fe = Float32Array.from({ length: N * H }, (_, k) =>
  Math.max(0, 0.5 * W[labels[Math.floor(k / H)] * H + (k % H)] + random.normal()),
);

/** By the definition: for each number of features, how many of a class's correct instances they suffice for. */
function plainly({ logits, predictions }: Embedding, head: Head, share: number): (number | null)[] {
  const order = topMembers(ceMeans(embeddingFrom(head, fe, labels), head), H);
  return Array.from({ length: C }, (_, c) => {
    const rows = [...labels.keys()].filter((i) => labels[i] === c && predictions[i] === c);
    const enough = (m: number) => {
      const sum = (i: number) =>
        order[c].slice(0, m).reduce((all, { index }) => all + fe[i * H + index] * W[c * H + index], 0);
      const bar = (i: number) => Math.max(...[0, 1, 2].filter((k) => k !== c).map((k) => logits[i * C + k]));
      return rows.filter((i) => sum(i) > bar(i)).length >= share * rows.length;
    };
    return rows.length === 0 ? null : (order[c].map((_, m) => m + 1).find(enough) ?? null);
  });
}

it.each([0.2, 0.6, 0.9, 1])('agrees with a plain count for a share of %d', (share) => {
  const head: Head = { kind: 'linear', H, C, W, b };
  const embedding = embeddingFrom(head, fe, labels);
  const found = sufficientFeatures(embedding, head, { share });
  expect(found).toEqual(plainly(embedding, head, share));
});
