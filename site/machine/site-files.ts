import { UserError } from '../../lib/src/errors';
import { host } from './host';
import { sha256Of } from './sha256';

/** Where the library finds its own folder. */
export const HOME = '/.cnn-fragility';

/** A file of the site as it must be. */
export interface SiteFile {
  readonly bytes: number;
  readonly sha256: string;
}

/** Where the browser keeps what was fetched; a file is looked up by its hash. */
const CACHE = 'cnn-fragility-files';

let index: Map<string, SiteFile> | null = null;

/** The site's files by path; `index.json` lists them. */
export function siteFiles(): Map<string, SiteFile> {
  index ??= new Map(
    Object.entries(JSON.parse(fetchTextNow('index.json')) as Record<string, SiteFile>).map(([path, file]) => [
      `${HOME}/${path}`,
      file,
    ]),
  );
  return index;
}

/** A text of the site, at once: for the library's own small files. */
export function siteTextNow(path: string): string {
  return fetchTextNow(path.slice(HOME.length + 1));
}

function fetchTextNow(path: string): string {
  const request = new XMLHttpRequest();
  request.open('GET', `${host().base}${path}`, false);
  request.send();
  if (request.status !== 200) throw Object.assign(new Error(path), { code: 'ENOENT', path });
  return request.responseText;
}

/** A file of the site: from the browser's cache, or fetched, with progress; its hash is the one that the index lists. */
export async function siteBytes(path: string): Promise<Uint8Array<ArrayBuffer>> {
  const listed = siteFiles().get(path)!;
  const url = `${host().base}${path.slice(HOME.length + 1)}?${listed.sha256.slice(0, 16)}`;
  // Pages by http from another computer have none.
  const cache = await globalThis.caches?.open(CACHE).catch(() => null);
  const kept = await cache?.match(url);
  const bytes = kept ? new Uint8Array(await kept.arrayBuffer()) : await download(path, url, listed.bytes);
  if ((await sha256Of(bytes)) !== listed.sha256) {
    await cache?.delete(url);
    throw damaged(path, bytes.length, listed);
  }
  // A full disk keeps nothing, and the file is fetched the next time.
  if (!kept) void cache?.put(url, new Response(bytes)).catch(() => {});
  return bytes;
}

const underway = new Map<string, { done: number; total: number }>();

async function download(path: string, url: string, total: number): Promise<Uint8Array<ArrayBuffer>> {
  const state = { done: 0, total };
  underway.set(path, state);
  try {
    const response = await fetch(url).catch((cause) => Promise.reject(unreachable(path, cause)));
    if (!response.ok || !response.body) throw unreachable(path, `status ${response.status}`);
    const bytes = new Uint8Array(total);
    for await (const chunk of chunks(response.body)) {
      if (state.done + chunk.length > total) throw damaged(path, state.done + chunk.length, { bytes: total });
      bytes.set(chunk, state.done);
      state.done += chunk.length;
      tell();
    }
    return bytes.subarray(0, state.done);
  } finally {
    underway.delete(path);
    tell();
  }
}

async function* chunks(stream: ReadableStream<Uint8Array>) {
  const reader = stream.getReader();
  for (let part = await reader.read(); !part.done; part = await reader.read()) yield part.value;
}

function tell(): void {
  const all = [...underway.values()];
  const sum = (of: (one: { done: number; total: number }) => number) =>
    (all.reduce((total, one) => total + of(one), 0) / 1e6).toFixed(1);
  const text = `Fetching reference runs: ${sum(({ done }) => done)} of ${sum(({ total }) => total)} MB`;
  host().progress(all.length > 0 ? text : null);
}

function unreachable(where: string, cause: unknown): UserError {
  const problem = {
    given: 'no answer from the site',
    expected: 'the file',
    remedy: 'Connect to the network and run the cell again.',
  };
  return new UserError({ where, ...problem }, { cause });
}

function damaged(where: string, bytes: number, listed: { bytes: number }): UserError {
  return new UserError({
    where,
    given: `${bytes} bytes that are not the published ones`,
    expected: `${listed.bytes} bytes with the sha256 that the manifest lists`,
    remedy: 'Reload the page and run the cell again.',
  });
}
