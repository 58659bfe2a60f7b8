import { expect, it } from 'vitest';
import { randomStream } from '../../data/random/random';
import { largestScores } from './largest-score';

/** Scores x · rows[r] + offsets[r] in doubles. */
function scoresOf(x: Float32Array, rows: Float64Array, given: readonly number[], H: number) {
  const offsets = Float64Array.from(given);
  const exact = (i: number, r: number) => {
    let sum = offsets[r];
    for (let j = 0; j < H; j++) sum += x[i * H + j] * rows[r * H + j];
    return sum;
  };
  return { x, rows, offsets, H, exact };
}

/** The largest of all exact scores. */
function plainly({ x, H, offsets, exact }: ReturnType<typeof scoresOf>): number[] {
  return Array.from({ length: x.length / H }, (_, i) => {
    const all = Array.from(offsets, (_, r) => exact(i, r));
    return all.indexOf(Math.max(...all));
  });
}

it('finds the largest score, the lowest place on ties', () => {
  const x = Float32Array.of(1, 0, 0, 1, 0, 0);
  const rows = Float64Array.of(1, 2, 3, 2, 3, 2);
  expect(Array.from(largestScores(scoresOf(x, rows, [0, 0, 0], 2)))).toEqual([1, 0, 0]);
  expect(Array.from(largestScores(scoresOf(x, rows, [0, 0, 1], 2)))).toEqual([2, 2, 2]);
});

it('tells scores apart that are the same in singles', () => {
  const rows = Float64Array.of(1, 1, 1, 1 + 1e-12, 1, 1 + 2e-12);
  expect(Array.from(largestScores(scoresOf(Float32Array.of(3, 5), rows, [0, 0, 0], 2)))).toEqual([2]);
});

it.each([1, 1e-30, 1e-44, 1e19, 3e38])(
  'finds the same as all exact scores do, for numbers about %d',
  (size) => {
    const random = randomStream(0, 'largest score');
    const [n, R, H] = [50, 40, 33];
    const x = Float32Array.from({ length: n * H }, () => size * random.uniform() * (random.below(2) * 2 - 1));
    const one = Array.from({ length: H }, () => Math.min(size, 1e19) * random.normal());
    const rows = Float64Array.from({ length: R * H }, (_, k) => one[k % H] * (1 + 1e-7 * random.normal()));
    const scores = scoresOf(x, rows, new Array(R).fill(0), H);
    expect(Array.from(largestScores(scores))).toEqual(plainly(scores));
  },
);

it('asks for few exact scores', () => {
  const random = randomStream(0, 'few');
  const [n, R, H] = [20, 100, 64];
  const scores = scoresOf(
    Float32Array.from({ length: n * H }, () => random.normal()),
    Float64Array.from({ length: R * H }, () => random.normal()),
    new Array(R).fill(0),
    H,
  );
  let asked = 0;
  largestScores({ ...scores, exact: (i, r) => scores.exact(i, r) + 0 * asked++ });
  expect(asked).toBeLessThan(2 * n);
});

it('looks exactly at all that are near the largest, wherever it stands, and at no other', () => {
  const rows = Float64Array.of(1, 2, 2 - 1e-9, 0.5, 2 + 1e-9, 2 - 2e-9, 1.9);
  const scores = scoresOf(Float32Array.of(1), rows, new Array(7).fill(0), 1);
  const asked: number[] = [];
  const exact = (i: number, r: number) => {
    asked.push(r);
    return scores.exact(i, r);
  };
  expect([...largestScores({ ...scores, exact })]).toEqual([4]);
  expect(asked).toEqual([1, 2, 4, 5]);
});

it('asks for few exact scores of rows that differ little from each other', () => {
  const random = randomStream(0, 'near each other');
  const [n, R, H] = [20, 100, 64];
  const scores = scoresOf(
    Float32Array.from({ length: n * H }, () => 1 + random.normal()),
    Float64Array.from({ length: R * H }, () => 1000 + random.normal()),
    new Array(R).fill(0),
    H,
  );
  let asked = 0;
  const found = largestScores({ ...scores, exact: (i, r) => scores.exact(i, r) + 0 * asked++ });
  expect([...found]).toEqual(plainly(scores));
  expect(asked).toBeLessThan(2 * n);
});
