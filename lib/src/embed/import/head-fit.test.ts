import { expect, it } from 'vitest';
import { logitsUnder } from '../head-logits';
import { fit } from './head-fit';

const [n, H, C] = [3000, 4, 3];
const W = Float32Array.of(1, 0, 0.5, -1, 0, 2, -0.5, 0.25, -1, 0.5, 1, 0);
const fe = { shape: [n, H], data: Float32Array.from({ length: n * H }, (_, k) => ((7 * k) % 11) / 4) };

it.each([
  ['linear', 1],
  ['cosine', 30],
] as const)('the logits of every row must be those of a %s head', (kind, scale) => {
  const head = { kind, H, C, W, b: kind === 'linear' ? Float32Array.of(0.5, 0, -0.5) : null };
  const logits = logitsUnder(head, fe).map((value) => scale * value);
  const given = (data: Float32Array) => fit(head, { fe, logits: { shape: [n, C], data } });
  expect(given(logits)).toBeCloseTo(scale, 4);
  // Two rows far behind those that are compared logit by logit change their places.
  const swapped = logits.slice();
  swapped.set(logits.subarray(2500 * C, 2501 * C), 2999 * C);
  swapped.set(logits.subarray(2999 * C, 3000 * C), 2500 * C);
  expect(swapped).not.toEqual(logits);
  expect(given(swapped)).toBeNull();
});
