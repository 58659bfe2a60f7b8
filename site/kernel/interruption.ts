/** Why a cell stopped: its reader wanted it to. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';
  override readonly message = 'The cell was stopped.';
}

/** Milliseconds after which running code gives the worker's messages a turn. */
const TURN = 25;

/**
 * How running code learns that its reader wants it to stop: cells are compiled so that each `await` comes here; the library finds
 * `signal` under `Symbol.for('cnn-fragility.interruption')`. Code that never awaits ends with its worker.
 */
export class Interruption {
  private controller = new AbortController();
  private turned = performance.now();

  constructor() {
    Reflect.set(globalThis, Symbol.for('cnn-fragility.interruption'), this);
  }

  /** Aborted by the next interrupt; after that there is a new one. */
  get signal(): AbortSignal {
    return this.controller.signal;
  }

  raise(): void {
    const { controller } = this;
    this.controller = new AbortController();
    controller.abort(new Interrupted());
  }

  /** As in Node's kernel; nothing can come between here. */
  protect<T>(action: () => T): () => T {
    return action;
  }

  /** What `await value` in a cell waits for: `value`, or the interrupt. */
  awaited = async (value: unknown): Promise<unknown> => {
    const { signal } = this;
    const result = await value;
    if (performance.now() - this.turned > TURN) {
      await new Promise((resolve) => setTimeout(resolve));
      this.turned = performance.now();
    }
    signal.throwIfAborted();
    return result;
  };

  /** The same for `for await (… of values)`. */
  each = async function* (this: Interruption, values: AsyncIterable<unknown>) {
    for await (const value of values) yield await this.awaited(value);
  }.bind(this);
}
