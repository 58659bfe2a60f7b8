import { UserError } from '../errors';
import type { Analysis } from '../measure/analysis';
import { type SettingId, settingOf, settings } from './settings';

/** What is known of one setting; whatever is absent answers null. */
export interface Run {
  /** Analysis of the network trained on the imbalanced data. */
  readonly imbalanced?: Analysis;
  /** Analysis of its balanced twin. */
  readonly balanced?: Analysis;
  /** Best test BAC of the imbalanced network with its classifier retrained on the balanced data, 0..1. */
  readonly retrainedBac?: number;
  /** Epochs the network was trained for. */
  readonly epochs?: number;
  /** Training preset: `paper`, `course`, ... Magnitudes are only comparable under `paper`. */
  readonly preset: string;
}

/** The runs at hand, by setting. */
export type Runs = { readonly [id in SettingId]?: Run };

/** Throws UserError unless every analysis has the classes of its setting. */
export function checkRuns(where: string, runs: Runs): void {
  for (const { id, classNames } of settings) {
    for (const analysis of [runs[id]?.imbalanced, runs[id]?.balanced]) {
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
export function imbalancedOf(runs: Runs, id: SettingId = 'cifar.ce'): Analysis | null {
  return runs[id]?.imbalanced ?? null;
}

/** Analysis of the balanced network that a setting is compared with, null if it is not there. */
export function balancedOf(runs: Runs, id: SettingId = 'cifar.ce'): Analysis | null {
  return runs[settingOf(id).balancedTwin]?.balanced ?? null;
}
