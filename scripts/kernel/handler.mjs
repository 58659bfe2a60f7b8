import { createRequire } from 'node:module';
import { setTimeout as sleep } from 'node:timers/promises';
import { mendCell } from './cell-source.mjs';
import { describeFailure } from './failure.mjs';
import { inspectedPosition } from './inspected.mjs';
import { startCell } from './source-lines.mjs';

const require = createRequire(import.meta.url);
const { JupyterHandlerImpl } = require('tslab/dist/jupyter');

/** How long a failed cell waits for requests that were sent before it failed, in ms. */
const DRAIN = 20;

/**
 * tslab's handler with Jupyter's semantics of failure: a cell that fails reports name, message and line, every
 * request that came in before its reply is answered `aborted`, every later one runs.
 */
export class CellHandler extends JupyterHandlerImpl {
  #previous = Promise.resolve();
  #generation = 0;
  #failures;

  /** `failures` is where the executor's calls of console.error are collected. */
  constructor(executor, failures) {
    super(executor, false);
    this.#failures = failures;
  }

  /** Runs one cell after all earlier ones; `publish(type, content)` sends a message to every client. */
  handleExecute(request, writeStream, writeDisplayData, publish) {
    const generation = this.#generation;
    const turn = this.#previous.then(() =>
      generation === this.#generation
        ? this.#run(request, writeStream, writeDisplayData, publish)
        : { status: 'aborted' },
    );
    this.#previous = turn;
    return turn;
  }

  /** Signature and doc comment of the name at the cursor, or of the function whose arguments are being typed. */
  handleInspect({ code, cursor_pos: cursor, ...request }) {
    return super.handleInspect({ ...request, code, cursor_pos: inspectedPosition(code, cursor) });
  }

  async #run(request, writeStream, writeDisplayData, publish) {
    const count = this.execCount + 1;
    if (!request.silent) publish('execute_input', { code: request.code, execution_count: count });
    this.#failures.length = 0;
    startCell(count, request.code);
    const cell = { ...request, code: mendCell(request.code) };
    try {
      await this.handleExecuteImpl(cell, writeStream, writeDisplayData);
      return { status: 'ok', execution_count: count, payload: [], user_expressions: {} };
    } catch (error) {
      if (error instanceof Error) this.#failures.push([error]);
      const failure = describeFailure(this.#failures, request.code);
      publish('error', failure);
      if (request.stop_on_error !== false) await this.#abortWaiting();
      return { status: 'error', execution_count: count, ...failure };
    }
  }

  async #abortWaiting() {
    await sleep(DRAIN);
    this.#generation++;
  }
}
