import { createRequire } from 'node:module';
import { Outbox } from './outbox.mjs';
import { decode, encode } from './wire.mjs';

/** @import { CellHandler, ExecuteRequest, InspectRequest } from './handler.mjs' */
/** @import { Content, Request } from './wire.mjs' */
/** @typedef {Record<string, string> & { key: string }} Connection  the content of Jupyter's connection file */
/** @typedef {((kind: string, content: unknown) => void) & { waiting: () => number }} Publish  sends a message to every client; `waiting`: bytes not sent yet */
/** @typedef {import('./outbox.mjs').Sender & AsyncIterable<Buffer[]> & { bind: (address: string) => Promise<void>, close: () => void }} Socket */

/** Jupyter's five sockets: takes requests, gives them to the handler, and sends what it answers. */
export class KernelServer {
  #handler;
  #connection;
  /** @type {Record<'iopub' | 'shell' | 'control' | 'stdin' | 'hb', Socket>} */
  #sockets;
  #published;

  /** @param {CellHandler} handler @param {Connection} connection */
  constructor(handler, connection) {
    this.#handler = handler;
    this.#connection = connection;
    const { Publisher, Reply, Router } = createRequire(import.meta.url)('zeromq');
    // No high-water mark: beyond one, ZeroMQ drops messages without a word.
    const options = { sendHighWaterMark: 0, linger: 1000 };
    // Who comes back is heard, though their first connection is not known to be gone: else a router refuses the name for ever.
    const router = () => new Router({ ...options, handover: true });
    this.#sockets = {
      iopub: new Publisher(options),
      shell: router(),
      control: router(),
      stdin: router(),
      hb: new Reply(options),
    };
    this.#published = new Outbox(this.#sockets.iopub);
  }

  /** Opens the sockets and begins to listen. */
  async start() {
    await Promise.all(
      Object.entries(this.#sockets).map(([name, socket]) => socket.bind(this.#address(name))),
    );
    for (const socket of [this.#sockets.shell, this.#sockets.control]) this.#listen(socket);
    this.#echo(this.#sockets.hb);
  }

  /** @param {string} name */
  #address(name) {
    const { transport, ip, [`${name}_port`]: port } = this.#connection;
    return `${transport}://${ip}${transport === 'tcp' ? ':' : '-'}${port}`;
  }

  /** @param {Socket} socket */
  async #echo(socket) {
    for await (const frames of socket) await socket.send(frames);
  }

  /** @param {Socket} socket */
  async #listen(socket) {
    const outbox = new Outbox(socket);
    for await (const frames of socket) {
      try {
        this.#take(decode(frames, this.#connection.key), outbox);
      } catch (error) {
        console.error('A message was not understood:', error instanceof Error ? error.message : error);
      }
    }
  }

  /** @param {Request} request @param {Outbox} outbox */
  async #take(request, outbox) {
    const { key } = this.#connection;
    const type = request.header.msg_type;
    const publish = (/** @type {string} */ kind, /** @type {unknown} */ content) =>
      this.#published.send(encode([kind], kind, content, request, key));
    publish.waiting = () => this.#published.waiting;
    const status = (/** @type {string} */ state) => publish('status', { execution_state: state });
    const answer = (/** @type {unknown} */ reply) => {
      if (reply)
        outbox.send(encode(request.identities, type.replace(/request$/, 'reply'), reply, request, key));
      status('idle');
      return Promise.all([outbox.drained(), this.#published.drained()]);
    };
    // A cell is busy when its turn comes.
    if (type === 'execute_request')
      return this.#handler.handleExecute(/** @type {ExecuteRequest} */ (request.content), publish, answer);
    status('busy');
    answer(await this.#answer(type, request.content));
    if (type === 'shutdown_request') this.#exit(outbox);
  }

  /** Null to what this kernel does not know. @param {string} type @param {Content} content */
  async #answer(type, content) {
    const handler = this.#handler;
    switch (type) {
      case 'kernel_info_request':
        return { status: 'ok', ...handler.handleKernel() };
      case 'is_complete_request':
        return handler.handleIsComplete(content);
      case 'inspect_request':
        return attempt(() => handler.handleInspect(/** @type {InspectRequest} */ (content)));
      case 'complete_request':
        return attempt(() => handler.handleComplete(content));
      case 'comm_info_request':
        return { status: 'ok', comms: {} };
      case 'history_request':
        return { status: 'ok', history: [] };
      case 'interrupt_request':
        handler.interrupt();
        return { status: 'ok' };
      case 'shutdown_request':
        return { status: 'ok', restart: content.restart };
      default:
        return null;
    }
  }

  /** @param {Outbox} outbox */
  async #exit(outbox) {
    await Promise.all([outbox.drained(), this.#published.drained()]);
    for (const socket of Object.values(this.#sockets)) socket.close();
    process.exit();
  }
}

/** @param {() => unknown} action */
function attempt(action) {
  try {
    return action();
  } catch (error) {
    const { name, message } = error instanceof Error ? error : new Error(String(error));
    return { status: 'error', ename: name, evalue: message, traceback: [] };
  }
}
