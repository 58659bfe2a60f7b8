import { trainedOn } from '../runs/environment';
import type { Run } from '../runs/load-run';
import { runOf } from '../runs/runs';
import { paperSetting } from '../train/config-fields';
import { presetOf } from '../train/preset-of';
import { publishedNumber } from './published';
import { settings } from './settings';

/** One model of the paper and the run at hand for it. */
export interface RunRow {
  readonly model: string;
  /** Preset, epochs and seed of the run, or that there is none. */
  readonly run: string;
  /** Of the best epoch, in percent. */
  readonly testBac: number | null;
  readonly bestEpoch: number | null;
  readonly trainImages: number | null;
  /** Backend and processor; all of them, where training was continued on another. */
  readonly trainedOn: string;
}

/** Every model of the paper's Table 1 with its run, or with the words `no run`: for `show`. */
export function runsAtHand(runs: Readonly<Record<string, Run>>): RunRow[] {
  const models = settings.flatMap(({ id, balancedTwin }) =>
    ['imbalanced', ...(balancedTwin === id ? ['balanced'] : [])].map((balance) => `${id}-${balance}`),
  );
  const others = Object.keys(runs).filter((id) => !models.includes(id));
  return [...models, ...others].map((model) => rowOf(model, runs));
}

function rowOf(model: string, runs: Readonly<Record<string, Run>>): RunRow {
  const run = runOf(runs, model);
  if (!run) return { model, run: 'no run', testBac: null, bestEpoch: null, trainImages: null, trainedOn: '' };
  const { config, best, embeddings } = run;
  return {
    model,
    run: `${presetOf(config)}, ${config.epochs} epochs, seed ${config.seed}`,
    testBac: 100 * best.testBac,
    bestEpoch: best.epoch,
    trainImages: embeddings.train.n,
    trainedOn: trainedOn(run),
  };
}

/**
 * What to bear in mind about the runs at hand, as Markdown for `show`: which of them were not trained by the preset
 * `paper`, and that each network was selected on the test data, as in the paper. Source: paper §4.2.
 */
export function runsNote(runs: Readonly<Record<string, Run>>): string {
  const reduced = Object.values(runs).filter(({ config }) => presetOf(config) !== 'paper');
  const names = reduced.map(({ id, config }) => {
    if (paperSetting(config.setting) === null)
      return `\`${id}\` (${config.dataset === 'own' ? 'own images' : config.dataset})`;
    const { value } = publishedNumber(`SET.epochs.${config.setting.split('.')[0]}`);
    return `\`${id}\` (preset \`${presetOf(config)}\`, ${config.epochs} epochs; the paper ${value})`;
  });
  const presets =
    names.length === 0
      ? 'All runs at hand have the paper’s preset.'
      : `Reduced runs: ${names.join(', ')}. What the paper claims as a *direction* should hold for them too; its *magnitudes* need not.`;
  return `${presets}\n\nAs in the paper, each network is that of the epoch with the best **test** BAC. There is no validation set, so its test accuracy is flattered.`;
}
