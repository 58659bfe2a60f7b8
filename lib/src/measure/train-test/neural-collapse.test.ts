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
