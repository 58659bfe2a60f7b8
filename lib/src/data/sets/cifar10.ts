import { UserError } from '../../errors';
import { dirname, exists, fetchesFromWeb, join, variable } from '../../machine';
import { type ArchiveSource, fetchFolder, unpackArchive } from '../download/archive';
import { datasetCache } from '../download/cache';
import type { FetchOptions } from '../download/download';
import { alteredFiles } from '../files/checksums';
import { missingFiles, requireFiles } from '../files/folder';
import { type RecordFormat, readBinRecords, readRecordsAt } from '../files/records';
import type { Dataset, ImageSet, Preprocessing } from '../images';
import { cifar10Classes } from './class-names';

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
/** SHA-256 of the official files, those of the archive below. */
const SHA256: Readonly<Record<string, string>> = {
  'data_batch_1.bin': 'cee916563c9f80d84e3cc88e17fdc0941787f1244f00a67874d45b261883ada5',
  'data_batch_2.bin': 'a591ca11fa1708a91ee40f54b3da4784ccd871ecf2137de63f51ada8b3fa57ed',
  'data_batch_3.bin': 'bbe8596564c0f86427f876058170b84dac6670ddf06d79402899d93ceea26f67',
  'data_batch_4.bin': '014e562d6e23c72197cc727519169a60359f5eccd8945ad5a09d710285ff4e48',
  'data_batch_5.bin': '755304fc0b379caeae8c14f0dac912fbc7d6cd469eb67a1029a08a39453a9add',
  'test_batch.bin': '8e2eb146ae340b09e24670f29cabc6326dba54da8789dab6768acf480273f65b',
};
const FOLDER = 'cifar-10-batches-bin';
const ARCHIVE_FILE = 'cifar-10-binary.tar.gz';
const ARCHIVE: ArchiveSource = {
  url: `https://www.cs.toronto.edu/~kriz/${ARCHIVE_FILE}`,
  md5: 'c32a1d4ab5d03f1284b67883e8d87530',
  bytes: 170_052_171,
};

/** Where CIFAR-10 comes from. */
export interface Cifar10Options {
  /**
   * Folder with the six `.bin` files, or the one above it, or the archive `cifar-10-binary.tar.gz` or its folder: it is unpacked
   * beside itself once. Default: `FRAGILITY_CIFAR10`, else the data-set cache (see `datasetCache`), into which it is downloaded if it
   * is not there.
   */
  readonly folder?: string | undefined;
  /** Called during a download, in bytes. */
  readonly onProgress?: FetchOptions['onProgress'];
}

/**
 * CIFAR-10: 50,000 training and 10,000 test images of 32x32, in the official order.
 * Throws UserError on a wrong folder, a failed download, or files that are not the official ones by their SHA-256, unless
 * `FRAGILITY_CIFAR10_MODIFIED` is 1.
 */
export async function loadCifar10(options: Cifar10Options = {}): Promise<Dataset> {
  const named = options.folder ?? variable('FRAGILITY_CIFAR10');
  const folder = named ? await namedFolder(named) : await cachedFolder(options.onProgress);
  const read = (files: readonly string[]) => readBinRecords(folder, files, FORMAT, RECORDS_PER_FILE);
  const [train, test] = [await read(TRAIN_FILES), await read(TEST_FILES)];
  await requireOfficial(folder);
  return { name: 'cifar10', train, test, preprocessing: cifar10Preprocessing };
}

/** Nothing in these files would show that they were damaged: they are compared with the official ones, once. */
async function requireOfficial(folder: string): Promise<void> {
  if (variable('FRAGILITY_CIFAR10_MODIFIED') === '1') return;
  const altered = await alteredFiles(folder, SHA256, join(datasetCache(), '.checksums.json'));
  if (altered.length === 0) return;
  throw new UserError({
    where: `CIFAR-10 folder ${folder}`,
    given: `other bytes in ${altered.join(', ')}`,
    expected: 'the official files, by their SHA-256',
    remedy:
      'Delete the folder and get it again (npx fragility download cifar10); if it is meant to differ, set FRAGILITY_CIFAR10_MODIFIED=1.',
  });
}

/** The folder or archive that `loadCifar10()` would read, or `null` if it would download or fail. */
export function findCifar10(): string | null {
  return placeIn(variable('FRAGILITY_CIFAR10') || datasetCache());
}

/** The folder with all files that is meant by `named`, else the archive; null for none of them. */
function placeIn(named: string): string | null {
  const isArchive = named.endsWith('.tar.gz');
  const folder = isArchive ? join(dirname(named), FOLDER) : folderIn(named);
  if (missingFiles(folder, FILES).length === 0) return folder;
  const archive = isArchive ? named : join(named, ARCHIVE_FILE);
  return exists(archive) ? archive : null;
}

/**
 * Some of CIFAR-10's images, in the order of `indices`, positions in the official order; only their records are read.
 * null where CIFAR-10 is not at hand (see `findCifar10`). Throws UserError on an index beyond the set.
 */
export async function cifar10ImagesAt(
  split: 'train' | 'test',
  indices: ArrayLike<number>,
): Promise<ImageSet | null> {
  const place = findCifar10();
  if (!place) return null;
  const folder = await namedFolder(place);
  await requireOfficial(folder);
  const files = split === 'train' ? TRAIN_FILES : TEST_FILES;
  return readRecordsAt(folder, files, FORMAT, RECORDS_PER_FILE, indices);
}

async function cachedFolder(onProgress: FetchOptions['onProgress']): Promise<string> {
  const cache = datasetCache();
  const place = placeIn(cache);
  if (place) return namedFolder(place);
  const folder = join(cache, FOLDER);
  await fetchFolder({ ...ARCHIVE, onProgress }, folder);
  return folder;
}

async function namedFolder(named: string): Promise<string> {
  const place = placeIn(named) ?? named;
  const folder = place.endsWith('.tar.gz') ? await unpacked(place) : folderIn(place);
  requireFiles({
    name: 'CIFAR-10',
    folder,
    files: FILES,
    expected: 'the binary version: data_batch_1.bin to data_batch_5.bin and test_batch.bin',
    remedy: fetchesFromWeb
      ? `Name the unpacked ${FOLDER}, or no folder (and no FRAGILITY_CIFAR10) to have it downloaded.`
      : `Drop ${ARCHIVE_FILE} into the file browser's top folder, and name no folder.`,
  });
  return folder;
}

async function unpacked(archive: string): Promise<string> {
  const folder = join(dirname(archive), FOLDER);
  await unpackArchive(archive, folder);
  return folder;
}

function folderIn(named: string): string {
  const below = join(named, FOLDER);
  return exists(below) ? below : named;
}
