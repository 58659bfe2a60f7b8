import { kernel } from './row-products-kernel';

/** Rows of x that the kernel takes at once, an even number, and rows of the others that lie side by side. */
const [AT_ONCE, PANEL] = [64, 8];

/**
 * Tells `each` the products of every row of `x: [n, H]` with all of `rows: [R, H]`: sums in doubles, in the order of the
 * features. `products: [R]` holds them while `each` runs, which may not ask for others meanwhile.
 */
export function rowProducts(
  x: Float32Array | Float64Array,
  rows: Float32Array | Float64Array,
  H: number,
  each: (i: number, products: Float64Array) => void,
  n = x.length / H,
): void {
  const R = rows.length / H;
  const [row, panels] = [8 * H, Math.ceil(R / PANEL)];
  const [b, outRow] = [AT_ONCE * row, 8 * PANEL * panels];
  const out = b + panels * PANEL * row;
  if (n === 0 || R === 0) return;
  const memory = roomFor(out + AT_ONCE * outRow);
  pack(rows, H, new Float64Array(memory, b, panels * PANEL * H));
  const block = new Float64Array(memory, 0, AT_ONCE * H);
  const products = Array.from({ length: AT_ONCE }, (_, k) => new Float64Array(memory, out + k * outRow, R));
  for (let first = 0; first < n; first += AT_ONCE) {
    const count = Math.min(AT_ONCE, n - first);
    block.set(x.subarray(first * H, (first + count) * H));
    kernel().products(0, count * row, b, out, out, row, outRow);
    for (let k = 0; k < count; k++) each(first + k, products[k]);
  }
}

/** The kernel's memory, of so many bytes at least. */
function roomFor(bytes: number): ArrayBuffer {
  const { memory } = kernel();
  const missing = bytes - memory.buffer.byteLength;
  if (missing > 0) memory.grow(Math.ceil(missing / 65536));
  return memory.buffer;
}

/** Panels of eight rows, each `[H, 8]`; what is left of the last one is of no row. */
function pack(rows: ArrayLike<number>, H: number, panels: Float64Array): void {
  for (let r = 0; r * H < rows.length; r++) {
    const start = (r - (r % PANEL)) * H + (r % PANEL);
    for (let j = 0; j < H; j++) panels[start + j * PANEL] = rows[r * H + j];
  }
}
