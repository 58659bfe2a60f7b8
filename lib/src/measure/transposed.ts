/** The transpose: `A: [height, width]`, result `[width, height]`. */
export function transposed(A: Float64Array, width: number): Float64Array {
  const height = A.length / width;
  const across = new Float64Array(A.length);
  for (let i = 0; i < height; i++) for (let j = 0; j < width; j++) across[j * height + i] = A[i * width + j];
  return across;
}
