import type { TrainingConfig } from '../train/config';
import { overridesOf } from '../train/preset-of';
import { shellWord } from './output';

/** The `fragility train` command that trains this configuration, or goes on with it, in the folder `runs`. */
export function trainingCommand(config: TrainingConfig, runs: string): string {
  return ['npx fragility', ...trainingWords(config, runs).map(shellWord)].join(' ');
}

/** The words of that command from `train` on, not yet as a shell reads them. */
export function trainingWords(config: TrainingConfig, runs: string): string[] {
  const { setting, balance, preset, seed } = config;
  const named = { setting, balance, preset, seed: String(seed) };
  const set = overridesOf(config);
  return [
    'train',
    ...Object.entries(named).flatMap(([name, value]) => [`--${name}`, value]),
    ...(set.length > 0 ? ['--set', ...set] : []),
    ...(runs === 'runs' ? [] : ['--runs', runs]),
  ];
}
