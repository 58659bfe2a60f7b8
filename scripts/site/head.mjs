import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { siteFolder } from './places.mjs';

/** Before all else a page starts a kernel's worker, which gets ready while JupyterLab starts; `site/extension/kernel.ts` takes it. */
const EARLY = `<script>
  globalThis.cnnFragilityKernel = new Worker('../cnn-fragility/kernel/worker.js', { type: 'module', name: 'kernel' });
  globalThis.cnnFragilityKernel.onerror = () => delete globalThis.cnnFragilityKernel;
</script>`;

/** Has the pages of the site do at once what their first cells need. */
export function startEarly() {
  for (const app of ['lab', 'notebooks']) {
    const file = join(siteFolder, app, 'index.html');
    writeFileSync(file, readFileSync(file, 'utf8').replace('<head>', `<head>\n${EARLY}`));
  }
}
