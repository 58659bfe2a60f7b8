import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../errors';
import type { Dataset, Preprocessing } from './images';
import { type RecordFormat, readBinRecords } from './records';

/** CIFAR-10's ten classes in label order. */
export const CIFAR10_CLASSES: readonly string[] = [
  'airplane',
  'automobile',
  'bird',
  'cat',
  'deer',
  'dog',
  'frog',
  'horse',
  'ship',
  'truck',
];

/** The constants the authors normalise CIFAR-10 with, and their augmentation. Source: authors' code. */
export const CIFAR10_PREPROCESSING: Preprocessing = {
  mean: [0.4914, 0.4822, 0.4465],
  std: [0.2023, 0.1994, 0.201],
  pad: 4,
  flip: true,
};

const FORMAT: RecordFormat = { height: 32, width: 32, classNames: CIFAR10_CLASSES };
const RECORDS_PER_FILE = 10_000;
const TRAIN_FILES = [1, 2, 3, 4, 5].map((i) => `data_batch_${i}.bin`);
const TEST_FILES = ['test_batch.bin'];
const FOLDER = 'cifar-10-batches-bin';

/** Where CIFAR-10 comes from. */
export interface Cifar10Options {
  /** Folder with the six `.bin` files, or the folder above it. Default: `FRAGILITY_CIFAR10`. */
  readonly folder?: string | undefined;
}

/** CIFAR-10: 50,000 training and 10,000 test images of 32x32. Throws UserError on a wrong or damaged folder. */
export async function loadCifar10(options: Cifar10Options = {}): Promise<Dataset> {
  const folder = checkedFolder(options.folder ?? process.env.FRAGILITY_CIFAR10 ?? '.');
  const read = (files: readonly string[]) =>
    readBinRecords(
      files.map((file) => join(folder, file)),
      FORMAT,
      RECORDS_PER_FILE,
    );
  return {
    name: 'cifar10',
    train: await read(TRAIN_FILES),
    test: await read(TEST_FILES),
    preprocessing: CIFAR10_PREPROCESSING,
  };
}

function checkedFolder(given: string): string {
  const folder = existsSync(join(given, FOLDER)) ? join(given, FOLDER) : given;
  const missing = [...TRAIN_FILES, ...TEST_FILES].filter((file) => !existsSync(join(folder, file)));
  if (missing.length === 0) return folder;
  throw new UserError({
    where: `CIFAR-10 folder ${folder}`,
    given: existsSync(folder) ? `a folder without ${missing.join(', ')}` : 'a folder that does not exist',
    expected: 'the binary version: data_batch_1.bin to data_batch_5.bin and test_batch.bin',
    remedy: `Name the unpacked ${FOLDER}, or leave the folder out to have it downloaded.`,
  });
}
