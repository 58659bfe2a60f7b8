import { describe, expect, it } from 'vitest';
import type { Refusal } from '../../data/files/arrays';
import { UserError } from '../../errors';
import { solveHead } from './solve-head';

const refuse: Refusal = (given, expected) =>
  new UserError({ where: 'solveHead', given, expected, remedy: '' });

/** The head solved from rows of features and their logits under `W`, `b`. */
function solved(fe: number[][], W: number[][], b: number[]) {
  const logits = fe.flatMap((row) =>
    W.map((weights, c) => row.reduce((sum, x, j) => sum + x * weights[j], b[c])),
  );
  const H = W[0].length;
  return solveHead(
    { shape: [fe.length, H], data: Float32Array.from(fe.flat()) },
    { shape: [fe.length, W.length], data: Float32Array.from(logits) },
    refuse,
  );
}

function expectClose(found: ArrayLike<number>, wanted: number[]) {
  for (const [k, value] of Array.from(found).entries()) expect(value).toBeCloseTo(wanted[k], 5);
}

const W = [
  [1, -2],
  [0.5, 3],
];
const b = [0.25, -1];

describe('solveHead', () => {
  it('finds weights and bias', () => {
    const rows = [
      [0, 0],
      [1, 0],
      [0, 1],
      [2, 3],
    ];
    const { kind, W: found, b: bias } = solved(rows, W, b);
    expect(kind).toBe('linear');
    expectClose(found, W.flat());
    expectClose(bias!, b);
  });

  it('gives features that never change the weight 0, and their part to the bias', () => {
    // Features: one that is always 0, one that is always 0.1, and the two from above.
    const rows = [
      [0, 0.1, 0, 0],
      [0, 0.1, 1, 0],
      [0, 0.1, 0, 1],
    ];
    const wider = W.map((row) => [7, 10, ...row]);
    const { W: found, b: bias } = solved(rows, wider, b);
    expectClose(found, [0, 0, 1, -2, 0, 0, 0.5, 3]);
    expectClose(bias!, [1.25, 0]);
  });

  it.each([
    [
      'features that depend on one another',
      [
        [0, 0],
        [1, 2],
        [2, 4],
        [3, 6],
      ],
    ],
    [
      'fewer instances than features',
      [
        [1, 2],
        [0, 1],
      ],
    ],
  ])('refuses %s', (_, rows) => {
    expect(() => solved(rows, W, b)).toThrow(/logits without W, and \d instances that do not determine it/);
  });
});
