import { expect, it } from 'vitest';
import { randomStream } from '../../data/random/random';
import { inverseFactor } from './inverse-factor';

/** T A Tᵀ. */
function between(T: Float64Array, A: Float64Array, m: number): number[] {
  const entry = (i: number, j: number) => {
    let sum = 0;
    for (let k = 0; k < m; k++) for (let l = 0; l < m; l++) sum += T[i * m + k] * A[k * m + l] * T[j * m + l];
    return sum;
  };
  return Array.from({ length: m * m }, (_, k) => entry(Math.floor(k / m), k % m));
}

it('inverts the factor of a small matrix', () => {
  // 4 2 / 2 10 = L Lᵀ with L = 2 0 / 1 3, whose inverse is 1/2 0 / -1/6 1/3.
  expect([...inverseFactor(Float64Array.of(4, 2, 2, 10), 2)!]).toEqual([0.5, 0, -1 / 6, 1 / 3]);
});

it.each([1, 3, 4, 5, 8, 13, 30])('makes the unit matrix of one of %d rows, and leaves that as it is', (m) => {
  const random = randomStream(0, 'factor', m);
  const B = Float64Array.from({ length: m * m }, () => random.normal());
  const A = new Float64Array(m * m);
  for (let i = 0; i < m; i++)
    for (let j = 0; j < m; j++) for (let k = 0; k < m; k++) A[i * m + j] += B[i * m + k] * B[j * m + k];
  for (let i = 0; i < m; i++) A[i * m + i] += 1;
  const before = A.slice();
  const T = inverseFactor(A, m)!;
  expect(A).toEqual(before);
  for (let k = 0; k < m * m; k++) if (k % m > Math.floor(k / m)) expect(T[k]).toBe(0);
  for (const [k, value] of between(T, A, m).entries())
    expect(value).toBeCloseTo(k % m === Math.floor(k / m) ? 1 : 0, 10);
});

it('refuses a matrix of which elimination leaves too little', () => {
  expect(inverseFactor(Float64Array.of(1, 1, 1, 1), 2)).toBeNull();
  expect(inverseFactor(Float64Array.of(1, 1, 1, 1 + 1e-7), 2)).toBeNull();
  expect(inverseFactor(Float64Array.of(1, 2, 2, 1), 2)).toBeNull();
});
