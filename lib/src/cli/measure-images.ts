import type { ImageSet, Preprocessing } from '../data/images';
import { blueFirst, type Normalisation, normalisationNamed } from '../data/normalisation';
import { UserError } from '../errors';
import type { FoundImages, NetworkInput } from './found-images';
import { type ImageOptions, noEffect, ownPath } from './measure-image-options';
import { ownPictures } from './measure-own-pictures';
import { settingsImages } from './measure-setting';
import { sayAside } from './output';

/** The images of a setting, or one's own, as the network takes them; what was chosen is among the notes. Throws UserError. */
export async function imagesFor(input: NetworkInput, options: ImageOptions) {
  const { normalise, channels = 'rgb' } = options;
  if (channels === 'bgr' && input.channels === 1)
    throw noEffect(input.option, '--channels bgr', 'it with a network of three channels');
  const own = ownPath(input.option, options);
  const { how, ...found } = await (own === null
    ? settingsImages(input, options)
    : ownPictures(input, own, options));
  checkFit(input, found.train);
  const chosen = normalise === undefined ? {} : normalisationNamed('--normalise', normalise);
  const preprocessing = { ...found.preprocessing, ...chosen };
  const { mean, std } = preprocessing;
  return {
    ...found,
    ...(channels === 'bgr' ? turned(found, preprocessing) : { preprocessing }),
    notes: [normalised(preprocessing, normalise, channels), ...found.notes],
    normalisation: { name: normalise ?? null, mean, std },
    images: { ...how, channels },
  };
}

/** Blue first: each colour keeps its own mean and deviation. */
function turned({ train, test }: Pick<FoundImages, 'train' | 'test'>, { mean, std, ...rest }: Preprocessing) {
  const [red, green, blue] = mean;
  const [redStd, greenStd, blueStd] = std;
  const preprocessing: Preprocessing = {
    ...rest,
    mean: [blue, green, red],
    std: [blueStd, greenStd, redStd],
  };
  return { train: blueFirst(train), test: blueFirst(test), preprocessing };
}

/** How the images were normalised before the network saw them. */
function normalised({ mean, std }: Normalisation, name = 'those of the data set', channels: string): string {
  const order = channels === 'bgr' ? 'blue, green, red' : 'red, green, blue';
  return `Images normalised by mean ${mean} and deviation ${std} (${name}; --normalise); channels ${order} (--channels).`;
}

function checkFit({ file, classes, ...input }: NetworkInput, images: ImageSet): void {
  const { height, width, classNames } = images;
  const refuse = (given: string, expected: string, remedy: string) =>
    new UserError({ where: file, given, expected, remedy });
  if (classes !== classNames.length)
    throw refuse(
      `a network of ${classes} classes`,
      `${classNames.length}, as the data have`,
      'Choose images of its classes; of your own, --classes names those without pictures, too.',
    );
  const [high, wide] = [input.height ?? height, input.width ?? width];
  if (high === height && wide === width) return;
  throw refuse(
    `a network of images of ${high} x ${wide} pixels`,
    `one of ${height} x ${width}, as the data have`,
    'Choose pictures of your own with --images, which are resized (--size, --crop).',
  );
}

/** Tells every fifth of the way, beside the report. */
export function progress(what: string): (done: number, total: number) => void {
  let told = 0;
  return (done, total) => {
    const fifth = Math.floor((5 * done) / total);
    if (fifth > told)
      sayAside(`${what} images: ${done.toLocaleString('en-US')} of ${total.toLocaleString('en-US')}`);
    told = Math.max(told, fifth);
  };
}
