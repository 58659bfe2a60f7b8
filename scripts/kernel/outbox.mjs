/**
 * Sends over one socket, in order, each message after the one before it: ZeroMQ's binding refuses a `send` while one
 * is under way.
 */
export class Outbox {
  /** Bytes that wait to be sent. */
  waiting = 0;
  #socket;
  #queue = [];
  #sending = null;

  constructor(socket) {
    this.#socket = socket;
  }

  /** Queues a message, an array of Buffers and strings. */
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

  async #sendOne(frames) {
    try {
      await this.#socket.send(frames);
    } catch (error) {
      if (!this.#socket.closed) console.error('A message could not be sent:', error.message);
    }
    this.waiting -= size(frames);
  }
}

function size(frames) {
  return frames.reduce((bytes, frame) => bytes + frame.length, 0);
}
