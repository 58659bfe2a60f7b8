/** Wire types: a number of 7 bits a byte, 8 bytes, a length and so many bytes, 4 bytes. */
const [VARINT, EIGHT, BYTES, FOUR] = [0, 1, 2, 5];
const LONGEST_VARINT = 10;
/** The most fields of a file: a network of 100,000 nodes stays below it. */
const MOST_FIELDS = 4_000_000;

type Value = bigint | Uint8Array<ArrayBuffer>;

/**
 * A message of a Protocol Buffers file, by the numbers of its fields. Every length is checked to lie within the message, and no
 * message is read before it is asked for: a RangeError else. Own code, as the packages that read ONNX bring a whole schema, and
 * copy all weights. Source: https://protobuf.dev/programming-guides/encoding/
 */
export class Message {
  private readonly fields = new Map<number, Value[]>();

  /** `budget`: fields that the messages of a file may still have, all together. */
  constructor(
    source: Uint8Array<ArrayBuffer>,
    private readonly budget = { left: MOST_FIELDS },
  ) {
    const reader = new Reader(source);
    while (!reader.done) {
      if (budget.left-- <= 0) throw new RangeError(`more than ${MOST_FIELDS} fields`);
      const { field, value } = reader.next();
      const values = this.fields.get(field);
      if (values) values.push(value);
      else this.fields.set(field, [value]);
    }
  }

  messages(field: number): Message[] {
    return this.parts(field).map((bytes) => new Message(bytes, this.budget));
  }

  message(field: number): Message | null {
    const part = this.parts(field).at(-1);
    return part ? new Message(part, this.budget) : null;
  }

  texts(field: number): string[] {
    return this.parts(field).map((bytes) => new TextDecoder().decode(bytes));
  }

  text(field: number): string {
    return this.texts(field).at(-1) ?? '';
  }

  /** The bytes of a field, in their place; null where it is absent. */
  bytes(field: number): Uint8Array<ArrayBuffer> | null {
    return this.parts(field).at(-1) ?? null;
  }

  /** Whole numbers, one by one or packed; those beyond 2⁵³ are a RangeError. */
  numbers(field: number): number[] {
    return (this.fields.get(field) ?? []).flatMap((value) =>
      typeof value === 'bigint' ? [asNumber(value)] : packed(value),
    );
  }

  number(field: number): number | null {
    return this.numbers(field).at(-1) ?? null;
  }

  /** A float of 4 bytes. */
  float(field: number): number | null {
    const bytes = this.bytes(field);
    if (bytes === null) return null;
    if (bytes.length !== 4) throw new RangeError(`a float of ${bytes.length} bytes`);
    return new DataView(bytes.buffer, bytes.byteOffset, 4).getFloat32(0, true);
  }

  private parts(field: number): Uint8Array<ArrayBuffer>[] {
    return (this.fields.get(field) ?? []).map((value) => {
      if (typeof value === 'bigint') throw new RangeError(`a number as field ${field}`);
      return value;
    });
  }
}

/** Field `field` of a message, holding `value`. */
export function writeField(field: number, value: Uint8Array | string): Uint8Array<ArrayBuffer> {
  const content = typeof value === 'string' ? new TextEncoder().encode(value) : value;
  return Uint8Array.from([...varint(8 * field + BYTES), ...varint(content.length), ...content]);
}

function varint(value: number): number[] {
  return value < 128 ? [value] : [(value % 128) + 128, ...varint(Math.floor(value / 128))];
}

function packed(bytes: Uint8Array<ArrayBuffer>): number[] {
  const reader = new Reader(bytes);
  const values: number[] = [];
  while (!reader.done) values.push(asNumber(reader.varint()));
  return values;
}

function asNumber(value: bigint): number {
  const number = Number(BigInt.asIntN(64, value));
  if (!Number.isSafeInteger(number)) throw new RangeError(`the number ${value}`);
  return number;
}

class Reader {
  private at = 0;

  constructor(private readonly bytes: Uint8Array<ArrayBuffer>) {}

  get done(): boolean {
    return this.at === this.bytes.length;
  }

  next(): { field: number; value: Value } {
    const tag = asNumber(this.varint());
    const [field, type] = [Math.floor(tag / 8), tag % 8];
    if (field < 1 || field >= 2 ** 29) throw new RangeError(`a field ${field}`);
    if (type === VARINT) return { field, value: this.varint() };
    if (type === BYTES) return { field, value: this.take(asNumber(this.varint())) };
    if (type === EIGHT || type === FOUR) return { field, value: this.take(type === FOUR ? 4 : 8) };
    throw new RangeError(`a field of wire type ${type}`);
  }

  varint(): bigint {
    let value = 0n;
    for (let k = 0; k < LONGEST_VARINT; k++) {
      const [byte] = this.take(1);
      value |= BigInt(byte & 127) << BigInt(7 * k);
      if (byte < 128) return value;
    }
    throw new RangeError(`a number of more than ${LONGEST_VARINT} bytes`);
  }

  private take(length: number): Uint8Array<ArrayBuffer> {
    const end = this.at + length;
    if (!(length >= 0 && end <= this.bytes.length))
      throw new RangeError(`${length} bytes that are not there`);
    const part = this.bytes.subarray(this.at, end);
    this.at = end;
    return part;
  }
}
