import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { at } from '../paths.mjs';
import { siteFolder } from './places.mjs';

/**
 * Before all else a page starts a kernel's worker, which gets ready while JupyterLab starts; `site/extension/kernel-worker.ts`
 * hands it on. Where a part of JupyterLab does not come, a line says so: else there would be an empty page.
 */
const EARLY = `<script>
  globalThis.cnnFragilityKernel = new Worker('../cnn-fragility/kernel/worker.js', { type: 'module', name: 'kernel' });
  globalThis.cnnFragilityKernel.onerror = () => delete globalThis.cnnFragilityKernel;
  const incomplete = () => {
    if (document.querySelector('.jp-CodeCell, .jp-DirListing-item, [role=alert]')) return;
    const line = document.createElement('p');
    line.textContent = 'A part of this page did not load. Connect to the network and reload it.';
    line.style = 'position:fixed;inset:0 0 auto;z-index:10000;margin:0;padding:16px;background:#fff3cd;color:#332701;font:16px sans-serif';
    line.role = 'alert';
    document.body.append(line);
  };
  addEventListener('error', ({ target }) => target instanceof HTMLScriptElement && incomplete(), true);
  addEventListener('unhandledrejection', ({ reason }) => /ChunkLoadError|Failed to fetch|NetworkError|error loading/.test(reason) && incomplete());
</script>`;

/**
 * A phone scrolls a chart, whose names and panels would run into each other, by a finger anywhere on it, as in `scripts/report`.
 */
const NARROW = `<style>
  @media (max-width: 700px) {
    .jp-OutputArea-child:has(> .jp-RenderedPlotly) { overflow-x: auto; }
    .jp-RenderedPlotly { min-width: 52rem; }
  }
</style>
<script>${readFileSync(at('scripts', 'report', 'touch.js'), 'utf8')}</script>`;

/** Has the pages of the site do at once what their first cells need, and a phone show what they show. */
export function writeHeads() {
  for (const app of ['lab', 'notebooks']) {
    const file = join(siteFolder, app, 'index.html');
    writeFileSync(file, readFileSync(file, 'utf8').replace('<head>', `<head>\n${EARLY}\n${NARROW}`));
  }
}
