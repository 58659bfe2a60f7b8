import type { Host } from '../machine/host';
import type { FileRequest, ToPage } from './protocol';

/** Asks the page for files of its file browser, and hands its answers on. */
export class PageFiles {
  private readonly waiting = new Map<number, { done(content: Blob): void; failed(error: Error): void }>();
  private last = 0;

  constructor(private readonly send: (message: ToPage) => void) {}

  /** The page's answer. */
  answer(request: number, content: Blob | null, error?: string): void {
    const waiting = this.waiting.get(request);
    this.waiting.delete(request);
    if (error !== undefined) waiting?.failed(Object.assign(new Error(error), { code: 'EIO' }));
    else waiting?.done(content ?? new Blob());
  }

  readonly read: Host['read'] = (path) => this.ask({ what: 'read', path });

  readonly write = async (path: string, content: Blob): Promise<void> => {
    await this.ask({ what: 'write', path, content });
  };

  readonly remove = async (path: string): Promise<void> => {
    await this.ask({ what: 'remove', path });
  };

  private ask(about: Omit<FileRequest, 'type' | 'request'>): Promise<Blob> {
    const request = ++this.last;
    this.send({ type: 'file', request, ...about });
    return new Promise((done, failed) => this.waiting.set(request, { done, failed }));
  }
}
