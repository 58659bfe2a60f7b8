/**
 * The K largest of `row`: `values` in falling order and their places `indices`; on ties the lower place first. One
 * pass, without allocation. `values: [K]`, `indices: [K]`.
 */
export function selectTop(row: Float64Array, values: Float64Array, indices: Int32Array): void {
  const last = values.length - 1;
  for (let j = 0; j <= last; j++) insert(row[j], j, values, indices, j);
  let least = values[last];
  for (let j = last + 1; j < row.length; j++) {
    const value = row[j];
    if (value <= least) continue;
    insert(value, j, values, indices, last);
    least = values[last];
  }
}

/** Moves the smaller ones of the first `place` values by one place, and puts a value with its index where there is room then. */
function insert(
  value: number,
  index: number,
  values: Float64Array,
  indices: Int32Array,
  place: number,
): void {
  let at = place;
  for (; at > 0 && values[at - 1] < value; at--) {
    values[at] = values[at - 1];
    indices[at] = indices[at - 1];
  }
  values[at] = value;
  indices[at] = index;
}
