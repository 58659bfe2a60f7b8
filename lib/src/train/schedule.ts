import type { TrainingConfig } from './config';

type ScheduleConfig = Pick<
  TrainingConfig,
  'epochs' | 'learningRate' | 'warmupEpochs' | 'firstDrop' | 'secondDrop'
>;

/**
 * Learning rate of epoch k = 1..epochs: rises linearly over the warm-up, then stays, and is divided by 100 after the
 * fraction `firstDrop` of all epochs and by 100 again after `secondDrop` (200 epochs: from 161 and from 181 on).
 * Source: paper §4.2 by way of LDAM-DRW's regime.
 */
export function learningRate(config: ScheduleConfig, k: number): number {
  const { epochs, learningRate: peak, warmupEpochs } = config;
  if (k <= warmupEpochs) return (peak * k) / warmupEpochs;
  if (k > lastEpochBefore(config.secondDrop, epochs)) return peak / 10000;
  if (k > lastEpochBefore(config.firstDrop, epochs)) return peak / 100;
  return peak;
}

/** Last epoch that still belongs to the fraction `drop` of all epochs (0.8 of 200: 160). */
export function lastEpochBefore(drop: number, epochs: number): number {
  return Math.round(drop * epochs);
}
