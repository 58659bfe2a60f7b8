import { deflateSync } from 'node:zlib';

/** An array as `matBytes` writes it: `values` column-major. */
export interface WrittenArray {
  readonly name: string;
  readonly dimensions: readonly number[];
  readonly values: Uint8Array;
}

/** A MATLAB Level 5 MAT-file of uint8 arrays, each compressed, as the official SVHN files are. */
export function matBytes(arrays: readonly WrittenArray[]): Buffer {
  const header = Buffer.alloc(128, ' ');
  header.writeUInt16LE(0x0100, 124);
  header.write('IM', 126);
  return Buffer.concat([header, ...arrays.map((array) => element(15, deflateSync(matrix(array))))]);
}

function matrix({ name, dimensions, values }: WrittenArray): Buffer {
  const flags = Buffer.from(Uint32Array.of(9, 0).buffer);
  const sizes = Buffer.from(Int32Array.from(dimensions).buffer);
  const parts = [element(6, flags), element(5, sizes), element(1, Buffer.from(name)), element(2, values)];
  return element(14, Buffer.concat(parts.map(padded)));
}

function element(type: number, data: Uint8Array): Buffer {
  return Buffer.concat([Buffer.from(Uint32Array.of(type, data.length).buffer), data]);
}

function padded(bytes: Buffer): Buffer {
  return Buffer.concat([bytes, Buffer.alloc(-bytes.length & 7)]);
}
