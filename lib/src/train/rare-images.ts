import { group } from 'd3-array';
import type { ImageSet } from '../data/images';
import { alikeTo, apartFrom, type Points } from '../data/likeness';
import { readFeatures } from '../embed/arrow';
import { UserError } from '../errors';
import { join } from '../machine';
import type { TrainingConfig } from './config-fields';
import { referenceFolder } from './reference-folder';

const CHOICES = { alike: alikeTo, apart: apartFrom };

/**
 * Where the published balanced network of CIFAR-10 puts each training image, in the data set's own order: images near each
 * other there look alike to a network that knows all classes well. Throws UserError where it is not there.
 */
export async function featuresOfBalancedNetwork(): Promise<Points> {
  const { H, fe, index } = await readFeatures(join(referenceFolder(), 'cifar.ce-balanced', 'train.arrow'));
  const values = new Float32Array(fe.length);
  for (const [row, image] of index.entries()) values.set(fe.subarray(row * H, (row + 1) * H), image * H);
  return { H, values };
}

/**
 * `drawn`, with other images of each class that has fewer of them than the largest: those alike to the first that was drawn
 * of it, or far from it and from each other. The other classes keep theirs, so that choices differ in nothing else.
 * `drawn: [sum(counts)]`, class after class. Throws UserError where the images have no features.
 */
export function chooseRareImages(
  drawn: Int32Array,
  { labels, features }: ImageSet,
  rareImages: TrainingConfig['rareImages'],
): Int32Array {
  if (rareImages === 'random') return drawn;
  if (!features)
    throw new UserError({
      where: 'trainingIndices',
      given: `rareImages = ${rareImages}, and images without features`,
      expected: 'the features that loadDataset loads for it',
      remedy: 'Give loadDataset the same configuration.',
    });
  const ofClass = group(labels.keys(), (image) => labels[image]);
  const drawnOf = [...group(drawn, (image) => labels[image]).values()];
  const most = Math.max(...drawnOf.map((images) => images.length));
  const chosen = drawnOf.map((images) =>
    images.length === most
      ? images
      : CHOICES[rareImages](features, ofClass.get(labels[images[0]])!, images[0], images.length),
  );
  return Int32Array.from(chosen.flat());
}
