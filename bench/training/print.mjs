import { instructions, remarkLoad } from '../machine.mjs';
import { shareOfPeak } from './operations.mjs';

/** @import { Measured, Speed } from './index.mjs' */

const COLUMNS = [
  ...['train', 'spread', 'per CPU s', 'of peak'],
  ...['infer', 'spread', 'per CPU s', 'of peak'],
  ...['losses', 'logits'],
];

/**
 * The table: images a second of each rival, their share of the processor's peak, and how far its results are from ours.
 *
 * @param {Measured[]} speeds
 * @param {{ cpu: string, cores: number, load: number, peak: number | null, gpu: string | null }} where
 * @param {number} rounds
 */
export function print(speeds, where, rounds) {
  const line = (/** @type {string} */ name, /** @type {string[]} */ cells) =>
    console.log(name.padEnd(31) + cells.map((c) => c.padStart(14)).join(''));
  const peak = where.gpu ?? `peak ${where.peak ?? '?'} GFLOP/s in float32`;
  console.log(`${where.cpu}, ${where.cores} cores, ${instructions()}, ${peak}`);
  console.log(`images a second, medians of ${rounds} turns; differences from ours, relative`);
  line('', COLUMNS);
  for (const { name, train, infer, difference } of speeds) {
    const cells = [cellsOf(train, 'train', where.peak), cellsOf(infer, 'infer', where.peak)].flat();
    line(name, [...cells, ...[difference.losses, difference.logits].map((d) => d?.toExponential(0) ?? '')]);
  }
  remarkLoad(where, 'images a second mean little, those per second of processor time more.');
}

/** @param {Speed | null} speed @param {'train' | 'infer'} task @param {number | null} peak */
function cellsOf(speed, task, peak) {
  if (!speed) return ['', '', '', ''];
  const { median, least, most, perCpu } = speed;
  const share = peak === null ? '' : `${(100 * shareOfPeak(median, task, peak)).toFixed(0)} %`;
  return [median.toFixed(0), `${least.toFixed(0)}–${most.toFixed(0)}`, perCpu.toFixed(0), share];
}

/**
 * What a training run needs beside its steps.
 *
 * @param {Record<'inputShare' | 'peakMegabytes' | 'megabytesPerEpoch' | 'tensorsPerEpoch' | 'epochs', number>} needs
 */
export function printTrainer({ inputShare, peakMegabytes, megabytesPerEpoch, tensorsPerEpoch, epochs }) {
  console.log(
    `augmentation and batch assembly: ${(100 * inputShare).toFixed(1)} % of a step (goal: at most 3)`,
  );
  console.log(
    `a run on CIFAR-10's size: peak ${peakMegabytes} MB (goal: at most 1500); over ${epochs} epochs ` +
      `${megabytesPerEpoch} MB and ${tensorsPerEpoch} tensors more an epoch`,
  );
}
