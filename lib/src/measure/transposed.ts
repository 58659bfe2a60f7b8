/** The transpose: `A: [height, width]`, result `[width, height]`. */
export function transposed(A: Float64Array, width: number): Float64Array {
  const height = A.length / width;
  return A.map((_, k) => A[(k % height) * width + Math.floor(k / height)]);
}
