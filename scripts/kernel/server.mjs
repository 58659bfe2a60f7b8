import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const { ZmqServer } = require('tslab/dist/jupyter');

/** tslab's server, which also lets the handler publish: execution counts and errors reach every client. */
export class KernelServer extends ZmqServer {
  async handleExecute(socket, message) {
    const send = (type, content, to) => {
      const reply = message.createReply();
      reply.header.msg_type = type;
      reply.content = content;
      reply.signAndSend(this.connInfo.key, to);
    };
    const publish = (type, content) => send(type, content, this.iopub);
    const content = await this.handler.handleExecute(
      message.content,
      (name, text) => publish('stream', { name, text }),
      (data, update) => publish(update ? 'update_display_data' : 'display_data', data),
      publish,
    );
    send('execute_reply', content, socket);
  }

  /** tslab answers this request with the type of another one. */
  handleCommInfoRequest(socket, message) {
    const reply = message.createReply();
    reply.header.msg_type = 'comm_info_reply';
    reply.content = { status: 'ok', comms: {} };
    reply.signAndSend(this.connInfo.key, socket);
  }
}
