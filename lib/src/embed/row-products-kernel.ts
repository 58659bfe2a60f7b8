import { code } from './row-products-code';

/** What `row-products.wat` exports. */
interface Kernel {
  readonly memory: { readonly buffer: ArrayBuffer; grow(pages: number): number };
  readonly products: Products;
  readonly pairProducts: Products;
}

/** Addresses and numbers of bytes. */
type Products = (
  a: number,
  aEnd: number,
  b: number,
  bEnd: number,
  out: number,
  row: number,
  used: number,
  outRow: number,
) => void;

/** Every engine has it; TypeScript describes it with the browser's names alone. */
declare const WebAssembly: {
  Module: new (code: Uint8Array) => object;
  Instance: new (module: object) => { readonly exports: unknown };
};

let made: Kernel | undefined;

/** The products of rows in WebAssembly, two sums an instruction, of small whole numbers four. */
export function kernel(): Kernel {
  if (made) return made;
  const bytes = Uint8Array.from(atob(code), (letter) => letter.charCodeAt(0));
  made = new WebAssembly.Instance(new WebAssembly.Module(bytes)).exports as Kernel;
  return made;
}
