import type { Host } from '../machine/host';
import { Asking } from './asking';
import type { FileRequest, ToPage } from './protocol';

/** Asks the page for files of its file browser, and hands its answers on. */
export class PageFiles {
  private readonly asking = new Asking<Blob>();

  constructor(private readonly send: (message: ToPage) => void) {}

  /** The page's answer. */
  answer(request: number, content: Blob | null, error?: string): void {
    const failure = error === undefined ? undefined : Object.assign(new Error(error), { code: 'EIO' });
    this.asking.answer(request, content ?? new Blob(), failure);
  }

  readonly read: Host['read'] = (path) => this.ask({ what: 'read', path });

  readonly write = async (path: string, content: Blob): Promise<void> => {
    await this.ask({ what: 'write', path, content });
  };

  readonly remove = async (path: string): Promise<void> => {
    await this.ask({ what: 'remove', path });
  };

  private ask(about: Omit<FileRequest, 'type' | 'request'>): Promise<Blob> {
    return this.asking.ask((request) => this.send({ type: 'file', request, ...about }));
  }
}
