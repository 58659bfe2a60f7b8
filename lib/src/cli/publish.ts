import { citations } from '../data/sets/citations';
import type { Storage } from '../embed/arrow';
import { exists, join } from '../machine';
import { printedDigits } from '../paper/compare';
import { measureRuns } from '../paper/measure-runs';
import { published } from '../paper/published';
import { ourValues } from '../paper/values';
import { percent } from '../plot/kit/words';
import { EMBEDDINGS } from '../runs/finish';
import { loadRun, type Run } from '../runs/load-run';
import { enterInManifest, type ManifestRun } from '../runs/manifest';
import { publishRun } from '../runs/publish';
import { retrainedBac } from '../runs/retrained-bac';
import { RunFolder } from '../runs/run-folder';
import type { TrainingConfig } from '../train/config';
import { say } from './output';
import { trainingCommand } from './training-command';

const HALF: Storage = { fe: 'float16' };
/** Features and head give the logits. */
const HALF_ALONE: Storage = { fe: 'float16', logits: 'none' };

/** How files may be stored, for each the smallest first. */
const SMALLER: readonly (readonly [file: string, Storage])[] = [
  [EMBEDDINGS.unseen, HALF_ALONE],
  [EMBEDDINGS.unseen, HALF],
  [EMBEDDINGS.train, HALF_ALONE],
  [EMBEDDINGS.train, HALF],
  [EMBEDDINGS.test, HALF],
];

/**
 * `fragility publish`: copies a finished run and enters it in the manifest. Features are stored in half precision, and
 * logits of training images left out, file by file, where that changes no digit that the paper prints.
 */
export async function publish(folder: string, destination: string): Promise<void> {
  const exact = await digits(await copy(folder, destination, {}));
  const stored: Record<string, Storage> = {};
  for (const [file, storage] of SMALLER) {
    if (stored[file] || !exists(join(folder, file))) continue;
    const smaller = { ...stored, [file]: storage };
    const changed = differences(exact, await digits(await copy(folder, destination, smaller)));
    if (changed.length === 0) stored[file] = storage;
    else say(`${file} is not stored in ${precision(storage)}, which would change ${changed.join(', ')}`);
  }
  const run = await copy(folder, destination, stored);
  say(`${run.id}: best test BAC ${percent(run.best.testBac, 2)}, now in ${destination}`);
}

async function copy(folder: string, destination: string, stored: Record<string, Storage>): Promise<Run> {
  const { config } = await new RunFolder(folder).configuration();
  await publishRun(folder, destination, stored);
  await enterInManifest(destination, originOf(config));
  return loadRun(destination);
}

/** What the manifest says of a run beside its files. */
export function originOf(config: TrainingConfig): Omit<ManifestRun, 'files'> {
  return {
    licence: 'MIT',
    trainedOn: config.dataset === 'own' ? config.imageSet : citations[config.dataset],
    command: trainingCommand(config, 'runs'),
  };
}

function precision({ logits }: Storage): string {
  return logits === 'none' ? 'half precision without logits' : 'half precision';
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
