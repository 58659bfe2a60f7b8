import type { TrainingConfig } from '../train/config';
import { overridesOf } from '../train/preset-of';
import { shellWord } from './output';

/** The `fragility train` command that trains this configuration, or goes on with it, in the folder `runs`. */
export function trainingCommand(config: TrainingConfig, runs: string): string {
  const { setting, balance, preset, seed } = config;
  const named = { setting, balance, preset, seed: String(seed) };
  const set = overridesOf(config);
  return [
    'npx fragility train',
    ...Object.entries(named).map(([name, value]) => `--${name} ${shellWord(value)}`),
    ...(set.length > 0 ? [`--set ${set.map(shellWord).join(' ')}`] : []),
    ...(runs === 'runs' ? [] : [`--runs ${shellWord(runs)}`]),
  ].join(' ');
}
