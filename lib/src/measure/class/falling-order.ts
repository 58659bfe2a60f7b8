/** Runs of so many are sorted by insertion, then merged. */
const RUN = 8;

/** The places of a row's values in falling order, equal ones in theirs: a merge sort of the places. `[length]`. */
export function fallingOrder(row: Float64Array): Int32Array {
  let [from, to] = [new Int32Array(row.length), new Int32Array(row.length)];
  for (let start = 0; start < row.length; start += RUN) insertionSort(row, from, start);
  for (let width = RUN; width < row.length; width *= 2) {
    for (let start = 0; start < row.length; start += 2 * width) merge(row, from, to, start, width);
    [from, to] = [to, from];
  }
  return from;
}

function insertionSort(row: Float64Array, order: Int32Array, start: number): void {
  for (let j = start; j < Math.min(row.length, start + RUN); j++) {
    let at = j;
    for (; at > start && row[order[at - 1]] < row[j]; at--) order[at] = order[at - 1];
    order[at] = j;
  }
}

/** Merges the two sorted stretches of that width from `start` on. */
function merge(row: Float64Array, from: Int32Array, to: Int32Array, start: number, width: number): void {
  const middle = Math.min(row.length, start + width);
  const end = Math.min(row.length, middle + width);
  let [a, b] = [start, middle];
  for (let at = start; at < end; at++) {
    const second = b < end && (a >= middle || row[from[b]] > row[from[a]]);
    to[at] = second ? from[b++] : from[a++];
  }
}
