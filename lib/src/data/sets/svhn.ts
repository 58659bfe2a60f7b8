import { UserError } from '../../errors';
import { fetchesFromWeb, join, variable } from '../../machine';
import { datasetCache } from '../download/cache';
import { type FetchOptions, fetchArchive } from '../download/download';
import { missingFiles, requireFiles } from '../files/folder';
import { readSvhnFile } from '../files/svhn-file';
import type { Dataset, Preprocessing } from '../images';
import { readSvhnParquet, svhnParquetFiles } from './svhn-parquet';

/** SVHN's normalisation, and crops; no mirror images, since they are no digits. The paper does not say. */
const svhnPreprocessing: Preprocessing = {
  mean: [0.438, 0.444, 0.473],
  std: [0.198, 0.201, 0.197],
  pad: 4,
  flip: false,
};

const FOLDER = 'svhn';
const TRAIN = 'train_32x32.mat';
const TEST = 'test_32x32.mat';
const FILES = [TRAIN, TEST];
const SERVER = 'http://ufldl.stanford.edu/housenumbers';
const SOURCES: Record<string, FetchOptions> = {
  [TRAIN]: { md5: 'e26dedcc434d2e4c54c9b2d4a06d8373', bytes: 182_040_794 },
  [TEST]: { md5: 'eb5a983be6a315427106f1b164d9cef3', bytes: 64_275_384 },
};

/** Where SVHN comes from, and how many of its images are taken. */
export interface SvhnOptions {
  /**
   * Folder with `train_32x32.mat` and `test_32x32.mat`, or with Hugging Face's `cropped_digits` as Parquet files. Default:
   * `FRAGILITY_SVHN`, else `svhn` in the data-set cache (see `datasetCache`), into which they are downloaded (246 MB) if they
   * are not there.
   */
  readonly folder?: string | undefined;
  /** Training images drawn of each digit. Default: 4600, the paper's. */
  readonly trainPerClass?: number | undefined;
  /** Test images drawn of each digit. Default: 1500, the paper's. */
  readonly testPerClass?: number | undefined;
  /** Decides which images are drawn. Default: 0. */
  readonly seed?: number | undefined;
  /** Called during a download, in bytes of one file. */
  readonly onProgress?: FetchOptions['onProgress'];
}

/**
 * SVHN's cropped digits of 32x32: an equal number of images of each digit, chosen at random from the official training
 * and test files and kept in the official order; the file `extra` is not used. Throws UserError on a wrong folder, a
 * damaged file, a failed download, or if a digit has fewer images.
 */
export async function loadSvhn(options: SvhnOptions = {}): Promise<Dataset> {
  const { trainPerClass = 4600, testPerClass = 1500, seed = 0 } = options;
  requirePositive('trainPerClass', trainPerClass);
  requirePositive('testPerClass', testPerClass);
  const named = options.folder ?? variable('FRAGILITY_SVHN');
  const folder = named ? namedFolder(named) : await cachedFolder(options.onProgress);
  const read = (part: 'train' | 'test', perClass: number) =>
    isOfficial(folder)
      ? readSvhnFile(join(folder, part === 'train' ? TRAIN : TEST), perClass, seed)
      : readSvhnParquet(svhnParquetFiles(folder, part), perClass, seed);
  const [train, test] = [await read('train', trainPerClass), await read('test', testPerClass)];
  return { name: 'svhn', train, test, preprocessing: svhnPreprocessing };
}

function isOfficial(folder: string): boolean {
  return missingFiles(folder, FILES).length === 0;
}

function isParquet(folder: string): boolean {
  return (['train', 'test'] as const).every((part) => svhnParquetFiles(folder, part).length > 0);
}

/** The folder `loadSvhn()` would read, or `null` if it would download or fail. */
export function findSvhn(): string | null {
  const folder = variable('FRAGILITY_SVHN') || join(datasetCache(), FOLDER);
  return isOfficial(folder) || isParquet(folder) ? folder : null;
}

async function cachedFolder(onProgress: FetchOptions['onProgress']): Promise<string> {
  const folder = join(datasetCache(), FOLDER);
  if (isParquet(folder)) return folder;
  for (const file of missingFiles(folder, FILES)) {
    await fetchArchive(`${SERVER}/${file}`, join(folder, file), { ...SOURCES[file], onProgress });
  }
  return folder;
}

function namedFolder(folder: string): string {
  if (isParquet(folder)) return folder;
  requireFiles({
    name: 'SVHN',
    folder,
    files: FILES,
    expected: `the official cropped digits, ${TRAIN} and ${TEST}, or those of Hugging Face as Parquet files`,
    remedy: fetchesFromWeb
      ? `Get them from ${SERVER}/, or name no folder (and no FRAGILITY_SVHN) to have them downloaded.`
      : `Download them from ${SERVER}/ by yourself, and drop them into this folder of the file browser.`,
  });
  return folder;
}

function requirePositive(option: string, given: number): void {
  if (Number.isInteger(given) && given > 0) return;
  throw new UserError({
    where: `loadSvhn: ${option}`,
    given: String(given),
    expected: 'a whole number, at least 1',
    remedy: 'Leave it out for as many as the paper takes.',
  });
}
