import { relative } from 'node:path';
import { root } from '../paths.mjs';
import { library } from '../setup/library.mjs';
import { npmPackages } from '../setup/npm-packages.mjs';
import { showStep } from '../setup/progress.mjs';
import { buildBundles } from './bundles.mjs';
import { writeContents } from './contents.mjs';
import { writeData } from './data.mjs';
import { writeHeads } from './head.mjs';
import { buildInterface, interfacePackages } from './jupyterlite.mjs';
import { workOffline } from './offline.mjs';
import { siteFolder } from './places.mjs';
import { serve } from './serve.mjs';
import { writeTypes } from './types.mjs';

/** Builds the site; with `--serve` serves it then. @param {string[]} args */
export async function site(args) {
  for (const step of [npmPackages, interfacePackages, library])
    if (!step.isDone()) await showStep(step.name, (say) => step.run(say));
  await showStep('JupyterLite', buildInterface);
  writeHeads();
  await showStep('Notebooks', async () => writeContents());
  await showStep('Kernel and packages', buildBundles);
  await showStep('Types', writeTypes);
  await showStep('Reference runs', writeData);
  await showStep('Visits without a network', workOffline);
  console.log(
    `\n  ${relative(root, siteFolder)}/   (any static host serves it; npm run site -- --serve does so here)\n`,
  );
  if (!args.includes('--serve')) return;
  const port = Number(args.find((arg) => arg.startsWith('--port='))?.slice('--port='.length) ?? 8000);
  const { address } = await serve(siteFolder, port);
  console.log(`  ${address}/lab/index.html\n\nCtrl-C ends it.`);
}
