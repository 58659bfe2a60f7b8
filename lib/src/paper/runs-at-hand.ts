import type { Run } from '../train/load-run';
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
  /** Backend and processor. */
  readonly trainedOn: string;
}

/** Every model of the paper's Table 1, with the run at hand or the words `no run`: for `show`. */
export function runsAtHand(runs: Readonly<Record<string, Run>>): RunRow[] {
  return settings.flatMap(({ id, balancedTwin }) =>
    ['imbalanced', ...(balancedTwin === id ? ['balanced'] : [])].map((balance) =>
      rowOf(`${id}-${balance}`, runs),
    ),
  );
}

function rowOf(model: string, runs: Readonly<Record<string, Run>>): RunRow {
  const run = runs[model];
  if (!run) return { model, run: 'no run', testBac: null, bestEpoch: null, trainImages: null, trainedOn: '' };
  const { config, environment, best, embeddings } = run;
  return {
    model,
    run: `${config.preset}, ${config.epochs} epochs, seed ${config.seed}`,
    testBac: 100 * best.testBac,
    bestEpoch: best.epoch,
    trainImages: embeddings.train.n,
    trainedOn: `${environment.backend}; ${environment.cpu}`,
  };
}
