import { UserError } from '../errors';
import type { Analysis } from '../measure/analysis';
import { checkValue, record } from '../options';
import type { Setting } from '../train/config';
import { settingOf, settings } from './settings';

/** The results of one setting; numbers and claims that need an absent one are null. */
export interface SettingResult {
  /** Analysis of the network trained on the imbalanced data. */
  readonly imbalanced?: Analysis;
  /** Analysis of its balanced twin. */
  readonly balanced?: Analysis;
  /** Best test BAC of the imbalanced network with its classifier retrained on the balanced data, 0..1; null: not done. */
  readonly retrainedBac?: number | null;
  /** Epochs the network was trained for. */
  readonly epochs?: number;
  /** Training preset as `presetOf` names it. Magnitudes are only comparable under `paper`. */
  readonly preset: string;
}

/** The results at hand, by setting. */
export type Results = { readonly [id in Setting]?: SettingResult };

/** Throws UserError unless every analysis has the classes of its setting. */
export function checkResults(where: string, results: Results): void {
  checkValue(where, 'results', results, record({}));
  for (const id of Object.keys(results)) settingOf(id as Setting);
  for (const { id, classNames } of settings) {
    for (const analysis of [results[id]?.imbalanced, results[id]?.balanced]) {
      if (!analysis || analysis.nTrain.length === classNames.length) continue;
      throw new UserError({
        where,
        given: `an analysis of ${analysis.nTrain.length} classes for ${id}`,
        expected: `${classNames.length} classes`,
        remedy: 'Compare networks trained on the data of the setting only.',
      });
    }
  }
}

/** Analysis of the imbalanced network of a setting, null if it is not there. */
export function imbalancedOf(results: Results, id: Setting = 'cifar.ce'): Analysis | null {
  return results[id]?.imbalanced ?? null;
}

/** Analysis of the balanced network that a setting is compared with, null if it is not there. */
export function balancedOf(results: Results, id: Setting = 'cifar.ce'): Analysis | null {
  return results[settingOf(id).balancedTwin]?.balanced ?? null;
}
