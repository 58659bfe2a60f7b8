import type { Host } from '../machine/host';
import type { FileRequest, ToPage } from './protocol';

/** Asks the page for files of its file browser, and hands its answers on. */
export class PageFiles {
  private readonly waiting = new Map<number, { done(bytes: Uint8Array): void; failed(error: Error): void }>();
  private last = 0;

  constructor(private readonly send: (message: ToPage) => void) {}

  /** The page's answer. */
  answer(request: number, bytes: Uint8Array | null, error?: string): void {
    const waiting = this.waiting.get(request);
    this.waiting.delete(request);
    if (error !== undefined) waiting?.failed(Object.assign(new Error(error), { code: 'EIO' }));
    else waiting?.done(bytes ?? new Uint8Array(0));
  }

  readonly read: Host['read'] = (path) => this.ask({ what: 'read', path });

  readonly write = async (path: string, bytes: Uint8Array): Promise<void> => {
    await this.ask({ what: 'write', path, bytes });
  };

  readonly remove = async (path: string): Promise<void> => {
    await this.ask({ what: 'remove', path });
  };

  private ask(about: Omit<FileRequest, 'type' | 'request'>): Promise<Uint8Array> {
    const request = ++this.last;
    this.send({ type: 'file', request, ...about });
    return new Promise((done, failed) => this.waiting.set(request, { done, failed }));
  }
}
