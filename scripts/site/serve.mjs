import { readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { gzipSync } from 'node:zlib';

const TYPES = /** @type {Record<string, string>} */ ({
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.json': 'application/json',
  '.ipynb': 'application/json',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.wasm': 'application/wasm',
  '.woff2': 'font/woff2',
  '.webmanifest': 'application/manifest+json',
});

const ISOLATION = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};

/** Kinds that hosts compress on the way. */
const COMPRESSED = /^text|json|javascript|svg|wasm/;

/**
 * Serves a folder on this computer alone, as static hosts do: compressed, and not sent again unchanged. Resolves with the
 * address, and a way to stop. Port 0: any free one. `seen` hears of each request's path and the bytes sent, null where there is
 * no such file; `isolated`: pages may share memory with their workers, which wasm with threads needs.
 *
 * @param {string} folder
 * @param {number} port
 * @param {{ seen?: (path: string, bytes: number | null) => void, isolated?: boolean }} options
 */
export async function serve(folder, port, { seen = () => {}, isolated = true } = {}) {
  const bodies = /** @type {Map<string, Buffer>} */ (new Map());
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const path = decodeURIComponent(pathname);
    const file = fileOf(folder, path);
    if (!file) {
      seen(path, null);
      return response.writeHead(404).end();
    }
    const always = {
      ETag: `"${file.size}-${file.mtimeMs}"`,
      'Cache-Control': 'no-cache',
      ...(isolated ? ISOLATION : {}),
    };
    if (request.headers['if-none-match'] === always.ETag) {
      seen(path, 0);
      return response.writeHead(304, always).end();
    }
    const type = TYPES[extname(file.path)] ?? 'application/octet-stream';
    const compress = COMPRESSED.test(type) && /\bgzip\b/.test(String(request.headers['accept-encoding']));
    const body = compress ? compressed(file, bodies) : readFileSync(file.path);
    seen(path, body.length);
    response.writeHead(200, {
      'Content-Type': type,
      'Content-Length': body.length,
      ...always,
      ...(compress ? { 'Content-Encoding': 'gzip' } : {}),
    });
    response.end(body);
  });
  await new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve(null));
  });
  const address = /** @type {import('node:net').AddressInfo} */ (server.address());
  const stop = () => {
    server.close();
    server.closeAllConnections();
  };
  return { address: `http://127.0.0.1:${address.port}`, stop };
}

/** @param {string} folder @param {string} path */
function fileOf(folder, path) {
  const at = join(folder, normalize(`/${path}`));
  for (const file of [at, join(at, 'index.html')]) {
    const found = statSync(file, { throwIfNoEntry: false });
    if (found?.isFile()) return { path: file, size: found.size, mtimeMs: found.mtimeMs };
  }
  return null;
}

/** @param {{ path: string, size: number, mtimeMs: number }} file @param {Map<string, Buffer>} bodies */
function compressed({ path, size, mtimeMs }, bodies) {
  const key = `${path} ${size} ${mtimeMs}`;
  const body = bodies.get(key) ?? gzipSync(readFileSync(path));
  bodies.set(key, body);
  return body;
}
