/** Columns of a table; each takes a kilobyte and more, whatever is in it. */
export const MOST_COLUMNS = 1 << 16;

/** Float32 numbers, as many as come. */
export class FloatList {
  private numbers = new Float32Array(256);
  length = 0;

  push(value: number): void {
    if (this.length === this.numbers.length) {
      const longer = new Float32Array(2 * this.length);
      longer.set(this.numbers);
      this.numbers = longer;
    }
    this.numbers[this.length++] = value;
  }

  /** The numbers so far, in an array of their own. */
  values(): Float32Array {
    return this.numbers.slice(0, this.length);
  }
}
