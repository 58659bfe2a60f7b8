/** What the page gives to the library that runs in its worker: where the site is, the page's files, and a place for outputs. */
export interface Host {
  /** The site's folder of packages and data, with a slash at its end. */
  readonly base: string;
  /** Folder of the notebook in the file browser: `/`. */
  readonly folder: string;
  /** The file browser's files, by path, as they were when the cell began. */
  readonly listing: Map<string, { size: number; stamp: string }>;
  /** One of them; a large one stays on the disk until its bytes are asked for. */
  read(path: string): Promise<Blob>;
  /** Writes one. */
  write(path: string, content: Blob): Promise<void>;
  /** Removes one. */
  remove(path: string): Promise<void>;
  /** What a function's text gives for `given` in an empty document, after a script of the site's has run there. */
  evaluate(script: string, work: string, given: unknown): Promise<unknown>;
  /** Tells the reader how far a download is; null: it is over. */
  progress(text: string | null): void;
  /** Shows a bundle below the running cell. */
  lastWriteDisplayData(content: unknown, update?: boolean): void;
}

const HOST = Symbol.for('cnn-fragility.host');

/** The page that this worker belongs to. */
export function host(): Host {
  return Reflect.get(globalThis, HOST) as Host;
}

/** Names it, before the library is loaded. */
export function setHost(given: Host): void {
  Reflect.set(globalThis, HOST, given);
}
