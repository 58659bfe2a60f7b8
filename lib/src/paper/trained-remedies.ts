import { resolve } from '../machine';
import { runFolders } from '../runs/run-folders';
import { hasRemedy, modelName, type TrainingConfig } from '../train/config';
import { referenceFolder } from '../train/reference-folder';
import { loadSeedRun, type SeedRun } from './seeds';

/** A network trained with a remedy, or one without that serves as the comparison. Only its numbers are kept. */
export interface TrainedRemedy extends SeedRun {
  /** `ce` without a remedy, else its name: `balanced-softmax`, `ldam`, `resampled`, `mixup`. */
  readonly name: string;
}

/**
 * Networks of the preset `small` that differ only in the remedy used in training, those without any first, then by
 * name and seed. `folder`: by default `remedies` beside the reference runs. Throws a UserError where a file is missing
 * or damaged.
 */
export async function trainedRemedies(
  folder = resolve(referenceFolder(), '..', 'remedies'),
): Promise<TrainedRemedy[]> {
  const runs = await Promise.all(runFolders(folder).map(loadSeedRun));
  const named = runs.map((run) => ({ ...run, name: nameOf(run.config) }));
  const rank = ({ config, name }: TrainedRemedy) => (name === 'ce' ? 0 : hasRemedy(config) ? 2 : 1);
  return named.sort(
    (a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name) || a.config.seed - b.config.seed,
  );
}

/** The model's name without the data set, and without `ce` before a remedy that is no loss: `cifar.ce-mixup` is `mixup`. */
function nameOf(config: TrainingConfig): string {
  return modelName(config).replace(/^.*\./, '').replace(/^ce-/, '');
}
