import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { citations } from '../data/citations';
import { printedDigits } from '../paper/compare';
import { measureRuns } from '../paper/measure-runs';
import { published } from '../paper/published';
import { ourValues } from '../paper/values';
import { EMBEDDINGS } from '../train/finish';
import { loadRun, type Run } from '../train/load-run';
import { enterInManifest } from '../train/manifest';
import { publishRun } from '../train/publish';
import { retrainedBac } from '../train/retrained-bac';
import { RunFolder } from '../train/run-folder';
import { trainingCommand } from './training-command';
import { percent } from './training-display';

/**
 * `fragility publish`: copies a finished run and enters it in the manifest. Features are stored in half precision, file
 * by file, where that changes no digit that the paper prints.
 */
export async function publish(folder: string, destination: string): Promise<void> {
  const exact = await digits(await copy(folder, destination, []));
  const halved: string[] = [];
  for (const file of [EMBEDDINGS.unseen, EMBEDDINGS.train, EMBEDDINGS.test]) {
    if (!existsSync(join(folder, file))) continue;
    const changed = differences(exact, await digits(await copy(folder, destination, [...halved, file])));
    if (changed.length === 0) halved.push(file);
    else console.log(`${file} stays in single precision; half would change ${changed.join(', ')}`);
  }
  const run = await copy(folder, destination, halved);
  console.log(`${run.id}: best test BAC ${percent(run.best.testBac)}, now in ${destination}`);
}

async function copy(folder: string, destination: string, halved: readonly string[]): Promise<Run> {
  await publishRun(folder, destination, halved);
  const { config } = await new RunFolder(folder).configuration();
  const command = trainingCommand(config, 'runs');
  await enterInManifest(destination, { licence: 'MIT', trainedOn: citations[config.dataset], command });
  return loadRun(destination);
}

/** Numbers whose text differs, as `id: before -> after`. */
function differences(before: Map<string, string>, after: Map<string, string>): string[] {
  const changed = [...before].filter(([id, text]) => after.get(id) !== text);
  return changed.map(([id, text]) => `${id}: ${text} -> ${after.get(id)}`);
}

/** Our value of every published number that the run answers, with the paper's digits. */
async function digits(run: Run): Promise<Map<string, string>> {
  const retrained = await retrainedBac(run);
  const values = ourValues(measureRuns([run], retrained === null ? {} : { [run.config.setting]: retrained }));
  return new Map(published.map((row) => [row.id, values[row.id]?.toFixed(printedDigits(row)) ?? 'none']));
}
