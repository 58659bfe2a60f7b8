/**
 * The K largest of `row`: `values` in falling order and their places `indices`; on ties the lower place first. One
 * pass, without allocation. `values: [K]`, `indices: [K]`.
 */
export function selectTop(row: Float64Array, values: Float64Array, indices: Int32Array): void {
  const last = values.length - 1;
  let least = Number.NEGATIVE_INFINITY;
  for (let j = 0; j < row.length; j++) {
    const value = row[j];
    if (j > last && value <= least) continue;
    let place = Math.min(j, last);
    for (; place > 0 && values[place - 1] < value; place--) {
      values[place] = values[place - 1];
      indices[place] = indices[place - 1];
    }
    values[place] = value;
    indices[place] = j;
    if (j >= last) least = values[last];
  }
}
