import { imageSetName } from '../data/own/image-set-name';
import { isRemedyLoss, type TrainingConfig } from '../train/config';
import { overridesOf } from '../train/preset-of';
import { shellWord } from './output';

/** The `fragility train` command that trains this configuration, or goes on with it, in the folder `runs`. */
export function trainingCommand(config: TrainingConfig, runs: string, images = 'FOLDER'): string {
  return ['npx fragility', ...trainingWords(config, runs, images).map(shellWord)].join(' ');
}

/** The words of that command from `train` on, not yet as a shell reads them. */
export function trainingWords(config: TrainingConfig, runs: string, images = 'FOLDER'): string[] {
  const { setting, loss, balance, preset, seed, dataset, imageSet } = config;
  const remedy = isRemedyLoss(loss);
  const subject = dataset === 'own' ? { images, loss } : { setting, ...(remedy && { loss }) };
  const named = { ...subject, balance, preset, seed: String(seed) };
  const renamed = dataset === 'own' && imageSet !== imageSetName(images) ? [`imageSet=${imageSet}`] : [];
  const others = overridesOf(config).filter((assigned) => !(remedy && assigned.startsWith('loss=')));
  const set = [...renamed, ...others];
  return [
    'train',
    ...Object.entries(named).flatMap(([name, value]) => [`--${name}`, value]),
    ...(set.length > 0 ? ['--set', ...set] : []),
    ...(runs === 'runs' ? [] : ['--runs', runs]),
  ];
}
