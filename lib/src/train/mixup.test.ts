import { expect, it } from 'vitest';
import { randomStream } from '../data/random/random';
import { drawMixture, mixed } from './mixup';

it('mixes each image with its partner', () => {
  const images = Float32Array.of(0, 8, 4, 0, -4, 12);
  const mixture = { partners: Int32Array.of(2, 1, 0), share: 0.75 };
  expect([...mixed(images, mixture)]).toEqual([-1, 9, 4, 0, -3, 11]);
  const out = new Float32Array(8).fill(7);
  expect([...mixed(images, mixture, out)]).toEqual([-1, 9, 4, 0, -3, 11]);
  expect([...out.subarray(6)]).toEqual([7, 7]);
});

// Beta(a, a) has mean 1/2 and variance 1 / (4 (2a + 1)): 4,000 shares lie within four standard errors of both.
it.each([0.2, 1, 4])('draws shares of Beta(alpha, alpha), alpha %d', (alpha) => {
  const random = randomStream(0, 'mixup', alpha);
  const shares = Array.from({ length: 4000 }, () => drawMixture(2, alpha, random).share);
  const mean = shares.reduce((sum, share) => sum + share, 0) / 4000;
  const variance = shares.reduce((sum, share) => sum + (share - mean) ** 2, 0) / 4000;
  const expected = 1 / (4 * (2 * alpha + 1));
  expect(Math.abs(mean - 0.5)).toBeLessThan(4 * Math.sqrt(expected / 4000));
  expect(Math.abs(variance / expected - 1)).toBeLessThan(0.08);
});

it('draws the same again, each image once a partner', () => {
  const [a, b] = [0, 0].map(() => drawMixture(5, 1, randomStream(3, 'mixup', 1)));
  expect(a).toEqual(b);
  expect([...a.partners].sort()).toEqual([0, 1, 2, 3, 4]);
});
