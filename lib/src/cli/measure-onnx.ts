import { type Dataset, type ImageSet, subset } from '../data/images';
import { normalisationNamed } from '../data/normalisation';
import { type OnnxEmbedder, openOnnx } from '../embed/extract-onnx';
import { type Refusal, UserError } from '../errors';
import { onnxRuntime } from '../machine';
import { type OnnxNetwork, readOnnx, refusalFor } from '../model/onnx/read-onnx';
import { paperSetting, type TrainingConfig } from '../train/config';
import { loadDataset, trainingIndices } from '../train/task';
import { configOfImages, type ImageOptions, imagesTaken, normalised, progress } from './measure-images';
import { sayAside } from './output';

/** Which network, of which classes. */
interface OnnxOptions extends ImageOptions {
  /** Its classification layer. */
  readonly fe?: string;
  /** In the network's order, with commas between them. */
  readonly classes?: string;
}

/** Images to embed, and what is known of them. */
interface Taken extends Pick<Dataset, 'train' | 'test' | 'preprocessing'> {
  readonly config: TrainingConfig | null;
  readonly trainIndex?: Int32Array;
  readonly note: string;
}

/** A network as ONNX, on the images of a setting, or on pictures in a folder of one's own. */
export async function fromOnnx(file: string, options: OnnxOptions) {
  const { data, normalise, setting, fe } = options;
  const chosen = normalise === undefined ? {} : normalisationNamed('--normalise', normalise);
  if (data === undefined) throw noData();
  const network = await readOnnx(file, fe);
  const { train, test, ...taken } = await (setting === undefined ? ownPictures : settingsImages)(
    network,
    data,
    options,
  );
  checkFit(network, train);
  const preprocessing = { ...taken.preprocessing, ...chosen };
  const { config, trainIndex, note } = taken;
  const embedder = await openOnnx(await onnxRuntime(sayAside), network);
  const pass = (images: ImageSet, what: string) => embedder.embed(images, preprocessing, progress(what));
  return {
    embeddings: { ...(await both(embedder, pass, train, test)), head: network.head },
    ...(trainIndex && { trainIndex }),
    subject: config
      ? { setting: paperSetting(config.setting), balance: config.balance }
      : { setting: null, balance: null },
    notes: [network.remark, normalised(preprocessing, normalise), note],
    normalisation: { name: normalise ?? null, mean: preprocessing.mean, std: preprocessing.std },
  };
}

async function both(
  embedder: OnnxEmbedder,
  pass: (images: ImageSet, what: string) => ReturnType<OnnxEmbedder['embed']>,
  train: ImageSet,
  test: ImageSet,
) {
  try {
    const { classNames } = train;
    return { train: await pass(train, 'training'), test: await pass(test, 'test'), classNames };
  } finally {
    await embedder.close();
  }
}

async function settingsImages(_: OnnxNetwork, folder: string, options: OnnxOptions): Promise<Taken> {
  if (options.classes !== undefined)
    throw refuseOption('--classes with --setting', 'it without: a setting has classes of its own');
  const config = configOfImages('--onnx', options);
  const { train: all, test, preprocessing } = await loadDataset(config, folder);
  const trainIndex = trainingIndices(config, all);
  const train = subset(all, trainIndex);
  return { config, trainIndex, train, test, preprocessing, note: imagesTaken(config, train) };
}

/** All pictures of a folder, in the size that the network takes, their classes in the network's order. */
async function ownPictures(network: OnnxNetwork, folder: string, options: OnnxOptions): Promise<Taken> {
  for (const name of ['seed', 'imbalance'] as const)
    if (options[name] !== undefined)
      throw refuseOption(`--${name} without --setting`, 'it with the images of a setting');
  const imageSize = sideOf(network, refusalFor(network.file));
  const { train, test, preprocessing } = await loadDataset({ dataset: 'own', imageSize }, folder);
  const names = options.classes?.split(',').map((name) => name.trim()) ?? [...train.classNames].sort();
  const note = `All pictures of ${folder}, resized to ${imageSize} pixels; classes in the order of ${options.classes === undefined ? 'the alphabet' : '--classes'}: ${names.join(', ')}.`;
  const [training, testing] = [train, test].map((images) => inOrder(images, names));
  return { config: null, train: training, test: testing, preprocessing, note };
}

function sideOf({ input: { height, width } }: OnnxNetwork, refuse: Refusal): number {
  if (height !== null && height === width) return height;
  throw refuse(
    `an input of ${height ?? 'any'} x ${width ?? 'any'} pixels`,
    'a square of a fixed size, to which the pictures are resized',
  );
}

/** The images with their classes numbered as `names` has them. */
function inOrder(images: ImageSet, names: readonly string[]): ImageSet {
  const { classNames, labels } = images;
  if ([...classNames].sort().join() !== [...names].sort().join())
    throw new UserError({
      where: '--classes',
      given: names.join(', '),
      expected: `the folder’s classes, in the network’s order: ${classNames.join(', ')}`,
      remedy: 'Name each once, as its folder is called.',
    });
  const places = classNames.map((name) => names.indexOf(name));
  return { ...images, classNames: names, labels: labels.map((label) => places[label]) };
}

function checkFit({ file, input, head: { C } }: OnnxNetwork, { height, width, classNames }: ImageSet): void {
  const refuse = refusalFor(file);
  if (C !== classNames.length)
    throw refuse(`a network of ${C} classes`, `${classNames.length}, as the data have`);
  const [high, wide] = [input.height ?? height, input.width ?? width];
  if (high !== height || wide !== width)
    throw refuse(
      `a network of images of ${high} x ${wide} pixels`,
      `one of ${height} x ${width}, as the data have, or a folder of pictures without --setting, which are resized`,
    );
}

function noData(): UserError {
  const expected = 'the folder of a setting’s images, with --setting, or one with a subfolder a class';
  return new UserError({
    where: '--onnx',
    given: 'no --data',
    expected,
    remedy: 'Add it, for example --data pictures.',
  });
}

function refuseOption(given: string, expected: string): UserError {
  return new UserError({ where: '--onnx', given, expected, remedy: 'Leave it out.' });
}
