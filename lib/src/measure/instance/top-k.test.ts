import { describe, expect, it } from 'vitest';
import { selectTop } from './top-k';

function top(source: number[], K: number) {
  const [values, indices] = [new Float64Array(K), new Int32Array(K)];
  selectTop(Float64Array.from(source), values, indices);
  return { values: [...values], indices: [...indices] };
}

describe('selectTop', () => {
  it('takes signed values in falling order, ties by the lower place', () => {
    expect(top([-3, 2, 5, 2, 5], 3)).toEqual({ values: [5, 5, 2], indices: [2, 4, 1] });
    expect(top([-3, -1, -2], 2)).toEqual({ values: [-1, -2], indices: [1, 2] });
    expect(top([0, 0, 0], 2)).toEqual({ values: [0, 0], indices: [0, 1] });
  });

  it('sorts all when K is the length', () => {
    expect(top([1, 3, 2], 3)).toEqual({ values: [3, 2, 1], indices: [1, 2, 0] });
  });
});
