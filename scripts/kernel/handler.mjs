import { createRequire } from 'node:module';
import { setTimeout as sleep } from 'node:timers/promises';
import { CellOutput } from './cell-output.mjs';
import { mendCell } from './cell-source.mjs';
import { describeFailure } from './failure.mjs';
import { inspectedPosition } from './inspected.mjs';
import { startCell } from './source-lines.mjs';

/** @import { Interruption } from './interruption.mjs' */
/** @import { Publish } from './server.mjs' */
/** @typedef {{ code: string, silent?: boolean, stop_on_error?: boolean }} ExecuteRequest */
/** @typedef {{ code: string, cursor_pos: number }} InspectRequest */
/** @typedef {{ execute: (code: string) => Promise<boolean>, interrupt: () => void }} Executor  tslab's */
/** @typedef {import('./failure.mjs').Printed[]} Failures */

// Untyped: its fields that are used here are private by their types.
const jupyter = createRequire(import.meta.url)('tslab/dist/jupyter');

/** How long a failed cell waits for requests that were sent before it failed, in ms. */
const DRAIN = 20;

/**
 * tslab's handler with Jupyter's semantics of failure: a cell that fails reports name, message and line, every
 * request that came in before its reply is answered `aborted`, every later one runs.
 */
export class CellHandler extends jupyter.JupyterHandlerImpl {
  /** @type {Promise<unknown>} */
  #previous = Promise.resolve();
  #generation = 0;
  #failures;
  #interruption;

  /**
   * `failures` is where the executor's calls of console.error are collected.
   *
   * @param {Executor} executor
   * @param {Failures} failures
   * @param {Interruption} interruption
   */
  constructor(executor, failures, interruption) {
    super(executor, false);
    this.#failures = failures;
    this.#interruption = interruption;
  }

  /**
   * Runs one cell after all earlier ones are answered. `answer` sends what it is given, and resolves when that is sent.
   *
   * @param {ExecuteRequest} request
   * @param {Publish} publish
   * @param {(reply: unknown) => Promise<unknown>} answer
   */
  handleExecute(request, publish, answer) {
    const generation = this.#generation;
    this.#previous = this.#previous.then(() =>
      this.#interruption.during(async () => {
        publish('status', { execution_state: 'busy' });
        const runs = generation === this.#generation;
        await answer(runs ? await this.#run(request, publish) : { status: 'aborted' });
      }),
    );
    return this.#previous;
  }

  /** Signature and doc comment of the name at the cursor, or of the function whose arguments are being typed. @param {InspectRequest} request */
  handleInspect({ code, cursor_pos: cursor, ...request }) {
    return super.handleInspect({ ...request, code, cursor_pos: inspectedPosition(code, cursor) });
  }

  /** Stops the running cell. */
  interrupt() {
    this.#interruption.raise();
  }

  /** @param {ExecuteRequest} request @param {Publish} publish */
  async #run(request, publish) {
    const count = ++this.execCount;
    const { code } = request;
    if (!request.silent) publish('execute_input', { code, execution_count: count });
    const output = new CellOutput(publish, publish.waiting);
    showIn(output);
    startCell(count, code);
    const failure = await this.#execute(code);
    output.finish();
    if (!failure) return { status: 'ok', execution_count: count, payload: [], user_expressions: {} };
    publish('error', failure);
    if (request.stop_on_error !== false) await this.#abortWaiting();
    return { status: 'error', execution_count: count, ...failure };
  }

  /** Null, or what failed. @param {string} code */
  async #execute(code) {
    const { signal } = this.#interruption;
    this.#failures.length = 0;
    try {
      if (await this.#untilStopped(signal, mendCell(code))) return null;
    } catch (error) {
      this.#failures.push([error]);
    }
    const [first] = this.#failures[0] ?? [];
    if (first instanceof Object && Reflect.get(first, 'code') === 'ERR_SCRIPT_EXECUTION_INTERRUPTED')
      this.interrupt();
    return describeFailure(signal.aborted ? [[signal.reason]] : this.#failures, code);
  }

  /**
   * Whether `code` succeeded. Rejects when `signal` is aborted, even if the code never ends.
   *
   * @param {AbortSignal} signal
   * @param {string} code
   */
  async #untilStopped(signal, code) {
    let stop = () => {};
    const stopped = new Promise((_, reject) => {
      stop = () => {
        this.executor.interrupt(); // Else the executor would take over the cell's names when it ends after all.
        setImmediate(reject, signal.reason);
      };
    });
    signal.addEventListener('abort', stop);
    // In a turn of its own: an interrupt that stops the running code stops its callers and drops the promises behind it.
    const ended = new Promise((resolve) =>
      setTimeout(() => signal.aborted || resolve(this.executor.execute(code))),
    );
    try {
      return await Promise.race([ended, stopped]);
    } finally {
      signal.removeEventListener('abort', stop);
    }
  }

  async #abortWaiting() {
    await sleep(DRAIN);
    this.#generation++;
  }
}

/** Sends what is printed and shown to `output`, also after its cell has ended, until the next cell. @param {CellOutput} output */
function showIn(output) {
  process.stdout.write = writer(output, 'stdout');
  process.stderr.write = writer(output, 'stderr');
  jupyter.lastWriteDisplayData = (
    /** @type {Record<string, unknown>} */ content,
    /** @type {boolean} */ update,
  ) => output.display(content, update);
}

/** @param {CellOutput} output @param {'stdout' | 'stderr'} name @returns {typeof process.stdout.write} */
function writer(output, name) {
  return (data, encoding, done = encoding) => {
    output.write(name, typeof data === 'string' ? data : Buffer.from(data).toString());
    if (typeof done === 'function') process.nextTick(done);
    return true;
  };
}
