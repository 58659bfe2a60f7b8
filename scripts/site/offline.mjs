import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { at } from '../paths.mjs';
import { ownFolder, siteFolder } from './places.mjs';

/**
 * What a visit without a network may need and a page does not load by itself: not the runs, which kernels keep, nor wasm for
 * old browsers.
 */
const NEEDED =
  /^cnn-fragility\/(?!data\/|wasm\/tfjs-backend-wasm\.wasm)|^files\/.*\.ipynb$|^api\/contents\/.*\.json$/;

/** Puts our service worker before JupyterLite's, and lists what is to be kept. To be done once, when all else is there. */
export async function workOffline() {
  const { build } = await import('esbuild');
  const file = join(siteFolder, 'service-worker.js');
  const { outputFiles } = await build({
    entryPoints: [at('site', 'offline', 'service-worker.ts')],
    bundle: true,
    format: 'iife',
    minify: true,
    write: false,
  });
  writeFileSync(file, `${outputFiles[0].text}\n${readFileSync(file, 'utf8')}`);
  const files = readdirSync(siteFolder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(siteFolder, join(entry.parentPath, entry.name)))
    .filter((name) => NEEDED.test(name));
  const fromHere = files.map((name) => relative(ownFolder, join(siteFolder, name)));
  writeFileSync(join(ownFolder, 'offline.json'), JSON.stringify(fromHere, null, 1));
  return null;
}
