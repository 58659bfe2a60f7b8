import type { ImageSet } from '../data/images';
import { type OnnxEmbedder, openOnnx } from '../embed/extract-onnx';
import { onnxRuntime } from '../machine';
import { readOnnx } from '../model/onnx/read-onnx';
import { checkImageOptions, type ImageOptions } from './measure-image-options';
import { imagesFor, progress } from './measure-images';
import { sayAside } from './output';

/** Which network, and on which images. */
interface OnnxOptions extends ImageOptions {
  /** Its classification layer. */
  readonly fe?: string;
}

/** A network as ONNX, on the images of a setting or on one's own. */
export async function fromOnnx(file: string, options: OnnxOptions) {
  checkImageOptions('--onnx', options);
  const network = await readOnnx(file, options.fe);
  const { height, width, channels } = network.input;
  const asked = { file, option: '--onnx', classes: network.head.C, channels, height, width } as const;
  const { train, test, preprocessing, notes, ...found } = await imagesFor(
    { ...asked, usualSize: null, trainedOn: null },
    options,
  );
  const embedder = await openOnnx(await onnxRuntime(sayAside), network);
  const pass = (images: ImageSet, what: string) => embedder.embed(images, preprocessing, progress(what));
  return {
    ...found,
    embeddings: { ...(await both(embedder, pass, train, test)), head: network.head },
    notes: [network.remark, ...notes],
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
