/** The most tables that one buffer is followed through: tables may point to each other in a circle. */
const MOST_TABLES = 100_000;

interface Vector {
  readonly start: number;
  readonly length: number;
}

/**
 * A table of a FlatBuffer, Arrow's form of metadata: `slot` is where its vtable has a field. Every read is checked to lie
 * within the buffer, and a vector to be no longer than it; a RangeError else. Own code, because the readers of Arrow in
 * JavaScript follow whatever a damaged file says: lengths of 2³¹, or messages in a circle.
 * Source: https://flatbuffers.dev/internals/
 */
export class FlatTable {
  private constructor(
    private readonly view: DataView<ArrayBuffer>,
    private readonly at: number,
    private readonly budget: { left: number },
  ) {
    if (budget.left-- <= 0) throw new RangeError('more tables than a buffer can hold');
  }

  /** The table that a buffer begins with. */
  static root(bytes: Uint8Array<ArrayBuffer>): FlatTable {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    return new FlatTable(view, view.getUint32(0, true), { left: MOST_TABLES });
  }

  private field(slot: number): number | null {
    const vtable = this.at - this.view.getInt32(this.at, true);
    const offset = slot < this.view.getUint16(vtable, true) ? this.view.getUint16(vtable + slot, true) : 0;
    return offset === 0 ? null : this.at + offset;
  }

  byte(slot: number): number {
    const at = this.field(slot);
    return at === null ? 0 : this.view.getInt8(at);
  }

  short(slot: number): number {
    const at = this.field(slot);
    return at === null ? 0 : this.view.getInt16(at, true);
  }

  int(slot: number): number {
    const at = this.field(slot);
    return at === null ? 0 : this.view.getInt32(at, true);
  }

  /** A 64-bit number that counts or measures something. */
  size(slot: number): number {
    const at = this.field(slot);
    return at === null ? 0 : this.sizeAt(at);
  }

  table(slot: number): FlatTable | null {
    const at = this.field(slot);
    return at === null ? null : this.tableAt(at);
  }

  tables(slot: number): FlatTable[] {
    const { start, length } = this.vector(slot, 4);
    return Array.from({ length }, (_, i) => this.tableAt(start + 4 * i));
  }

  /** A vector of structs of `of` 64-bit sizes each. */
  structs(slot: number, of: number): { readonly length: number; at(i: number): number[] } {
    const { start, length } = this.vector(slot, 8 * of);
    const at = (i: number) => {
      if (!(i < length)) throw new RangeError(`entry ${i} of ${length}`);
      return Array.from({ length: of }, (_, k) => this.sizeAt(start + 8 * (of * i + k)));
    };
    return { length, at };
  }

  text(slot: number): string {
    const { start, length } = this.vector(slot, 1);
    return new TextDecoder().decode(new Uint8Array(this.view.buffer, this.view.byteOffset + start, length));
  }

  private vector(slot: number, stride: number): Vector {
    const at = this.field(slot);
    if (at === null) return { start: 0, length: 0 };
    const place = at + this.view.getUint32(at, true);
    const length = this.view.getUint32(place, true);
    if (place + 4 + length * stride > this.view.byteLength) throw new RangeError(`a vector of ${length}`);
    return { start: place + 4, length };
  }

  private tableAt(at: number): FlatTable {
    return new FlatTable(this.view, at + this.view.getUint32(at, true), this.budget);
  }

  private sizeAt(at: number): number {
    const value = Number(this.view.getBigInt64(at, true));
    if (!Number.isSafeInteger(value) || value < 0) throw new RangeError(`a size of ${value}`);
    return value;
  }
}
