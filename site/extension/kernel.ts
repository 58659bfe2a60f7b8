import type { ToPage, ToWorker } from '../kernel/protocol';
import { Event } from './event';
import type { BrowserFiles } from './files';
import type { Header, KernelOptions, Message } from './jupyter';
import { kernelWorker } from './kernel-worker';
import { showProgress } from './progress';
import { evaluate } from './stage';

/** As the committed notebooks have it: another one would change them as they are opened. */
const LANGUAGE = { name: 'typescript', mimetype: 'text/typescript', file_extension: '.ts' };

/** How long a cell may take to hear of an interrupt, in ms, before its worker is replaced. */
const PATIENCE = 1000;

const GONE = {
  ename: 'Interrupted',
  evalue:
    'The cell was stopped. It did not hear of it, so the kernel was started anew: all variables are gone.',
  remedy: 'Run > Run All Above Selected Cell brings them back.',
};

const NOT_LOADED = {
  ename: 'NotLoaded',
  evalue: 'The kernel did not load.',
  remedy: 'Connect to the network and run the cell again.',
};

type Waiting = [request: number, answer: (content: Content) => void];

type Content = Record<string, unknown>;

/** A TypeScript kernel, whose cells run in a worker: what JupyterLite calls an IKernel. */
export class Kernel {
  isDisposed = false;
  readonly ready = Promise.resolve();
  readonly id: string;
  readonly name: string;
  readonly location: string;
  readonly disposed = new Event<Kernel>();
  private readonly sendMessage: KernelOptions['sendMessage'];
  private readonly replies = new Map<number, (content: Content) => void>();
  /** Null: it did not load, or is gone; what is asked next starts another. */
  private worker: Worker | null;
  private parent: Header | null = null;
  private requests = 0;
  private sent = 0;
  private count = 0;

  constructor(
    options: KernelOptions,
    private readonly files: BrowserFiles,
    private readonly site: string,
  ) {
    ({ id: this.id, name: this.name, location: this.location, sendMessage: this.sendMessage } = options);
    this.worker = this.startWorker();
  }

  get isBusy(): boolean {
    return this.replies.size > 0;
  }

  async handleMessage(message: Message): Promise<void> {
    const { header, content } = message;
    this.parent = header;
    this.publish('status', { execution_state: 'busy' }, header);
    const reply = await this.answer(header.msg_type, content);
    if (reply) this.send('shell', header.msg_type.replace(/request$/, 'reply'), reply, header);
    this.publish('status', { execution_state: 'idle' }, header);
  }

  /** Stops the running cell; one that does not hear of it goes with its worker, and all variables. */
  async interrupt(): Promise<void> {
    const waiting = [...this.replies];
    if (waiting.length === 0) return;
    this.post({ type: 'interrupt' });
    await new Promise((resolve) => setTimeout(resolve, PATIENCE));
    const stuck = waiting.filter(([request]) => this.replies.has(request));
    if (stuck.length === 0) return;
    this.giveUp(stuck, GONE);
    this.worker = this.startWorker();
  }

  /** Ends the worker; requests that wait for it fail. */
  private giveUp(waiting: Waiting[], reason: typeof GONE): void {
    this.worker?.terminate();
    this.worker = null;
    showProgress(null);
    const { ename, evalue, remedy } = reason;
    const failure = { ename, evalue, traceback: [`${ename}: ${evalue}`, remedy] };
    if (waiting.length > 0) this.publish('error', failure);
    for (const [request, answer] of waiting) {
      this.replies.delete(request);
      answer({ status: 'error', execution_count: this.count, ...failure });
    }
  }

  dispose(): void {
    if (this.isDisposed) return;
    this.isDisposed = true;
    this.worker?.terminate();
    showProgress(null);
    this.disposed.emit(this);
  }

  private async answer(type: string, content: Content): Promise<Content | null> {
    switch (type) {
      case 'kernel_info_request':
        return {
          status: 'ok',
          protocol_version: '5.3',
          implementation: 'cnn-fragility',
          implementation_version: '0.1.0',
          language_info: LANGUAGE,
          banner: 'TypeScript in this browser',
          help_links: [],
        };
      case 'execute_request':
        return this.execute(content);
      case 'complete_request':
      case 'inspect_request':
        return this.ask({
          type: type === 'complete_request' ? 'complete' : 'inspect',
          request: ++this.requests,
          code: String(content.code),
          cursor: Number(content.cursor_pos),
        });
      case 'is_complete_request':
        return { status: 'complete' };
      case 'comm_info_request':
        return { status: 'ok', comms: {} };
      case 'history_request':
        return { status: 'ok', history: [] };
      default:
        return null;
    }
  }

  private async execute(content: Content): Promise<Content> {
    const code = String(content.code);
    const count = ++this.count;
    if (!content.silent) this.publish('execute_input', { code, execution_count: count });
    const request = ++this.requests;
    const answer = this.answerTo(request);
    const listing = await this.files.list();
    // It may have been stopped meanwhile.
    const folder = `/${this.location}`;
    if (this.replies.has(request)) this.post({ type: 'execute', request, code, count, folder, listing });
    return answer;
  }

  private ask(message: ToWorker & { readonly request: number }): Promise<Content> {
    this.post(message);
    return this.answerTo(message.request);
  }

  private answerTo(request: number): Promise<Content> {
    return new Promise((resolve) => this.replies.set(request, resolve));
  }

  private post(message: ToWorker): void {
    this.worker ??= this.startWorker();
    this.worker.postMessage(message);
  }

  private startWorker(): Worker {
    const worker = kernelWorker(this.site);
    worker.onmessage = ({ data }: MessageEvent<ToPage>) => this.take(data);
    worker.onerror = ({ message }) => {
      if (message) console.error('The kernel’s worker:', message);
      else this.giveUp([...this.replies], NOT_LOADED);
    };
    return worker;
  }

  private take(message: ToPage): void {
    if (message.type === 'publish') this.publish(message.kind, message.content);
    else if (message.type === 'progress') showProgress(message.text);
    else if (message.type === 'file') void this.serve(message);
    else if (message.type === 'evaluate') void this.evaluate(message);
    else {
      this.replies.get(message.request)?.(message.content);
      this.replies.delete(message.request);
    }
  }

  private async serve({ request, what, path, content }: ToPage & { type: 'file' }): Promise<void> {
    try {
      const found = what === 'read' ? await this.files.read(path) : null;
      if (what === 'write') await this.files.write(path, content!);
      if (what === 'remove') await this.files.remove(path);
      this.post({ type: 'file', request, content: found });
    } catch (error) {
      this.post({ type: 'file', request, content: null, error: String(error) });
    }
  }

  private async evaluate({ request, script, work, given }: ToPage & { type: 'evaluate' }): Promise<void> {
    try {
      const value = await evaluate(`${this.site}${script}`, work, given);
      this.post({ type: 'evaluated', request, value });
    } catch (error) {
      this.post({ type: 'evaluated', request, value: null, error: String(error) });
    }
  }

  private publish(type: string, content: Content, parent = this.parent): void {
    this.send('iopub', type, content, parent);
  }

  private send(channel: string, type: string, content: Content, parent: Header | null): void {
    if (this.isDisposed || !parent) return;
    const { session, username } = parent;
    const date = new Date().toISOString();
    const msg_id = `${this.id}-${++this.sent}`;
    const header = { msg_id, msg_type: type, session, username, date, version: '5.3' };
    this.sendMessage({ header, parent_header: parent, metadata: {}, content, channel, buffers: [] });
  }
}
