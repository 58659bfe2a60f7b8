import type { TrainingConfig } from '../train/config';
import { overridesOf } from '../train/preset-of';

/** The `fragility train` command that trains this configuration, or goes on with it, in the folder `runs`. */
export function trainingCommand(config: TrainingConfig, runs: string): string {
  const { setting, balance, preset, seed } = config;
  const set = overridesOf(config);
  return [
    `npx fragility train --setting ${setting} --balance ${balance} --preset ${preset} --seed ${seed}`,
    ...(set.length > 0 ? [`--set ${set.join(' ')}`] : []),
    ...(runs === 'runs' ? [] : [`--runs ${quoted(runs)}`]),
  ].join(' ');
}

function quoted(text: string): string {
  return /^[\w./~:\\-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
