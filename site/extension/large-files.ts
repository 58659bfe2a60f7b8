import { fromBase64, toBase64 } from './base64';
import type { Drive, Model, Options, Stored } from './jupyter';

// JupyterLite keeps a file as a text in base64, reads the texts of all files to list a folder, and appends each megabyte of an
// upload to a text that it reads and writes anew: of CIFAR-10's archive 76 MB took six minutes and 2.5 GB (n = 1). Here,
// what is large is kept as a blob, which the browser leaves on the disk until somebody wants its bytes.

/** Bytes from which a file is kept as a blob. */
export const LARGE = 4 * 2 ** 20;

/** The large files of the file browser. */
export class LargeFiles {
  /** What has come of uploads that are underway, by path. */
  private readonly underway = new Map<string, Blob[]>();

  constructor(private readonly drive: Drive) {
    const [get, save, url] = [drive.get, drive.save, drive.getDownloadUrl].map((of) => of.bind(drive)) as [
      Drive['get'],
      Drive['save'],
      Drive['getDownloadUrl'],
    ];
    drive.get = async (path, options) => {
      const stored = options?.content ? await this.stored(path) : null;
      return stored ? asAsked(stored, options?.format) : get(path, options);
    };
    drive.save = async (path, model) => {
      if (model?.chunk === undefined) return save(path, model);
      const whole = await this.gather(path, model);
      if (!whole) return outline(path, model);
      if (whole.size >= LARGE && !path.endsWith('.ipynb')) return this.write(path, whole);
      const content = toBase64(new Uint8Array(await whole.arrayBuffer()));
      return save(path, { ...model, chunk: undefined, format: 'base64', content });
    };
    drive.getDownloadUrl = async (path) => {
      const blob = await this.find(path);
      return blob ? URL.createObjectURL(blob) : url(path);
    };
    void drive.storage.then(keepAsBlobs);
  }

  /** A large file; null for any other. */
  async find(path: string): Promise<Blob | null> {
    return (await this.stored(path))?.content ?? null;
  }

  /** Writes one, into a folder that is there. */
  async write(path: string, content: Blob): Promise<Model> {
    const storage = await this.drive.storage;
    const before = await storage.getItem(decodeURIComponent(path));
    const model = { ...outline(path), size: content.size, content };
    if (before?.created) model.created = before.created;
    await storage.setItem(model.path, model);
    const newValue = { ...model, content: null };
    this.drive.fileChanged.emit({ type: 'save', oldValue: null, newValue });
    return newValue;
  }

  private async stored(path: string): Promise<(Stored & { readonly content: Blob }) | null> {
    const at = decodeURIComponent(path.replace(/^\//, ''));
    const found = await (await this.drive.storage).getItem(at);
    return found?.content instanceof Blob ? { ...found, content: found.content } : null;
  }

  /** Takes the next part of an upload, 1 for the first, -1 for the last; the whole once it is there. */
  private async gather(path: string, { chunk, content }: Partial<Model>): Promise<Blob | null> {
    const parts = chunk === 1 ? [] : (this.underway.get(path) ?? []);
    parts.push(await fromBase64(String(content ?? '')));
    if (chunk !== -1) this.underway.set(path, parts);
    else this.underway.delete(path);
    return chunk === -1 ? new Blob(parts) : null;
  }
}

/** A file as it is listed, without what is in it. */
function outline(path: string, model: Partial<Model> = {}): Stored & Model {
  const at = decodeURIComponent(path);
  const now = new Date().toISOString();
  const kind = { type: 'file', format: 'base64', mimetype: 'application/octet-stream' } as const;
  const dates = { created: now, last_modified: now };
  return {
    ...kind,
    ...dates,
    writable: true,
    name: model.name ?? at.split('/').at(-1)!,
    path: at,
    content: null,
  };
}

async function asAsked(
  stored: Stored & { readonly content: Blob },
  format: Options['format'],
): Promise<Model> {
  if (format === 'text') return { ...stored, format, content: await stored.content.text() };
  if (format === 'json') return { ...stored, format, content: JSON.parse(await stored.content.text()) };
  return {
    ...stored,
    format: 'base64',
    content: toBase64(new Uint8Array(await stored.content.arrayBuffer())),
  };
}

/** What comes as a long text in base64, such as a copy or a file with a new name, becomes a blob, too. */
async function keepAsBlobs(storage: Awaited<Drive['storage']>): Promise<void> {
  // Until then it has other methods, which it replaces.
  await storage.ready();
  const setItem = storage.setItem.bind(storage);
  storage.setItem = async (path, model) => {
    const { type, format, content } = model;
    const isLong =
      type === 'file' && format === 'base64' && typeof content === 'string' && content.length >= LARGE;
    return setItem(path, isLong ? { ...model, content: await fromBase64(content) } : model);
  };
}
