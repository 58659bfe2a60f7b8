import { createReadStream, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';

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

/**
 * Serves a folder on this computer alone; resolves with the address. Port 0: any free one. `seen` hears of each request's path
 * and bytes; `isolated`: pages may share memory with their workers, which wasm with threads needs.
 *
 * @param {string} folder
 * @param {number} port
 * @param {{ seen?: (path: string, bytes: number) => void, isolated?: boolean }} options
 */
export async function serve(folder, port, { seen = () => {}, isolated = true } = {}) {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const path = decodeURIComponent(pathname);
    const file = fileOf(folder, path);
    if (!file) {
      seen(path, 0);
      return response.writeHead(404).end();
    }
    seen(path, file.size);
    response.writeHead(200, {
      'Content-Type': TYPES[extname(file.path)] ?? 'application/octet-stream',
      'Content-Length': file.size,
      'Cache-Control': 'no-cache',
      ...(isolated ? ISOLATION : {}),
    });
    createReadStream(file.path).pipe(response);
  });
  await new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve(null));
  });
  const address = /** @type {import('node:net').AddressInfo} */ (server.address());
  return `http://127.0.0.1:${address.port}`;
}

/** @param {string} folder @param {string} path */
function fileOf(folder, path) {
  const at = join(folder, normalize(`/${path}`));
  const found = statSync(at, { throwIfNoEntry: false });
  if (found?.isFile()) return { path: at, size: found.size };
  const index = join(at, 'index.html');
  const size = statSync(index, { throwIfNoEntry: false })?.size;
  return size === undefined ? null : { path: index, size };
}
