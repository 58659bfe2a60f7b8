import { expect, it } from 'vitest';
import type { Embedding } from '../../embed/embeddings';
import { neuralCollapse } from './neural-collapse';

/** More numbers in C x H than a call takes arguments. */
const [C, H] = [2000, 80];

it('is 0 for many classes that have wholly collapsed onto opposite axes', () => {
  // Class c lies at +e_j or -e_j, j = c / 2 modulo H, so that the classes' mean is 0.
  const fe = new Float32Array(C * H);
  for (let c = 0; c < C; c++) fe[c * H + (Math.floor(c / 2) % H)] = c % 2 === 0 ? 3 : -3;
  const labels = Int32Array.from({ length: C }, (_, c) => c);
  const one: Embedding = { n: C, H, C, fe, logits: new Float32Array(C * C), labels, predictions: labels };
  const W = fe.map((value) => value / 2);
  const head = { kind: 'linear' as const, H, C, W, b: new Float32Array(C) };
  const classNames = Array.from(labels, String);
  const found = neuralCollapse({ head, train: one, test: one, classNames });
  expect(found).toMatchObject({ nc1: 0, nc2EquinormFeatures: 0, nc2EquinormWeights: 0 });
  expect(found.nc3).toBeCloseTo(0, 12);
});

/** NC1 of classes at -3, 0 and 3, each of two instances 1 to either side: variance 1 over 3² + 0² + 3². */
it.each([
  ['one feature of three classes', 1, (value: number) => [value]],
  ['a second feature that is always 0', 2, (value: number) => [value, 0]],
  [
    'a second feature that is the first again',
    2,
    (value: number) => [value * Math.SQRT1_2, value * Math.SQRT1_2],
  ],
  ['more features than classes', 4, (value: number) => [0, value, 0, 0]],
])('NC1 with %s', (_, width, featuresOf) => {
  const fe = Float32Array.from([-4, -2, -1, 1, 2, 4].flatMap(featuresOf));
  const labels = Int32Array.of(0, 0, 1, 1, 2, 2);
  const one = { n: 6, H: width, C: 3, fe, logits: new Float32Array(18), labels, predictions: labels };
  const head = { kind: 'linear' as const, H: width, C: 3, W: new Float32Array(3 * width), b: null };
  const { nc1 } = neuralCollapse({ head, train: one, test: one, classNames: ['a', 'b', 'c'] });
  expect(nc1).toBeCloseTo(1 / 18, 6);
});
