import { fromBase64, toBase64 } from './base64';
import type { Contents, Model } from './jupyter';
import { LARGE, type LargeFiles } from './large-files';

export type Listing = (readonly [string, { size: number; stamp: string }])[];

/** The file browser's files, as a kernel reads and writes them: paths begin with a slash. */
export class BrowserFiles {
  private listing: Promise<Listing> | null = null;

  constructor(
    private readonly contents: Contents,
    private readonly large: LargeFiles,
  ) {
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

  async read(path: string): Promise<Blob> {
    const large = await this.large.find(path);
    if (large) return large;
    const { content, format } = await this.contents.get(path.slice(1), { content: true });
    if (format === 'base64') return fromBase64(String(content));
    return new Blob([typeof content === 'string' ? content : JSON.stringify(content)]);
  }

  async write(path: string, content: Blob): Promise<void> {
    const folders = path.slice(1).split('/').slice(0, -1);
    for (let depth = 1; depth <= folders.length; depth++)
      await this.makeFolder(folders.slice(0, depth).join('/'));
    const name = path.split('/').at(-1)!;
    if (content.size >= LARGE) await this.large.write(path.slice(1), content);
    else await this.contents.save(path.slice(1), { type: 'file', name, ...(await encoded(content)) });
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
async function encoded(content: Blob): Promise<Pick<Model, 'format' | 'content'>> {
  const bytes = new Uint8Array(await content.arrayBuffer());
  try {
    return { format: 'text', content: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch {
    return { format: 'base64', content: toBase64(bytes) };
  }
}
