import type { Random } from '../data/random/random';

/** How a batch is mixed. */
export interface Mixture {
  /** The other image of each pair, by its place in the batch. `[batch]`. */
  readonly partners: Int32Array;
  /** What each image keeps of itself, 0..1; the rest is its partner's. */
  readonly share: number;
}

/** A share from Beta(alpha, alpha), alpha > 0, and a partner for each image. Source: Zhang et al., mixup (ICLR 2018). */
export function drawMixture(batch: number, alpha: number, random: Random): Mixture {
  return { share: betaDraw(alpha, random), partners: random.permutation(batch) };
}

/** The mixed images: share · own + (1 - share) · partner's. `images: [batch, …]`; the result lies in the front of `out`. */
export function mixed(
  images: Float32Array,
  { partners, share }: Mixture,
  out: Float32Array = new Float32Array(images.length),
): Float32Array {
  const size = images.length / partners.length;
  for (const [i, partner] of partners.entries())
    for (let k = 0; k < size; k++)
      out[i * size + k] = share * images[i * size + k] + (1 - share) * images[partner * size + k];
  return out.subarray(0, images.length);
}

/**
 * Jöhnk's method: of two uniform numbers to the power of 1 / alpha the share of the first in their sum, where that is at most
 * 1.
 */
function betaDraw(alpha: number, random: Random): number {
  for (;;) {
    const [a, b] = [random.uniform() ** (1 / alpha), random.uniform() ** (1 / alpha)];
    if (a + b <= 1 && a + b > 0) return a / (a + b);
  }
}
