import { exists, join, variable } from '../../machine';
import { type ArchiveSource, fetchFolder } from '../download/archive';
import { datasetCache } from '../download/cache';
import type { FetchOptions } from '../download/download';
import { missingFiles, requireFiles } from '../files/folder';
import { type RecordFormat, readBinRecords, readRecordsAt } from '../files/records';
import type { Dataset, ImageSet, Preprocessing } from '../images';

/** CIFAR-10's ten classes in label order. */
export const cifar10Classes: readonly string[] = [
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
export const cifar10Preprocessing: Preprocessing = {
  mean: [0.4914, 0.4822, 0.4465],
  std: [0.2023, 0.1994, 0.201],
  pad: 4,
  flip: true,
};

const FORMAT: RecordFormat = { height: 32, width: 32, classNames: cifar10Classes };
const RECORDS_PER_FILE = 10_000;
const TRAIN_FILES = [1, 2, 3, 4, 5].map((i) => `data_batch_${i}.bin`);
const TEST_FILES = ['test_batch.bin'];
const FILES = [...TRAIN_FILES, ...TEST_FILES];
const FOLDER = 'cifar-10-batches-bin';
const ARCHIVE: ArchiveSource = {
  url: 'https://www.cs.toronto.edu/~kriz/cifar-10-binary.tar.gz',
  md5: 'c32a1d4ab5d03f1284b67883e8d87530',
  bytes: 170_052_171,
};

/** Where CIFAR-10 comes from. */
export interface Cifar10Options {
  /**
   * Folder with the six `.bin` files, or the one above it. Default: `FRAGILITY_CIFAR10`, else the data-set
   * cache (see `datasetCache`), into which it is downloaded if it is not there.
   */
  readonly folder?: string | undefined;
  /** Called during a download, in bytes. */
  readonly onProgress?: FetchOptions['onProgress'];
}

/**
 * CIFAR-10: 50,000 training and 10,000 test images of 32x32, in the official order.
 * Throws UserError on a wrong folder, a damaged file or a failed download.
 */
export async function loadCifar10(options: Cifar10Options = {}): Promise<Dataset> {
  const named = options.folder ?? variable('FRAGILITY_CIFAR10');
  const folder = named ? namedFolder(named) : await cachedFolder(options.onProgress);
  const read = (files: readonly string[]) => readBinRecords(folder, files, FORMAT, RECORDS_PER_FILE);
  return {
    name: 'cifar10',
    train: await read(TRAIN_FILES),
    test: await read(TEST_FILES),
    preprocessing: cifar10Preprocessing,
  };
}

/** The folder `loadCifar10()` would read, or `null` if it would download or fail. */
export function findCifar10(): string | null {
  const folder = folderIn(variable('FRAGILITY_CIFAR10') || datasetCache());
  return missingFiles(folder, FILES).length === 0 ? folder : null;
}

/**
 * Some of CIFAR-10's images, in the order of `indices`, positions in the official order; only their records are read.
 * null where CIFAR-10 is not at hand (see `findCifar10`). Throws UserError on an index beyond the set.
 */
export async function cifar10ImagesAt(
  split: 'train' | 'test',
  indices: ArrayLike<number>,
): Promise<ImageSet | null> {
  const folder = findCifar10();
  if (!folder) return null;
  const files = split === 'train' ? TRAIN_FILES : TEST_FILES;
  return readRecordsAt(folder, files, FORMAT, RECORDS_PER_FILE, indices);
}

async function cachedFolder(onProgress: FetchOptions['onProgress']): Promise<string> {
  const folder = join(datasetCache(), FOLDER);
  if (missingFiles(folder, FILES).length > 0) await fetchFolder({ ...ARCHIVE, onProgress }, folder);
  return folder;
}

function namedFolder(named: string): string {
  const folder = folderIn(named);
  requireFiles({
    name: 'CIFAR-10',
    folder,
    files: FILES,
    expected: 'the binary version: data_batch_1.bin to data_batch_5.bin and test_batch.bin',
    remedy: `Name the unpacked ${FOLDER}, or no folder (and no FRAGILITY_CIFAR10) to have it downloaded.`,
  });
  return folder;
}

function folderIn(named: string): string {
  const below = join(named, FOLDER);
  return exists(below) ? below : named;
}
