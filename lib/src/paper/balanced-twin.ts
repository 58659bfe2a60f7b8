import type { Run } from '../runs/load-run';
import { runOf } from '../runs/runs';
import { paperSetting } from '../train/config-fields';
import { settingOf } from './settings';

/**
 * The balanced network that the paper compares `run` with; for focal loss and LDAM it is the one trained with
 * cross-entropy. Undefined if it is not among `runs`, or if its classes differ from the run's, as those of imported
 * embeddings may.
 */
export function balancedTwin(run: Run, runs: Readonly<Record<string, Run>>): Run | undefined {
  const { setting, imageSet } = run.config;
  const paper = paperSetting(setting);
  const twin = runOf(runs, `${paper ? settingOf(paper).balancedTwin : `${imageSet}.ce`}-balanced`);
  return twin?.embeddings.train.C === run.embeddings.train.C ? twin : undefined;
}
