/** The first so many values are searched for one by one; after them the rest of the row is sorted, which costs still more. */
const FEW = 32;

/**
 * The values of a row in falling order, one at a time, so that the first few cost far less than sorting the row.
 * Fill `row`, call `start`, then `next` up to `row.length` times; `row` is reordered.
 */
export class Falling {
  readonly row: Float64Array;
  private left = 0;

  constructor(length: number) {
    this.row = new Float64Array(length);
  }

  start(): void {
    this.left = this.row.length;
  }

  next(): number {
    const taken = this.row.length - this.left;
    if (taken < FEW) this.largestLast();
    else if (taken === FEW) this.row.subarray(0, this.left).sort();
    this.left--;
    return this.row[this.left];
  }

  /** Swaps the largest value that is left with the last. */
  private largestLast(): void {
    const { row, left } = this;
    let at = 0;
    let largest = row[0];
    for (let j = 1; j < left; j++) {
      if (row[j] <= largest) continue;
      largest = row[j];
      at = j;
    }
    row[at] = row[left - 1];
    row[left - 1] = largest;
  }
}
