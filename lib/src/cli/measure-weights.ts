import { type ImageSet, subset } from '../data/images';
import { normalisationNamed } from '../data/normalisation';
import { embed } from '../embed/extract';
import { UserError } from '../errors';
import { readCheckpoint } from '../model/checkpoint';
import { headOf } from '../model/head';
import type { Network } from '../model/weights';
import { paperSetting, type TrainingConfig } from '../train/config';
import { loadDataset, trainingIndices } from '../train/task';
import { configOfImages, type ImageOptions, imagesTaken, normalised, progress } from './measure-images';

/** Weights from anywhere, on the images that the setting's network was trained and tested on. */
export async function fromWeights(file: string, options: ImageOptions) {
  const { data, normalise } = options;
  const chosen = normalise === undefined ? {} : normalisationNamed('--normalise', normalise);
  const config = configured(options);
  const { network, remarks } = await readCheckpoint(file);
  const { train, test, preprocessing: usual } = await loadDataset(config, data);
  const preprocessing = { ...usual, ...chosen };
  checkClasses(file, network, train);
  const trainIndex = trainingIndices(config, train);
  const training = subset(train, trainIndex);
  const pass = (images: ImageSet, what: string) =>
    embed(network, images, preprocessing, { onProgress: progress(what) });
  return {
    embeddings: {
      head: headOf(network),
      train: await pass(training, 'training'),
      test: await pass(test, 'test'),
      classNames: train.classNames,
    },
    trainIndex,
    subject: { setting: paperSetting(config.setting), balance: config.balance },
    notes: [...remarks, normalised(preprocessing, normalise), imagesTaken(config, training)],
    normalisation: { name: normalise ?? null, mean: preprocessing.mean, std: preprocessing.std },
  };
}

function configured(options: ImageOptions): TrainingConfig {
  const { setting, data } = options;
  if (setting === undefined || data === undefined) {
    const given = setting === undefined ? 'no --setting' : 'no --data';
    const expected =
      'the setting (cifar.ce, cifar.focal, cifar.ldam, svhn.ce or celeba.ce) and the folder of its images';
    const remedy = 'Add them, for example --setting cifar.ce.';
    throw new UserError({ where: '--weights', given, expected, remedy });
  }
  return configOfImages('--weights', options);
}

function checkClasses(file: string, { architecture }: Network, { classNames }: ImageSet): void {
  if (architecture.classes === classNames.length) return;
  throw new UserError({
    where: file,
    given: `a network of ${architecture.classes} classes`,
    expected: `${classNames.length}, as the data have`,
    remedy: 'Choose weights that were trained on these data.',
  });
}
