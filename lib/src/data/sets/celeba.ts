import { UserError } from '../../errors';
import { join, variable } from '../../machine';
import { missingFiles, requireFiles } from '../files/folder';
import { type RecordFormat, readBinRecords } from '../files/records';
import type { Dataset, ImageSet, Preprocessing } from '../images';
import { requirePerClass } from './class-counts';
import { celebaClasses } from './class-names';

/**
 * Channel mean and standard deviation over all pixels of the balanced training set (10,000 images of 32x32,
 * cut from x 19..159, y 51..191 of the aligned images), computed once; the paper gives none. Crop and flip.
 */
export const celebaPreprocessing: Preprocessing = {
  mean: [0.4741, 0.3747, 0.3272],
  std: [0.3077, 0.2657, 0.2535],
  pad: 4,
  flip: true,
};

const FORMAT: RecordFormat = { height: 32, width: 32, classNames: celebaClasses };
const IMAGES_PER_CLASS = { 'train.bin': 5000, 'test.bin': 1000 };
const FILES = Object.keys(IMAGES_PER_CLASS);
const EXPECTED =
  'train.bin (5000 men, 5000 women) and test.bin (1000 of each), images of 32x32 in records of 3073 bytes: the label (0 men, 1 women), then the red, the green and the blue plane, row after row';
const REMEDY =
  'Make them from CelebA images with black hair, which its licence lets nobody pass on, and name their folder in FRAGILITY_CELEBA.';

/** Where the CelebA images lie. */
export interface CelebaOptions {
  /** Folder with `train.bin` and `test.bin`. Default: `FRAGILITY_CELEBA`. */
  readonly folder?: string | undefined;
}

/**
 * Black-haired men and women of CelebA: 5,000 + 5,000 training and 1,000 + 1,000 test images of 32x32.
 * Never downloaded: CelebA's licence forbids passing it on. Throws UserError without a folder or on a wrong one.
 * The counts are the paper's; size, crop, normalisation and augmentation, which it does not give, are chosen here.
 */
export async function loadCeleba({
  folder = variable('FRAGILITY_CELEBA'),
}: CelebaOptions = {}): Promise<Dataset> {
  if (!folder)
    throw new UserError({ where: 'CelebA', given: 'no folder', expected: EXPECTED, remedy: REMEDY });
  requireFiles({ name: 'CelebA', folder, files: FILES, expected: EXPECTED, remedy: REMEDY });
  return {
    name: 'celeba',
    train: await readSplit(folder, 'train.bin'),
    test: await readSplit(folder, 'test.bin'),
    preprocessing: celebaPreprocessing,
  };
}

/** The folder `loadCeleba()` would read, or `null` if it would fail. */
export function findCeleba(): string | null {
  const folder = variable('FRAGILITY_CELEBA');
  return folder && missingFiles(folder, FILES).length === 0 ? folder : null;
}

async function readSplit(folder: string, file: keyof typeof IMAGES_PER_CLASS): Promise<ImageSet> {
  const perClass = IMAGES_PER_CLASS[file];
  const images = await readBinRecords(folder, [file], FORMAT, perClass * celebaClasses.length);
  requirePerClass({
    where: join(folder, file),
    labels: images.labels,
    classNames: celebaClasses,
    perClass,
    remedy: 'Write as many men as women.',
  });
  return images;
}
