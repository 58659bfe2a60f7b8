import { resolveConfig, type TrainingConfig } from './config';

/** A configuration of which at least its preset's choices are known. */
type Configured = Pick<TrainingConfig, 'setting' | 'balance' | 'preset'> & Partial<TrainingConfig>;

/** The values that the preset of the same seed does not have, as `--set` takes them: `epochs=70`. */
export function overridesOf(config: Configured): string[] {
  const { setting, balance, preset, seed = 0, imageSet } = config;
  const named = resolveConfig({
    setting,
    balance,
    preset,
    seed,
    ...(imageSet !== undefined && { imageSet }),
  });
  const keys = Object.keys(config) as (keyof TrainingConfig)[];
  return keys.filter((key) => config[key] !== named[key]).map((key) => `${key}=${config[key]}`);
}

/**
 * The name of a run's preset, as it stands beside every number, with the fields that were changed: `paper`, or `paper
 * with epochs=70`.
 */
export function presetOf(config: Configured): string {
  const overrides = overridesOf(config);
  return overrides.length === 0 ? config.preset : `${config.preset} with ${overrides.join(', ')}`;
}
