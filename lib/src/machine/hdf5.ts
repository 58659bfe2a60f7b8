import { resolve as absolute, join } from 'node:path';
import { Worker } from 'node:worker_threads';

/** What the C library says of an array. */
export interface Hdf5About {
  /** HDF5's number of the class of type. */
  readonly type: number;
  /** Bytes of a value. */
  readonly size: number;
  readonly signed: boolean;
  /** Texts of any length each. */
  readonly vlen: boolean;
  readonly total_size: number;
  readonly shape: readonly number[] | null;
  readonly chunks: readonly number[] | null;
  readonly filters: readonly { readonly id: number; readonly name: string }[];
}

/** Where a part of an array begins, and how far it goes, along each axis. */
export interface Hdf5Part {
  readonly counts: readonly number[];
  readonly offsets: readonly number[];
}

/** An HDF5 file that is open in the C library. */
export interface Hdf5File {
  /** Paths of the arrays. */
  readonly names: readonly string[];
  about(name: string): Promise<Hdf5About>;
  /** The `bytes` of a part of an array, or of all of it; `work` are those that are read and unpacked for it. */
  bytes(name: string, part: Hdf5Part | null, bytes: number, work: number): Promise<Uint8Array<ArrayBuffer>>;
  /** `n` texts of any length each. */
  texts(name: string, n: number): Promise<string[]>;
  close(): Promise<void>;
}

/** A second more for so many: on one free core the C library lists arrays 3 times, and unpacks 60 times as fast. */
const BYTES_A_SECOND = 4 * 2 ** 20;
/** Of a larger file most bytes are values, not a list of arrays. */
const MOST_TO_LIST = 2 ** 28;
const PATIENCE_SECONDS = 10;
/** Threads that wait for another file: one import reads two at once. */
const MOST_IDLE = 2;

let idle: Thread[] = [];

/**
 * Opens an HDF5 file of `size` bytes in the C library, which runs in WebAssembly in a thread of its own; null without the package
 * h5wasm. A damaged file can send the library round for ever (free space of 0 bytes in a global heap: it goes on by as many to
 * the next object), so each answer is waited for `patience` seconds, and longer the more there is to read. An error leaves the
 * library's stack and its files behind. After either the thread is ended: no other file meets what is left. All of it throws
 * RangeError with the reason.
 */
export async function openHdf5File(
  path: string,
  size: number,
  patience = PATIENCE_SECONDS,
): Promise<Hdf5File | null> {
  const thread = idle.pop() ?? new Thread();
  const ask = <T>(name: string, args: readonly unknown[], work = 0) =>
    thread.ask<T>({ name, args }, patience + Math.floor(work / BYTES_A_SECOND));
  const names = await ask<string[] | null>('open', [absolute(path)], Math.min(size, MOST_TO_LIST));
  if (names === null) return null;
  return {
    names,
    about: (name) => ask('about', [name]),
    bytes: (name, part, bytes, work) => ask('bytes', [name, part, bytes], work),
    texts: (name, n) => ask('texts', [name, n], 16 * n),
    // A thread that ended has nothing open.
    close: () =>
      ask('close', []).then(
        () => thread.rest(),
        () => {},
      ),
  };
}

/** What the thread answers. */
type Answer = { readonly value: unknown } | { readonly absent?: boolean; readonly reason: string };

class Thread {
  private readonly worker = new Worker(join(__dirname, 'hdf5-thread.cjs'), { execArgv: [] });
  private last: Promise<unknown> = Promise.resolve();
  private answered: (answer: Answer) => void = () => {};
  private end: RangeError | null = null;

  constructor() {
    this.worker.on('message', (answer) => this.answered(answer));
    this.worker.on('error', ({ message }) => this.fail(message));
    this.worker.on('exit', (code) => this.fail(`its reader ended with ${code}`));
    // The clock of a question keeps the process alive, a thread that rests does not.
    this.worker.unref();
  }

  /** One question after another, each for so many seconds; after a failure all of them fail. */
  ask<T>(question: object, seconds: number): Promise<T> {
    const answer = this.last.then(() => this.answer(question, seconds));
    this.last = answer.catch(() => {});
    return answer as Promise<T>;
  }

  /** Waits for another file, or ends. */
  async rest(): Promise<void> {
    if (this.end) return;
    if (idle.length < MOST_IDLE) idle.push(this);
    else await this.worker.terminate();
  }

  private async answer(question: object, seconds: number): Promise<unknown> {
    if (this.end) throw this.end;
    const answer = await this.reply(question, seconds);
    if ('value' in answer) return answer.value;
    this.fail(answer.reason);
    await this.worker.terminate();
    if (answer.absent) return null;
    throw this.end;
  }

  private fail(reason: string): void {
    this.end ??= new RangeError(reason);
    idle = idle.filter((thread) => thread !== this);
    this.answered({ reason });
  }

  /** Waits by ticks, not by the clock, which goes on while the computer sleeps. */
  private reply(question: object, seconds: number): Promise<Answer> {
    return new Promise((resolve) => {
      let left = seconds;
      const clock = setInterval(() => {
        if (--left <= 0) this.answered({ reason: `reading it came to no end in ${seconds} seconds` });
      }, 1000);
      this.answered = (answer) => {
        clearInterval(clock);
        this.answered = () => {};
        resolve(answer);
      };
      this.worker.postMessage(question);
    });
  }
}
