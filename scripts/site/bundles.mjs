import { copyFileSync, cpSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { at } from '../paths.mjs';
import { fewerWorkers } from './fewer-workers.mjs';
import { ownFolder } from './places.mjs';

const require = createRequire(import.meta.url);

/** What packages of Node ask for and a browser does not have. Danfo reads no files here; a reader's error says so. */
const NODE_ONLY =
  /^(fs|stream|request|node-fetch|stream-json(\/.*)?|xlsx|plotly\.js-dist-min|crypto|os|path|util|worker_threads|perf_hooks|string_decoder)$/;

/** @type {import('esbuild').Plugin} */
const forBrowsers = {
  name: 'for browsers',
  setup({ onResolve, onLoad, resolve }) {
    const machine = at('site', 'machine', 'index.ts');
    onResolve({ filter: /(^|\/)machine$/ }, ({ importer }) =>
      importer.includes(join('lib', 'src')) ? { path: machine } : undefined,
    );
    // Danfo's is the same package under another name; it shall be the one that cells import, too.
    onResolve({ filter: /^@tensorflow\/tfjs-node$/ }, () =>
      resolve('@tensorflow/tfjs', { kind: 'import-statement', resolveDir: at() }),
    );
    onResolve({ filter: NODE_ONLY }, () => ({ path: 'node', namespace: 'absent' }));
    onLoad({ filter: /.*/, namespace: 'absent' }, () => ({ contents: ABSENT }));
  },
};

/** Any of its functions says, when it is called, that it is not here. */
const ABSENT = `const absent = () => { throw new Error('This reads files with Node, and does not work in a browser.'); };
module.exports = new Proxy(absent, { get: (_, name) => name === '__esModule' ? false : name === 'Transform' || name === 'Readable' ? class {} : absent });`;

/** The settings of every bundle. */
function options() {
  return /** @type {import('esbuild').BuildOptions} */ ({
    bundle: true,
    // Names stay: objects are shown by the names of their classes, and wasm's threads are started from a function's text.
    minifySyntax: true,
    minifyWhitespace: true,
    platform: 'browser',
    target: 'es2022',
    logLevel: 'error',
    absWorkingDir: at(),
    plugins: [forBrowsers, fewerWorkers],
    define: { 'process.env.NODE_ENV': '"production"', global: 'globalThis' },
  });
}

/** JupyterLab's extension that registers the kernel, as a package in `folder`. @param {string} folder */
export async function bundleExtension(folder) {
  const { build } = await import('esbuild');
  const entry = at('site', 'extension', 'container.ts');
  await build({
    ...options(),
    entryPoints: [entry],
    outfile: join(folder, 'static', 'remoteEntry.js'),
    format: 'iife',
  });
  const built = { load: 'static/remoteEntry.js', extension: './extension' };
  const description = {
    name: 'cnn-fragility-site',
    version: '0.1.0',
    jupyterlab: { extension: true, _build: built },
  };
  writeFileSync(
    join(folder, 'package.json'),
    JSON.stringify({ ...description, jupyterlite: { liteExtension: true } }),
  );
}

/** The kernel's worker, the packages that cells import, and the files that the library reads. */
export async function buildBundles() {
  const { build } = await import('esbuild');
  const names = readdirSync(at('site', 'packages')).filter((name) => name.endsWith('.ts'));
  await build({
    ...options(),
    entryPoints: names.map((name) => at('site', 'packages', name)),
    outdir: join(ownFolder, 'packages'),
    format: 'esm',
    splitting: true,
    chunkNames: 'chunk-[hash]',
  });
  await build({
    ...options(),
    entryPoints: [at('site', 'kernel', 'worker.ts')],
    outdir: join(ownFolder, 'kernel'),
    format: 'esm',
  });
  copyOwnFiles();
  return null;
}

function copyOwnFiles() {
  cpSync(at('lib', 'assets'), join(ownFolder, 'lib', 'assets'), { recursive: true });
  cpSync(at('lib', 'package.json'), join(ownFolder, 'lib', 'package.json'));
  mkdirSync(join(ownFolder, 'modules'), { recursive: true });
  copyFileSync(require.resolve('plotly.js-dist-min'), join(ownFolder, 'modules', 'plotly.js-dist-min.js'));
  const wasm = dirname(require.resolve('@tensorflow/tfjs-backend-wasm/package.json'));
  mkdirSync(join(ownFolder, 'wasm'), { recursive: true });
  for (const name of readdirSync(join(wasm, 'wasm-out')).filter((name) => name.endsWith('.wasm')))
    copyFileSync(join(wasm, 'wasm-out', name), join(ownFolder, 'wasm', name));
}
