import { PassThrough } from 'node:stream';
import { stripVTControlCharacters } from 'node:util';
import { expect, it } from 'vitest';
import { resolveConfig } from '../train/config';
import type { EpochRecord } from '../train/fit';
import { TrainingDisplay } from './training-display';

const config = resolveConfig({ epochs: 3 });
const record: EpochRecord = {
  epoch: 1,
  learningRate: 0.1,
  loss: 1.25,
  testRecall: [0.25, 0.75],
  testBac: 0.5,
  trainRecall: null,
  seconds: 2,
};

/** What is written while two batches, an epoch's end and the next epoch's one batch are shown. */
function shown(isTTY: boolean): string {
  const output = Object.assign(new PassThrough(), { isTTY, columns: 92 });
  const display = new TrainingDisplay(config, output as unknown as NodeJS.WriteStream);
  display.onBatch(1, 10, 20, 1.5);
  display.onBatch(1, 20, 20, 1.25);
  display.onEpoch(record);
  display.onBatch(2, 20, 20, 1.125);
  display.close();
  return stripVTControlCharacters(String(output.read()));
}

it('writes a line for each epoch into a log, and nothing else', () => {
  expect(shown(false)).toBe('epoch 1/3  loss 1.2500  test BAC 50.00 %  2.0 s\n');
});

it('shows a terminal a bar as well: epoch, loss, and the BAC once there is one', () => {
  const text = shown(true);
  expect(text).toMatch(/epoch 1\/3 ░{20} … images\/s {2}loss …/);
  expect(text).toMatch(/epoch 1\/3 █{20} testing {2}loss 1\.2500(?! {2}BAC)/);
  expect(text).toMatch(/epoch 1\/3 {2}loss 1\.2500 {2}test BAC 50\.00 % {2}2\.0 s\n/);
  expect(text).toMatch(/epoch 2\/3 █{20} testing {2}loss 1\.1250 {2}BAC 50\.00 %/);
});
