import type { Refusal } from '../../errors';

/** What a pickle holds: null, a boolean, a number, a text, bytes, a list (tuples too), a map, a set, or what a maker made. */
export type Pickled = unknown;

/** Makes a value from the arguments that a pickle gives for it. */
export type Maker = (args: readonly Pickled[], refuse: Refusal) => Pickled;

/** A known function or type that a pickle named. */
export class Callable {
  constructor(
    readonly name: string,
    readonly make: Maker,
  ) {}
}

/** An object of which only the state is kept, as it stands in the pickle. */
export class PlainObject {
  state: Pickled = null;
}

/** Stands on the stack where a run of items begins. */
export const MARK = Symbol('mark');

/** What a step of a pickle works on. */
export interface Machine {
  readonly stack: Pickled[];
  readonly memo: Map<number, Pickled>;
  /** The next bytes. */
  take(length: number): Uint8Array;
  /** The next unsigned number of so many bytes. */
  size(width: 1 | 2 | 4 | 8): number;
  /** The next 8 bytes as a number with its sign and exponent first. */
  double(): number;
  /** The next line, without its end. */
  line(): string;
  pop(): Pickled;
  /** The top of the stack, which stays. */
  top(): Pickled;
  /** All above the last mark, which goes, too. */
  popToMark(): Pickled[];
  /** Keeps the top of the stack under a number. */
  keep(index: number): void;
  recall(index: number): Pickled;
  /** Counts a new object, and refuses one too many. */
  made(value: Pickled): Pickled;
  /** The known function of that name. */
  named(module: Pickled, name: Pickled): Callable;
  call(callable: Pickled, args: Pickled): Pickled;
  persistent(id: Pickled): Pickled;
  refuse(given: string): Error;
}

type Step = (machine: Machine) => void;

/** Pushes what `value` gives. */
const push = (value: (m: Machine) => Pickled): Step => {
  return (m) => {
    const made = m.made(value(m));
    m.stack.push(made);
  };
};

/** Pushes what was kept under a number. */
const recall = (width: 1 | 4): Step => {
  return (m) => void m.stack.push(m.recall(m.size(width)));
};

const utf8 = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
/**
 * A character a byte, so that a text of Python 2 can be taken for the bytes that it may be; the decoder of that name has
 * others.
 */
function latin1(bytes: Uint8Array): string {
  const part = 8192;
  const parts = Array.from({ length: Math.ceil(bytes.length / part) }, (_, k) =>
    String.fromCharCode(...bytes.subarray(k * part, (k + 1) * part)),
  );
  return parts.join('');
}

/** The steps by their byte: those that Python's pickler writes in protocols 2 to 5, but for out-of-band buffers. */
export const OPCODES: ReadonlyMap<number, Step> = new Map<number, Step>([
  [0x80, (m) => protocol(m, m.size(1))],
  [0x95, (m) => void m.size(8)], // a frame, which groups reads
  [0x28, (m) => void m.stack.push(MARK)],
  [0x30, (m) => void m.pop()],
  [0x31, (m) => void m.popToMark()],
  [0x4e, push(() => null)],
  [0x88, push(() => true)],
  [0x89, push(() => false)],
  [0x4a, push((m) => m.size(4) | 0)],
  [0x4b, push((m) => m.size(1))],
  [0x4d, push((m) => m.size(2))],
  [0x8a, push((m) => integer(m.take(m.size(1))))],
  [0x47, push((m) => m.double())],
  [0x58, push((m) => utf8(m.take(m.size(4))))],
  [0x8c, push((m) => utf8(m.take(m.size(1))))],
  [0x8d, push((m) => utf8(m.take(m.size(8))))],
  [0x54, push((m) => latin1(m.take(m.size(4))))], // texts of Python 2
  [0x55, push((m) => latin1(m.take(m.size(1))))],
  [0x42, push((m) => m.take(m.size(4)))],
  [0x43, push((m) => m.take(m.size(1)))],
  [0x8e, push((m) => m.take(m.size(8)))],
  [0x96, push((m) => m.take(m.size(8)))],
  [0x5d, push(() => [])],
  [0x7d, push(() => new Map())],
  [0x8f, push(() => new Set())],
  [0x29, push(() => [])],
  [0x74, push((m) => m.popToMark())],
  [0x85, push((m) => tuple(m, 1))],
  [0x86, push((m) => tuple(m, 2))],
  [0x87, push((m) => tuple(m, 3))],
  [0x91, push((m) => new Set(m.popToMark()))],
  [0x61, (m) => append(m, [m.pop()])],
  [0x65, (m) => append(m, m.popToMark())],
  [0x73, (m) => setItems(m, tuple(m, 2))],
  [0x75, (m) => setItems(m, m.popToMark())],
  [0x90, (m) => addItems(m, m.popToMark())],
  [0x71, (m) => m.keep(m.size(1))],
  [0x72, (m) => m.keep(m.size(4))],
  [0x94, (m) => m.keep(m.memo.size)],
  [0x68, recall(1)],
  [0x6a, recall(4)],
  [0x63, push((m) => m.named(m.line(), m.line()))],
  [0x93, push((m) => m.named(...(tuple(m, 2) as [Pickled, Pickled])))],
  [0x52, push((m) => m.call(...calling(m)))],
  [0x81, push((m) => m.call(...calling(m)))],
  [0x62, build],
  [0x51, push((m) => m.persistent(m.pop()))],
]);

function protocol(m: Machine, version: number): void {
  if (version < 2 || version > 5) throw m.refuse(`protocol ${version}`);
}

/** A whole number, little-endian with the sign in its last bit; beyond what a number holds exactly, a bigint. */
function integer(bytes: Uint8Array): number | bigint {
  let value = 0n;
  for (const [k, byte] of bytes.entries()) value |= BigInt(byte) << BigInt(8 * k);
  const signed = BigInt.asIntN(8 * bytes.length, value);
  return Number.isSafeInteger(Number(signed)) ? Number(signed) : signed;
}

/** The topmost `n` values, the deepest first. */
function tuple(m: Machine, n: number): Pickled[] {
  return Array.from({ length: n }, () => m.pop()).reverse();
}

function calling(m: Machine): [callable: Pickled, args: Pickled] {
  return tuple(m, 2) as [Pickled, Pickled];
}

function append(m: Machine, items: readonly Pickled[]): void {
  const list = m.top();
  if (!Array.isArray(list)) throw m.refuse('items for what is no list');
  for (const item of items) list.push(item);
}

function setItems(m: Machine, items: readonly Pickled[]): void {
  const map = m.top();
  if (!(map instanceof Map) || items.length % 2 !== 0) throw m.refuse('entries for what is no dictionary');
  for (let k = 0; k < items.length; k += 2) map.set(items[k], items[k + 1]);
}

function addItems(m: Machine, items: readonly Pickled[]): void {
  const set = m.top();
  if (!(set instanceof Set)) throw m.refuse('items for what is no set');
  for (const item of items) set.add(item);
}

/** Gives an object its state. What PyTorch notes beside an ordered dictionary is dropped. */
function build(m: Machine): void {
  const state = m.pop();
  const made = m.top();
  if (made instanceof PlainObject) made.state = state;
  else if (!(made instanceof Map)) throw m.refuse('a state for what has none');
}
