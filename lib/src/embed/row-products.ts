import { kernel } from './row-products-kernel';

/** Rows of x that the kernel takes at once, an even number. */
const AT_ONCE = 64;

/** Bytes of a feature in a panel, whose rows lie side by side: eight doubles, or sixteen pairs of small whole numbers. */
const PANEL = 64;

const DOUBLES = { Numbers: Float64Array, products: 'products', bytes: 8 } as const;
const PAIRS = { Numbers: Int32Array, products: 'pairProducts', bytes: 4 } as const;

/** Which of the products are needed. */
export interface Needed {
  /** Rows of x, from the first on. Default all. */
  readonly n?: number | undefined;
  /**
   * `lower`: `rows` is lower triangular, row r is 0 behind place r. `toOwn`: of row i, the products with rows 0 to i alone, as
   * where `rows` is x; the others are any numbers. Default `all`.
   */
  readonly part?: 'all' | 'lower' | 'toOwn';
}

/**
 * Tells `each` the products of every row of `x: [n, H]` with all of `rows: [R, H]`: sums in doubles, in the order of the
 * features. `products: [R]` holds them while `each` runs, which may not ask for others meanwhile.
 */
export function rowProducts(
  x: Float32Array | Float64Array,
  rows: Float32Array | Float64Array,
  H: number,
  each: (i: number, products: Float64Array) => void,
  { n = x.length / H, part = 'all' }: Needed = {},
): void {
  const write = (block: Float64Array, first: number, count: number) =>
    block.set(x.subarray(first * H, (first + count) * H));
  multiply(DOUBLES, n, write, rows, H, each, part);
}

/**
 * The same of whole numbers of 16 bits, twice as many in a given time as of singles: exact where no product of the lengths of two
 * rows reaches 2³¹. `write` puts row i, `[H]`, into a block of rows, from `at` on; `rows: [R, H]`, H even.
 */
export function smallProducts(
  n: number,
  write: (block: Int16Array, at: number, i: number) => void,
  rows: Int16Array,
  H: number,
  each: (i: number, products: Int32Array) => void,
): void {
  const writeBlock = (block: Int32Array, first: number, count: number) => {
    const small = new Int16Array(block.buffer, block.byteOffset, block.length * 2);
    for (let k = 0; k < count; k++) write(small, k * H, first + k);
  };
  const pairs = new Int32Array(rows.buffer, rows.byteOffset, rows.length / 2);
  multiply(PAIRS, n, writeBlock, pairs, H / 2, each, 'all');
}

function multiply<Numbers extends Int32Array | Float64Array>(
  kind: {
    Numbers: new (memory: ArrayBuffer, at: number, length: number) => Numbers;
    products: 'products' | 'pairProducts';
    bytes: number;
  },
  n: number,
  write: (block: Numbers, first: number, count: number) => void,
  rows: ArrayLike<number>,
  H: number,
  each: (i: number, products: Numbers) => void,
  part: 'all' | 'lower' | 'toOwn',
): void {
  const { Numbers, bytes } = kind;
  const [R, abreast] = [rows.length / H, PANEL / bytes];
  if (n === 0 || R === 0) return;
  const [row, panel, panels] = [bytes * H, PANEL * H, Math.ceil(R / abreast)];
  const [b, outRow] = [AT_ONCE * row, PANEL * panels];
  const out = b + panels * panel;
  const memory = roomFor(out + AT_ONCE * outRow);
  pack(rows, H, abreast, new Numbers(memory, b, panels * abreast * H));
  const block = new Numbers(memory, 0, AT_ONCE * H);
  const products = Array.from({ length: AT_ONCE }, (_, k) => new Numbers(memory, out + k * outRow, R));
  const take = kernel()[kind.products];
  for (let first = 0; first < n; first += AT_ONCE) {
    const count = Math.min(AT_ONCE, n - first);
    write(block, first, count);
    const last = part === 'toOwn' ? Math.min(panels, Math.ceil((first + count) / abreast)) : panels;
    if (part !== 'lower') take(0, count * row, b, b + last * panel, out, row, row, outRow);
    for (let p = 0; part === 'lower' && p < panels; p++) {
      const [at, used] = [b + p * panel, bytes * Math.min(H, (p + 1) * abreast)];
      take(0, count * row, at, at + panel, out + p * PANEL, row, used, outRow);
    }
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

/** Panels of so many rows abreast, each `[H, abreast]`; what is left of the last one is of no row. */
function pack(rows: ArrayLike<number>, H: number, abreast: number, panels: Int32Array | Float64Array): void {
  for (let r = 0; r * H < rows.length; r++) {
    const start = (r - (r % abreast)) * H + (r % abreast);
    for (let j = 0; j < H; j++) panels[start + j * abreast] = rows[r * H + j];
  }
}
