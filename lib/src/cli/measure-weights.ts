import type { ImageSet } from '../data/images';
import { embed } from '../embed/extract';
import { readCheckpoint } from '../model/checkpoint';
import { headOf } from '../model/head';
import { trainedOn } from '../runs/trained-on';
import { checkImageOptions, type ImageOptions } from './measure-image-options';
import { imagesFor, progress } from './measure-images';

/** Weights from anywhere, on the images of a setting or on one's own. */
export async function fromWeights(file: string, options: ImageOptions) {
  checkImageOptions('--weights', options);
  const { network, remarks, metadata } = await readCheckpoint(file);
  const { classes, channels = 3, stem } = network.architecture;
  const { train, test, preprocessing, notes, ...found } = await imagesFor(
    {
      ...{ file, option: '--weights', classes, channels, height: null, width: null },
      usualSize: stem === 'imagenet' ? 224 : 32,
      trainedOn: await trainedOn(file, metadata),
    },
    options,
  );
  const pass = (images: ImageSet, what: string) =>
    embed(network, images, preprocessing, { onProgress: progress(what) });
  return {
    ...found,
    embeddings: {
      head: headOf(network),
      train: await pass(train, 'training'),
      test: await pass(test, 'test'),
      classNames: train.classNames,
    },
    notes: [...remarks, ...notes],
  };
}
