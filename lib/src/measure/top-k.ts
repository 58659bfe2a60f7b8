/**
 * The K largest of `source[from .. from + length)`: `values` in falling order and their places `indices`, counted
 * from `from`; on ties the lower place first. One pass, without allocation. `values: [K]`, `indices: [K]`.
 */
export function selectTop(
  source: ArrayLike<number>,
  from: number,
  length: number,
  values: Float64Array,
  indices: Int32Array,
): void {
  const K = values.length;
  for (let j = 0; j < length; j++) {
    const value = source[from + j];
    if (j >= K && value <= values[K - 1]) continue;
    let place = Math.min(j, K - 1);
    for (; place > 0 && values[place - 1] < value; place--) {
      values[place] = values[place - 1];
      indices[place] = indices[place - 1];
    }
    values[place] = value;
    indices[place] = j;
  }
}
