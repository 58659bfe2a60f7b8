import { normalisationNamed } from '../data/normalisation';
import { UserError } from '../errors';
import { checkValue, oneOf } from '../options';
import type { ImageReading } from './image-options';

/** The images that a network is measured on, as the shell names them. */
export interface ImageOptions extends ImageReading {
  /** Folder of a setting's images. */
  readonly data?: string;
  /** One's own pictures, in the place of a setting. */
  readonly images?: string;
  readonly setting?: string;
  readonly balance?: string;
  /** Of the imbalanced subset. */
  readonly seed?: string;
  /** Most to fewest training images of a class. */
  readonly imbalance?: string;
  readonly profile?: string;
  /** File that names the training images. */
  readonly trainList?: string;
  /** A name or numbers, as `normalisationNamed` takes them. */
  readonly normalise?: string;
  readonly channels?: string;
  /** Pixels of the middle that is left of a resized picture. */
  readonly crop?: string;
  /** In the network's order, with commas between them. */
  readonly classes?: string;
}

/** How a network comes. */
export type NetworkOption = '--weights' | '--onnx';

/** What only has an effect on one's own pictures. */
const OWN = ['size', 'fit', 'crop', 'testShare', 'splitBy', 'splitSeed', 'profile', 'classes'] as const;
/** What says which images were trained on. */
const CHOICE = ['balance', 'seed', 'imbalance', 'profile'] as const;

/**
 * Path of one's own pictures: `--images`, or for ONNX also `--data` without a setting; null: the images of a setting are meant.
 */
export function ownPath(option: NetworkOption, { images, data, setting }: ImageOptions): string | null {
  return images ?? (option === '--onnx' && setting === undefined ? (data ?? null) : null);
}

/** Throws UserError where no images are named, or one of the options has no effect beside another. */
export function checkImageOptions(option: NetworkOption, options: ImageOptions): void {
  const { images, data, setting, normalise, channels, trainList } = options;
  if (normalise !== undefined) normalisationNamed('--normalise', normalise);
  if (channels !== undefined) checkValue('--channels', 'channels', channels, oneOf('rgb', 'bgr'));
  const own = ownPath(option, options) !== null;
  if (!own && (setting === undefined || data === undefined))
    throw noImages(option, setting, data !== undefined);
  const other = data !== undefined ? '--data' : '--setting';
  if (images !== undefined && (data ?? setting) !== undefined)
    throw noEffect(option, `${other} with --images`, 'your own pictures, or the images of a setting');
  const given = (names: readonly (keyof ImageOptions)[]) => names.find((name) => options[name] !== undefined);
  const ofOwn = given(OWN);
  if (!own && ofOwn) throw noEffect(option, `${flag(ofOwn)} with --setting`, 'it with --images');
  const choice = given(CHOICE);
  if (trainList !== undefined && choice)
    throw noEffect(option, `${flag(choice)} with --train-list`, 'one of them: the list names the images');
  checkChoice(option, options, own);
}

function checkChoice(
  option: NetworkOption,
  { balance, seed, imbalance, profile }: ImageOptions,
  own: boolean,
): void {
  const made = imbalance !== undefined ? '--imbalance' : seed !== undefined ? '--seed' : null;
  if (balance === 'balanced' && made && (!own || made === '--imbalance'))
    throw noEffect(option, `${made} with --balance balanced`, 'it with an imbalanced training set');
  if (own && imbalance !== undefined && profile === 'as-is')
    throw noEffect(option, '--imbalance with --profile as-is', 'one of them');
  if (own && seed !== undefined && imbalance === undefined && balance === undefined && profile === undefined)
    throw noEffect(option, '--seed without --setting or --imbalance', 'it with a choice of training images');
}

/** The error on an option that changes nothing. */
export function noEffect(option: NetworkOption, given: string, expected: string): UserError {
  const problem = { given: `${given}, where it has no effect`, expected, remedy: 'Leave it out.' };
  return new UserError({ where: option, ...problem });
}

function noImages(option: NetworkOption, setting: string | undefined, hasData: boolean): UserError {
  const expected =
    '--images with your own pictures, or --data and --setting (cifar.ce, cifar.focal, cifar.ldam, svhn.ce or celeba.ce)';
  const given =
    setting !== undefined
      ? 'no --data'
      : `${option === '--onnx' ? 'no --data' : 'no --setting'} and no --images`;
  return new UserError({
    where: option,
    given,
    expected,
    remedy: hasData
      ? 'Add, for example, --setting cifar.ce; your own pictures are named by --images.'
      : 'Add them, for example --images pictures.',
  });
}

function flag(name: string): string {
  return `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}
