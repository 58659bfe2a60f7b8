/** @typedef {(Buffer | string)[]} Frames */
/** @typedef {{ closed: boolean, send: (frames: Frames) => Promise<void> }} Sender */

/**
 * Sends over one socket, in order, each message after the one before it: ZeroMQ's binding refuses a `send` while one
 * is under way.
 */
export class Outbox {
  /** Bytes that wait to be sent. */
  waiting = 0;
  #socket;
  /** @type {Frames[]} */
  #queue = [];
  /** @type {Promise<void> | null} */
  #sending = null;

  /** @param {Sender} socket */
  constructor(socket) {
    this.#socket = socket;
  }

  /** Queues a message. @param {Frames} frames */
  send(frames) {
    this.#queue.push(frames);
    this.waiting += size(frames);
    // In a turn of its own: an interrupt that stops the running code drops the promises that wait behind it.
    this.#sending ??= new Promise((resolve) => setTimeout(() => resolve(this.#sendAll())));
  }

  /** Resolves when nothing waits any more. */
  async drained() {
    while (this.#sending) await this.#sending;
  }

  async #sendAll() {
    while (this.#queue.length) {
      const batch = this.#queue;
      this.#queue = [];
      for (const frames of batch) await this.#sendOne(frames);
    }
    this.#sending = null;
  }

  /** @param {Frames} frames */
  async #sendOne(frames) {
    try {
      await this.#socket.send(frames);
    } catch (error) {
      if (!this.#socket.closed)
        console.error('A message could not be sent:', error instanceof Error ? error.message : error);
    }
    this.waiting -= size(frames);
  }
}

/** @param {Frames} frames */
function size(frames) {
  return frames.reduce((bytes, frame) => bytes + frame.length, 0);
}
