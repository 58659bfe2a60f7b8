import { settings } from '../paper/settings';
import type { Figure } from '../plot/kit/figure';
import { pick } from '../plot/kit/pick';
import type { Run } from '../runs/load-run';
import { inPaperOrder, runOf } from '../runs/runs';
import type { Setting } from '../train/config';

/** The two networks of a setting; a missing one is undefined. */
export interface SettingRuns {
  readonly setting: Setting;
  readonly imbalanced: Run | undefined;
  /** Of focal and LDAM that of cross-entropy, as in the paper. */
  readonly balanced: Run | undefined;
  readonly classNames: readonly string[];
}

/**
 * A figure with a dropdown of the runs in the paper's order, the imbalanced ones first: `figureOf` draws one run.
 */
export function pickRun(runs: Readonly<Record<string, Run>>, figureOf: (run: Run) => Figure): Figure {
  return pick(Object.fromEntries(inPaperOrder(Object.values(runs)).map((run) => [run.id, figureOf(run)])), {
    of: 'run',
  });
}

/** A figure with a dropdown of the settings that have an imbalanced run: `figureOf` draws it beside its balanced twin. */
export function pickSetting(
  runs: Readonly<Record<string, Run>>,
  figureOf: (pair: SettingRuns) => Figure,
): Figure {
  const pairs = settings.flatMap(({ id, balancedTwin }): SettingRuns[] => {
    const imbalanced = runOf(runs, `${id}-imbalanced`);
    if (!imbalanced) return [];
    const { classNames } = imbalanced.embeddings;
    return [{ setting: id, imbalanced, balanced: runOf(runs, `${balancedTwin}-balanced`), classNames }];
  });
  return pick(Object.fromEntries(pairs.map((pair) => [pair.setting, figureOf(pair)])), { of: 'setting' });
}
