import type { Refusal } from '../../errors';
import { Callable, MARK, type Machine, type Maker, OPCODES, type Pickled } from './pickle-opcodes';

// Python's pickle format is a program for a machine with a stack and a memo. This one builds numbers, texts, bytes, lists,
// maps and sets; for anything else a pickle names a function to be called, and all but the few that the caller gives are
// refused by their name. Nothing is looked up anywhere else, so that nothing in a file can be run. Own code: pickleparser
// 0.2.1, the one of npm, goes on with functions that it does not know, and keeps dictionaries as objects, whose
// prototype a file can then set. Source: CPython's Lib/pickletools.py

/** What the caller knows. */
export interface Known {
  /** By the name in the pickle, `collections.OrderedDict`. */
  readonly makers: ReadonlyMap<string, Maker>;
  /** What a persistent id stands for: the bytes of a tensor. */
  persistent(id: Pickled): Pickled;
  readonly refuse: Refusal;
}

/** A tensor makes eight objects: enough for 60,000. What takes a byte of a pickle may take 200 in memory. */
const MOST_OBJECTS = 500_000;
const MOST_KEPT = 2_000_000;

const STOP = 0x2e;
const NEWLINE = 10;

/**
 * The value of the pickle that begins at byte `start`, and where it ends. Throws what `known.refuse` makes for damage and
 * for all that it does not know, and for more objects than a checkpoint has. No length is believed.
 */
export function readPickle(bytes: Uint8Array, start: number, known: Known): { value: Pickled; end: number } {
  const machine = new PickleMachine(bytes, start, known);
  for (;;) {
    const code = machine.size(1);
    if (code === STOP) return { value: machine.result(), end: machine.at };
    const step = OPCODES.get(code);
    if (!step) throw machine.refuse(`opcode 0x${code.toString(16)} at byte ${machine.at - 1}`);
    step(machine);
  }
}

class PickleMachine implements Machine {
  readonly stack: Pickled[] = [];
  readonly memo = new Map<number, Pickled>();
  private readonly view: DataView;
  private objects = 0;

  constructor(
    private readonly bytes: Uint8Array,
    public at: number,
    private readonly known: Known,
  ) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  result(): Pickled {
    if (this.stack.length !== 1) throw this.refuse('a pickle that leaves no value');
    return this.pop();
  }

  take(length: number): Uint8Array {
    const left = this.bytes.length - this.at;
    if (!(length <= left)) throw this.refuse(`${left} bytes where ${length} are announced`);
    this.at += length;
    return this.bytes.subarray(this.at - length, this.at);
  }

  size(width: 1 | 2 | 4 | 8): number {
    const at = this.at;
    this.take(width);
    if (width === 1) return this.view.getUint8(at);
    if (width === 2) return this.view.getUint16(at, true);
    return width === 4 ? this.view.getUint32(at, true) : Number(this.view.getBigUint64(at, true));
  }

  double(): number {
    const at = this.at;
    this.take(8);
    return this.view.getFloat64(at);
  }

  line(): string {
    const end = this.bytes.indexOf(NEWLINE, this.at);
    if (end < 0) throw this.refuse('a name without an end');
    const line = new TextDecoder().decode(this.take(end - this.at));
    this.take(1);
    return line;
  }

  pop(): Pickled {
    this.top();
    return this.stack.pop();
  }

  top(): Pickled {
    const top = this.stack.at(-1);
    if (top === undefined || top === MARK) throw this.refuse('a pickle that takes what is not there');
    return top;
  }

  popToMark(): Pickled[] {
    const mark = this.stack.lastIndexOf(MARK);
    if (mark < 0) throw this.refuse('a pickle without a mark');
    const items = this.stack.splice(mark + 1);
    this.stack.pop();
    return items;
  }

  made(value: Pickled): Pickled {
    if (typeof value === 'object' && value !== null && ++this.objects > MOST_OBJECTS)
      throw this.known.refuse(`more than ${MOST_OBJECTS} objects`, 'a checkpoint');
    return value;
  }

  keep(index: number): void {
    this.memo.set(index, this.top());
    if (this.memo.size > MOST_KEPT)
      throw this.known.refuse(`more than ${MOST_KEPT} objects kept`, 'a checkpoint');
  }

  recall(index: number): Pickled {
    if (!this.memo.has(index)) throw this.refuse(`memo ${index}, which was never written`);
    return this.memo.get(index);
  }

  named(module: Pickled, name: Pickled): Callable {
    const whole = `${inWords(module)}.${inWords(name)}`;
    const make = this.known.makers.get(whole);
    if (make) return new Callable(whole, make);
    throw this.known.refuse(
      `a pickle that asks for ${whole}, of which nothing was run`,
      'tensors, numbers, texts, lists and dictionaries',
    );
  }

  call(callable: Pickled, args: Pickled): Pickled {
    if (callable instanceof Callable && Array.isArray(args)) return callable.make(args, this.known.refuse);
    throw this.refuse('a call of what is no function');
  }

  persistent(id: Pickled): Pickled {
    return this.known.persistent(id);
  }

  refuse(given: string): Error {
    return this.known.refuse(given, 'an undamaged pickle of protocol 2 to 5, as torch.save writes it');
  }
}

/** A name in a pickle; long ones cut. */
function inWords(name: Pickled): string {
  return typeof name === 'string' ? name.slice(0, 100) : typeof name;
}
