/**
 * Products of one row of `x: [n, H]` with every row of `rows: [R, H]`, into `products: [R]`: four rows at a time, as each
 * addition waits for the one before it in its own sum alone. Sums in the order of the features.
 */
export function rowProducts(
  x: Float32Array,
  i: number,
  rows: Float32Array | Float64Array,
  products: Float64Array,
): void {
  const R = products.length;
  const H = rows.length / R;
  const start = i * H;
  let r = 0;
  for (; r + 4 <= R; r += 4) {
    const [p, q, s, t] = [r * H, (r + 1) * H, (r + 2) * H, (r + 3) * H];
    let [a, b, c, d] = [0, 0, 0, 0];
    for (let j = 0; j < H; j++) {
      const value = x[start + j];
      a += value * rows[p + j];
      b += value * rows[q + j];
      c += value * rows[s + j];
      d += value * rows[t + j];
    }
    products[r] = a;
    products[r + 1] = b;
    products[r + 2] = c;
    products[r + 3] = d;
  }
  for (; r < R; r++) {
    let sum = 0;
    for (let j = 0; j < H; j++) sum += x[start + j] * rows[r * H + j];
    products[r] = sum;
  }
}
