import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const { ZmqServer } = require('tslab/dist/jupyter');

/** tslab's server, which also lets the handler publish: execution counts and errors reach every client. */
export class KernelServer extends ZmqServer {
  async handleExecute(socket, message) {
    const publish = (type, content) => this.#answer(message, type, content, this.iopub);
    const content = await this.handler.handleExecute(
      message.content,
      (name, text) => publish('stream', { name, text }),
      (data, update) => publish(update ? 'update_display_data' : 'display_data', data),
      publish,
    );
    this.#answer(message, 'execute_reply', content, socket);
  }

  /** tslab answers this request with the type of another one. */
  handleCommInfoRequest(socket, message) {
    this.#answer(message, 'comm_info_reply', { status: 'ok', comms: {} }, socket);
  }

  /** Every request begins here. tslab does not answer one for the history, for which a console waits: it has none. */
  publishStatus(status, message) {
    super.publishStatus(status, message);
    if (status === 'busy' && message.header.msg_type === 'history_request')
      this.#answer(message, 'history_reply', { status: 'ok', history: [] }, this.shell);
  }

  #answer(message, type, content, to) {
    const reply = message.createReply();
    reply.header.msg_type = type;
    reply.content = content;
    reply.signAndSend(this.connInfo.key, to);
  }
}
