import { emptyLabels, type ImageSet, subset } from '../data/images';
import { grey } from '../data/normalisation';
import { centre } from '../data/own/centre';
import { imageSetName } from '../data/own/image-set-name';
import { listed } from '../data/own/listed';
import { loadSource } from '../data/own/load-images';
import { openSource } from '../data/own/open';
import type { Numbered } from '../data/own/source';
import { channelStatistics } from '../data/own/statistics';
import { UserError } from '../errors';
import { checkValue, whole } from '../options';
import { type Overrides, resolveConfig, type TrainingConfig } from '../train/config';
import { trainingIndices } from '../train/task';
import type { FoundImages, NetworkInput } from './found-images';
import { numberOf, readingOf } from './image-options';
import { type ImageOptions, noEffect } from './measure-image-options';
import { chosenImages, chosenInWords } from './measure-training-images';
import { sayingQuarters } from './output';
import { readTrainingList } from './training-list';

/** One's own pictures in the size that the network takes, their classes in the network's order. */
export async function ownPictures(
  asked: NetworkInput,
  path: string,
  options: ImageOptions,
): Promise<FoundImages> {
  const { trainList } = options;
  const opened = await openSource(path);
  const ofThese = sameNames(asked.trainedOn?.own?.classNames, opened.classNames);
  const input = { ...asked, trainedOn: ofThese ? asked.trainedOn : null };
  const { config: choice, from } = chosenImages(input, options, configOf(input, path, options));
  const config = { ...choice, ...readingOf(options) };
  const source =
    trainList === undefined ? opened : listed(opened, await readTrainingList(trainList), trainList);
  const {
    train: all,
    test,
    ...dataset
  } = await loadSource(source, {
    ...config,
    onProgress: sayingQuarters(),
  });
  const trainIndex = trainList === undefined ? trainingIndices(config, all) : undefined;
  const { names, by } = classOrder(input, options, dataset.numbered, all.classNames);
  const crop = croppedTo(input, config.imageSize, options);
  const seen = [trainIndex ? subset(all, trainIndex) : all, test, all].map((images) =>
    inOrder(asSeen(images, crop, input.channels), names),
  );
  const [train, testing, statistics] = seen;
  const { note, training } = chosenInWords(config, from, train, trainList);
  const { imageSize: size, imageFit: fit } = config;
  const middle = crop === size ? '' : `, of which the middle ${crop} (--crop)`;
  const read = `Pictures of ${path} by ${fit} (--fit) resized to ${size} pixels${middle}; classes in the order of ${by}: ${names.join(', ')}.`;
  return {
    ...{ train, test: testing, ...(trainIndex && { trainIndex }) },
    preprocessing: { ...dataset.preprocessing, ...channelStatistics(statistics) },
    subject: { setting: null, balance: null },
    notes: [...source.notes, read, note],
    how: { path, size, fit, crop, classes: by, training },
  };
}

/** How the pictures are read, and which are trained on unless something else is said: all. */
function configOf(
  { option, usualSize, ...input }: NetworkInput,
  path: string,
  options: ImageOptions,
): TrainingConfig {
  const { balance, seed, imbalance, profile, crop } = options;
  const reading = readingOf(options);
  const known = input.trainedOn?.config;
  const size = reading.imageSize ?? input.height ?? (known?.dataset === 'own' ? known.imageSize : usualSize);
  const imageSize = size ?? (crop === undefined ? null : numberOf('--crop', crop));
  if (imageSize === null)
    throw new UserError({
      where: option,
      given: 'a network of images of any size, and no --size',
      expected: 'the size in pixels that it was trained on',
      remedy: 'Add it, for example --size 224.',
    });
  const made = imbalance !== undefined || balance !== undefined;
  return resolveConfig({
    ...{ setting: 'own.ce', imageSet: imageSetName(path), balance, seed, imbalanceRatio: imbalance },
    profile: profile ?? (made ? undefined : 'as-is'),
    ...reading,
    imageSize,
  } as Overrides);
}

/** Pixels of the middle that the network sees. */
function croppedTo({ option, height }: NetworkInput, size: number, { crop }: ImageOptions): number {
  const side = crop === undefined ? size : numberOf('--crop', crop);
  checkValue('--crop', 'pixels', side, whole(1, size));
  if (crop !== undefined && height !== null && side !== height)
    throw noEffect(option, `--crop ${side} with a network of ${height} pixels`, `--crop ${height}`);
  return side;
}

function asSeen(images: ImageSet, crop: number, channels: 1 | 3): ImageSet {
  const middle = crop === images.width ? images : centre(images, crop);
  return channels === 1 ? grey(middle) : middle;
}

/** The network's classes in its order, and where that comes from. */
function classOrder(
  { trainedOn }: NetworkInput,
  { classes }: ImageOptions,
  { classNames, by }: Numbered,
  there: readonly string[],
): { names: readonly string[]; by: string } {
  if (classes === undefined && trainedOn?.own)
    return { names: trainedOn.own.classNames, by: 'the file of the weights' };
  if (classes === undefined) return { names: classNames, by };
  return {
    names: checked(
      classes.split(',').map((name) => name.trim()),
      there,
    ),
    by: '--classes',
  };
}

function sameNames(a: readonly string[] = [], b: readonly string[]): boolean {
  return a.length === b.length && a.every((name) => b.includes(name));
}

/** Names that the pictures do not have are classes without pictures. */
function checked(names: readonly string[], there: readonly string[]): readonly string[] {
  if (there.every((name) => names.includes(name)) && new Set(names).size === names.length) return names;
  throw new UserError({
    where: '--classes',
    given: names.join(', '),
    expected: `the folder’s classes, in the network’s order: ${there.join(', ')}`,
    remedy: 'Name each once, as its folder is called.',
  });
}

/** The images with their classes numbered as `names` has them. */
function inOrder(images: ImageSet, names: readonly string[]): ImageSet {
  const { n, classNames, labels } = images;
  const places = classNames.map((name) => names.indexOf(name));
  const numbered = emptyLabels(n, names.length);
  for (const [i, label] of labels.entries()) numbered[i] = places[label];
  return { ...images, classNames: names, labels: numbered };
}
