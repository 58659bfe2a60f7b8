import { type ImageSet, subset } from '../data/images';
import { embed } from '../embed/extract';
import { UserError } from '../errors';
import { loadCheckpoint } from '../model/checkpoint';
import { headOf } from '../model/head';
import type { Network } from '../model/weights';
import { type Overrides, resolveConfig } from '../train/config';
import { loadDataset, trainingIndices } from '../train/task';

/** The images that weights are measured on. */
export interface ImageOptions {
  readonly data?: string;
  readonly setting?: string;
  readonly balance?: string;
}

/** Weights from anywhere, on the images that the setting's network was trained and tested on. */
export async function fromWeights(file: string, { data, setting, balance }: ImageOptions) {
  if (setting === undefined || data === undefined) {
    const given = setting === undefined ? 'no --setting' : 'no --data';
    const expected =
      'the setting (cifar.ce, cifar.focal, cifar.ldam, svhn.ce or celeba.ce) and the folder of its images';
    throw new UserError({
      where: '--weights',
      given,
      expected,
      remedy: 'Add them, for example --setting cifar.ce.',
    });
  }
  const config = resolveConfig({ setting, balance } as Overrides);
  const network = await loadCheckpoint(file);
  const { train, test, preprocessing } = await loadDataset(config, data);
  checkClasses(file, network, train);
  const trainIndex = trainingIndices(config, train);
  const pass = (images: ImageSet, what: string) =>
    embed(network, images, preprocessing, { onProgress: progress(what) });
  return {
    embeddings: {
      head: headOf(network),
      train: await pass(subset(train, trainIndex), 'training'),
      test: await pass(test, 'test'),
      classNames: train.classNames,
    },
    trainIndex,
    subject: { setting: config.setting, balance: config.balance },
  };
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

/** Tells every fifth of the way, beside the report: on the error stream. */
function progress(what: string): (done: number, total: number) => void {
  let told = 0;
  return (done, total) => {
    const fifth = Math.floor((5 * done) / total);
    if (fifth > told)
      console.error(`${what} images: ${done.toLocaleString('en-US')} of ${total.toLocaleString('en-US')}`);
    told = Math.max(told, fifth);
  };
}
