/** The product of two rows of this length, and so each sum on the way to it, fits into 32 bits. */
const LONGEST = 46_340;

/** Each of their numbers fits into 16. */
const GREATEST = 32_767;

/** Length of a row and its greatest number, by absolute value. Their squares must neither vanish nor overflow in doubles. */
export interface Size {
  readonly length: number;
  readonly greatest: number;
}

/** The size of a row. */
export function sizeOf(row: Float64Array): Size {
  let [square, greatest] = [0, 0];
  for (let j = 0; j < row.length; j++) {
    const value = row[j];
    square += value * value;
    if (value > greatest) greatest = value;
    else if (-value > greatest) greatest = -value;
  }
  return { length: Math.sqrt(square), greatest };
}

/** What rows of at most that size, of H numbers, can be multiplied by for {@link toWhole}. */
export function wholeScale({ length, greatest }: Size, H: number): number {
  if (length === 0) return 1;
  return Math.min((LONGEST - Math.sqrt(H) / 2) / length, GREATEST / greatest);
}

/** Writes `row: [H]` times `scale`, rounded, to `whole` from `at` on; returns the length of what that is off, in units of `row`. */
export function toWhole(row: Float64Array, scale: number, whole: Int16Array, at: number): number {
  let square = 0;
  for (let j = 0; j < row.length; j++) {
    const value = row[j] * scale;
    // Of a number that is not negative, cutting off the places behind the point is rounding down.
    const near = ((value + 32_768.5) | 0) - 32_768;
    whole[at + j] = near;
    square += (value - near) * (value - near);
  }
  return Math.sqrt(square) / scale;
}
