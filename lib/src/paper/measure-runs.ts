import type { Embeddings } from '../embed/embeddings';
import type { MeasureOptions } from '../measure/analysis';
import { measure } from '../measure/measure';
import { hasRemedy, paperSetting, type Setting, type TrainingConfig } from '../train/config';
import { presetOf } from '../train/preset-of';
import type { Results, SettingResult } from './results';

/** What of a finished run is measured. */
export interface MeasurableRun {
  readonly config: Pick<TrainingConfig, 'setting' | 'balance' | 'preset' | 'epochs'> &
    Partial<Pick<TrainingConfig, 'loss' | 'sampling' | 'mixup'>>;
  readonly embeddings: Embeddings;
}

/**
 * Measures finished runs and sorts them by setting, as `ourValues` and `judgeClaims` take them. `retrainedBac`: best
 * test BAC after retraining the classifier, by setting, 0..1. Where two runs have the same setting and balance, the
 * later one is taken. Runs on one's own images, or with a remedy in training, are left out, as the paper has no
 * numbers for them.
 */
export function measureRuns(
  runs: readonly MeasurableRun[],
  retrainedBac: { readonly [id in Setting]?: number } = {},
  options: Partial<MeasureOptions> = {},
): Results {
  const results: { [id in Setting]?: SettingResult } = {};
  for (const { config, embeddings } of runs) {
    const { balance, epochs } = config;
    const setting = paperSetting(config.setting);
    if (setting === null || hasRemedy(config)) continue;
    const retrained = retrainedBac[setting];
    results[setting] = {
      ...results[setting],
      ...(balance === 'imbalanced' && { epochs }),
      ...(retrained !== undefined && { retrainedBac: retrained }),
      [balance]: measure(embeddings, options),
      preset: bothPresets(results[setting]?.preset, presetOf(config)),
    };
  }
  return results;
}

/** The twins of a setting may be trained by different presets: then both are named. */
function bothPresets(before: string | undefined, preset: string): string {
  return before === undefined || before === preset ? preset : `${before}, ${preset}`;
}
