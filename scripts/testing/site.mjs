import { findChromium } from '../setup/prerequisites.mjs';
import { site } from '../site/index.mjs';
import { interfacePackages } from '../site/jupyterlite.mjs';
import { checkOutcome } from './outcome.mjs';
import { runVitest } from './tools.mjs';

/** Builds the site, and tries its kernel in Chromium; skipped, with a printed reason, where its parts cannot be had. */
export async function siteOutcome() {
  const reason = findChromium() ? await lacking() : 'no Chromium to open the site with';
  if (reason) {
    console.log(`skipped: ${reason}`);
    return { passed: 0, failed: 0, skipped: 1, failures: [] };
  }
  try {
    await site([]);
  } catch (error) {
    console.log(`  ✗ site: ${error}`);
    return checkOutcome(`site: ${error}`, false);
  }
  return runVitest('test/site/ci.config.mts');
}

/** Why JupyterLite's packages are not here; null: they are. */
async function lacking() {
  try {
    if (!interfacePackages.isDone()) await interfacePackages.run(() => {});
    return null;
  } catch (error) {
    return `JupyterLite’s packages cannot be installed (${String(error).split('\n')[0]})`;
  }
}
