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

/**
 * An answer may take a second longer for each so many bytes to read: a margin, as on one free core the C library lists arrays 3
 * times, and unpacks them 60 times as fast.
 */
const BYTES_A_SECOND = 4 * 2 ** 20;
/** Of a larger file most bytes are values, not a list of arrays. */
const MOST_TO_LIST = 2 ** 28;
const PATIENCE_SECONDS = 10;
/** Bytes that the library takes for itself. */
const OWN_MEMORY = 2 ** 26;
/** Threads that wait for another file: one import reads two at once. */
const MOST_IDLE = 2;

let idle: Thread[] = [];

/**
 * Opens an HDF5 file of `size` bytes in the C library, which runs in WebAssembly in a thread of its own and may take `memory`
 * bytes beside those of the file and its own; null without the package h5wasm. A damaged file can send the library round for ever
 * (where free space in a global heap says that it has 0 bytes, it looks for the next object in the same place). So each answer is
 * waited for `patience` seconds, and longer the more there is to read; then the thread is ended. After an error the thread loads
 * the library anew, so that no other file meets what is left. Opening and reading throw RangeError with the reason.
 */
export async function openHdf5File(
  path: string,
  size: number,
  memory: number,
  patience = PATIENCE_SECONDS,
): Promise<Hdf5File | null> {
  const thread = new Questions(idle.pop() ?? new Thread(), patience);
  const given = [absolute(path), memory + size + OWN_MEMORY];
  const names = await thread.ask<string[] | null>('open', given, Math.min(size, MOST_TO_LIST));
  if (names === null) return null;
  return {
    names,
    about: (name) => thread.ask('about', [name]),
    bytes: (name, part, bytes, work) => thread.ask('bytes', [name, part, bytes], work),
    texts: (name, n) => thread.ask('texts', [name, n], 16 * n),
    close: () => thread.end(),
  };
}

/** What the thread answers; `absent`: there is no package. */
type Answer = { readonly value: unknown } | { readonly absent?: boolean; readonly reason: string };

/** What is asked about one file. */
class Questions {
  private last: Promise<unknown> = Promise.resolve();
  private failure: RangeError | null = null;

  constructor(
    private readonly thread: Thread,
    private readonly patience: number,
  ) {}

  /** One after another; after a failure all of them fail. */
  ask<T>(name: string, args: readonly unknown[], work = 0): Promise<T> {
    const answer = this.last.then(() => this.answer({ name, args }, work));
    this.last = answer.catch(() => {});
    return answer as Promise<T>;
  }

  async end(): Promise<void> {
    await this.ask('close', []).then(
      () => this.thread.rest(),
      // A file that failed is open no more.
      () => {},
    );
  }

  private async answer(question: object, work: number): Promise<unknown> {
    if (this.failure) throw this.failure;
    const answer = await this.thread.answer(question, this.patience + Math.floor(work / BYTES_A_SECOND));
    if ('value' in answer) return answer.value;
    this.failure = new RangeError(answer.reason);
    await this.thread.rest();
    if (answer.absent) return null;
    throw this.failure;
  }
}

class Thread {
  private readonly worker = new Worker(join(__dirname, 'hdf5-thread.cjs'), { execArgv: [] });
  private answered: (answer: Answer) => void = () => {};
  private dead = false;

  constructor() {
    this.worker.on('message', (answer) => this.answered(answer));
    this.worker.on('error', ({ message }) => this.die(message));
    this.worker.on('exit', (code) => this.die(`its reader ended with ${code}`));
    // The clock of a question keeps the process alive, a thread that rests does not.
    this.worker.unref();
  }

  /** Waits so many seconds, by ticks and not by the clock, which goes on while the computer sleeps. */
  answer(question: object, seconds: number): Promise<Answer> {
    return new Promise((resolve) => {
      let left = seconds;
      const clock = setInterval(() => {
        if (--left <= 0) this.die(`reading it came to no end in ${seconds} seconds`);
      }, 1000);
      this.answered = (answer) => {
        clearInterval(clock);
        this.answered = () => {};
        resolve(answer);
      };
      this.worker.postMessage(question);
    });
  }

  /** Waits for another file, or ends. */
  async rest(): Promise<void> {
    if (!this.dead && idle.length < MOST_IDLE) idle.push(this);
    else await this.worker.terminate();
  }

  private die(reason: string): void {
    this.dead = true;
    idle = idle.filter((thread) => thread !== this);
    this.answered({ reason });
  }
}
