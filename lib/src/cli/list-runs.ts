import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { referenceFolder } from '../train/load-run';
import { RunFolder } from '../train/run-folder';

/** `fragility runs`: one line for each run, those of the project and one's own. */
export async function listRuns(runs: string): Promise<void> {
  const folders = [referenceFolder(), runs].flatMap(runFolders);
  if (folders.length === 0) console.log('no runs yet: fragility train makes one');
  for (const folder of folders) console.log(await describe(folder));
}

function runFolders(parent: string): string[] {
  if (!existsSync(parent)) return [];
  const folders = readdirSync(parent)
    .sort()
    .map((name) => join(parent, name));
  return folders.filter((folder) => existsSync(join(folder, 'config.json')));
}

async function describe(folder: string): Promise<string> {
  const run = new RunFolder(folder);
  const { config } = await run.configuration();
  const history = await run.history();
  const bac = Math.max(0, ...history.map(({ testBac }) => testBac));
  const state = history.length === config.epochs ? 'finished' : `epoch ${history.length} of ${config.epochs}`;
  return `${folder}  ${config.setting} ${config.balance} ${config.preset}, seed ${config.seed}: ${state}, best test BAC ${(100 * bac).toFixed(2)} %`;
}
