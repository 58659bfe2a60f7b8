import type { Contents, Model } from './jupyter';

export type Listing = (readonly [string, { size: number; stamp: string }])[];

/** The file browser's files, as a kernel reads and writes them: paths begin with a slash. */
export class BrowserFiles {
  private listing: Promise<Listing> | null = null;

  constructor(private readonly contents: Contents) {
    contents.fileChanged.connect(() => {
      this.listing = null;
    });
  }

  /** All files by path. */
  list(): Promise<Listing> {
    this.listing ??= this.below('');
    return this.listing;
  }

  private async below(folder: string): Promise<Listing> {
    const { content } = await this.contents.get(folder, { content: true });
    const parts = (content as Model[]).map(async (model): Promise<Listing> => {
      if (model.type === 'directory') return this.below(model.path);
      return [[`/${model.path}`, { size: model.size ?? 0, stamp: `${model.size} ${model.last_modified}` }]];
    });
    return (await Promise.all(parts)).flat();
  }

  async read(path: string): Promise<Uint8Array> {
    const { content, format } = await this.contents.get(path.slice(1), { content: true });
    if (format === 'base64') {
      const decoded = await fetch(`data:application/octet-stream;base64,${content}`);
      return new Uint8Array(await decoded.arrayBuffer());
    }
    return new TextEncoder().encode(typeof content === 'string' ? content : JSON.stringify(content));
  }

  async write(path: string, bytes: Uint8Array): Promise<void> {
    const folders = path.slice(1).split('/').slice(0, -1);
    for (let depth = 1; depth <= folders.length; depth++)
      await this.makeFolder(folders.slice(0, depth).join('/'));
    const name = path.split('/').at(-1)!;
    await this.contents.save(path.slice(1), { type: 'file', name, ...encoded(bytes) });
  }

  remove(path: string): Promise<void> {
    return this.contents.delete(path.slice(1));
  }

  private async makeFolder(path: string): Promise<void> {
    const found = await this.contents.get(path).catch(() => null);
    if (!found) await this.contents.save(path, { type: 'directory', name: path.split('/').at(-1)! });
  }
}

/** As text where it is text, else in base64. */
function encoded(bytes: Uint8Array): Pick<Model, 'format' | 'content'> {
  try {
    return { format: 'text', content: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch {
    let signs = '';
    for (let at = 0; at < bytes.length; at += 32768)
      signs += String.fromCharCode(...bytes.subarray(at, at + 32768));
    return { format: 'base64', content: btoa(signs) };
  }
}
