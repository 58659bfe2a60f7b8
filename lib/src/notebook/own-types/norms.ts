/** Length of each row of `matrix: [rows, width]`. */
export function euclideanNorms(matrix: Float32Array, width: number): number[] {
  return Array.from({ length: matrix.length / width }, (_, r) =>
    Math.hypot(...matrix.subarray(r * width, (r + 1) * width)),
  );
}
