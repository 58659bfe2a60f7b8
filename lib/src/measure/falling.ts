/**
 * The values of a row in falling order, one at a time: a heap, of which the first few values cost far less than
 * sorting the row. Fill `row`, call `start`, then `next` up to `row.length` times; `row` is reordered.
 */
export class Falling {
  readonly row: Float64Array;
  private left = 0;

  constructor(length: number) {
    this.row = new Float64Array(length);
  }

  start(): void {
    this.left = this.row.length;
    for (let root = (this.left >> 1) - 1; root >= 0; root--) this.sink(root, this.row[root]);
  }

  next(): number {
    const largest = this.row[0];
    this.left--;
    this.sink(0, this.row[this.left]);
    return largest;
  }

  /** Puts `value` at the free place `root` or below it, where no child exceeds it. */
  private sink(root: number, value: number): void {
    const { row, left } = this;
    let place = root;
    for (let child = 2 * place + 1; child < left; child = 2 * place + 1) {
      if (child + 1 < left && row[child + 1] > row[child]) child++;
      if (row[child] <= value) break;
      row[place] = row[child];
      place = child;
    }
    row[place] = value;
  }
}
