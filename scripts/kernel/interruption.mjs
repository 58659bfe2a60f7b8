import { Worker } from 'node:worker_threads';
import { OVER, PAUSES, PROTECTED, shareCounts } from './interrupt-counts.mjs';

/** Milliseconds after which running code gives every other part of the kernel a turn. */
const TURN = 25;
/** Milliseconds between two signs of life while an interrupt is not over. */
const PULSE = 100;

/** Why a cell stopped: its reader wanted it to. */
class Interrupted extends Error {
  constructor() {
    super('The cell was stopped.');
    this.name = 'Interrupted';
  }
}

/**
 * How running code learns that its reader wants it to stop. Cells are compiled so that each `await` comes here; a
 * library finds `signal` under `Symbol.for('cnn-fragility.interruption')`.
 */
export class Interruption {
  #controller = new AbortController();
  #shared = shareCounts();
  #turned = performance.now();
  #told = 0;
  #running = false;
  /** @type {NodeJS.Timeout | undefined} */
  #pulse;

  constructor() {
    Reflect.set(globalThis, Symbol.for('cnn-fragility.interruption'), this);
  }

  /** Aborted by the next interrupt; after that there is a new one. */
  get signal() {
    return this.#controller.signal;
  }

  /** Stops what runs now. */
  raise() {
    const controller = this.#controller;
    this.#controller = new AbortController();
    controller.abort(new Interrupted());
  }

  /** From now on SIGINT is an interrupt, even while code runs that never ends. */
  async listen() {
    const worker = new Worker(new URL('./interrupt-watch.mjs', import.meta.url), {
      workerData: this.#shared,
    });
    worker.unref();
    await new Promise((resolve) => worker.once('message', resolve));
    worker.on('message', () => {
      this.#told++;
      this.raise();
      if (!this.#running) this.#end();
      else this.#pulse ??= setInterval(() => Atomics.add(this.#shared, PAUSES, 1), PULSE);
    });
  }

  /**
   * Runs a cell until it is answered. Only then an interrupt is over: a timer that the stopped code has left may still
   * begin what never ends.
   *
   * @template T
   * @param {() => Promise<T>} work
   */
  async during(work) {
    this.#running = true;
    try {
      return await work();
    } finally {
      this.#running = false;
      this.#end();
    }
  }

  /** All interrupts so far are over. */
  #end() {
    clearInterval(this.#pulse);
    this.#pulse = undefined;
    Atomics.store(this.#shared, OVER, this.#told);
  }

  /**
   * `action` made safe: an interrupt waits for its end. For the kernel's own code that takes long.
   *
   * @template {unknown[]} Args
   * @template Result
   * @param {(...args: Args) => Result} action
   */
  protect(action) {
    return (/** @type {Args} */ ...args) => {
      Atomics.add(this.#shared, PROTECTED, 1);
      try {
        return action(...args);
      } finally {
        Atomics.sub(this.#shared, PROTECTED, 1);
      }
    };
  }

  /** What `await value` in a cell waits for: `value`, or the interrupt. Lets the kernel get a word in. */
  awaited = async (/** @type {unknown} */ value) => {
    const { signal } = this;
    const result = await value;
    if (performance.now() - this.#turned > TURN) {
      await new Promise((resolve) => setTimeout(resolve));
      this.#turned = performance.now();
    }
    signal.throwIfAborted();
    return result;
  };

  /** The same for `for await (… of values)`. */
  each = (/** @type {AsyncIterable<unknown> | Iterable<unknown>} */ values) => this.#eachOf(values);

  /** @param {AsyncIterable<unknown> | Iterable<unknown>} values */
  async *#eachOf(values) {
    for await (const value of values) yield await this.awaited(value);
  }
}
