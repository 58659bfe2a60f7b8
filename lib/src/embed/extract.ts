import * as tf from '@tensorflow/tfjs-core';
import { compile } from '../backend/graph/compile';
import { startBackend } from '../backend/start';
import { type ImageSet, normaliseBatch, type Preprocessing } from '../data';
import { infer } from '../model/resnet';
import { type Network, type Parameters, toTensors } from '../model/weights';
import { argmaxRows, type Embedding } from './embeddings';

/** How images are passed through the network. */
export interface ExtractOptions {
  /** Images per call of the network; default 500. */
  readonly batchSize?: number;
  /** Called after each batch. */
  readonly onProgress?: (done: number, total: number) => void;
}

/**
 * Feature embeddings and logits of `images` under `network`: running statistics, no augmentation.
 * Source: paper §3.2.
 */
export async function embed(
  network: Network,
  images: ImageSet,
  preprocessing: Preprocessing,
  { batchSize = 500, onProgress }: ExtractOptions = {},
): Promise<Embedding> {
  await startBackend();
  const parameters = toTensors(network.weights);
  try {
    return await embedWith(
      network,
      parameters,
      images,
      preprocessing,
      Math.min(batchSize, images.n),
      onProgress,
    );
  } finally {
    tf.dispose(parameters);
  }
}

async function embedWith(
  { architecture }: Network,
  parameters: Parameters,
  images: ImageSet,
  preprocessing: Preprocessing,
  batchSize: number,
  onProgress: ExtractOptions['onProgress'],
): Promise<Embedding> {
  const { n, height, width } = images;
  const [H, C] = [architecture.widths[2], architecture.classes];
  const fe = new Float32Array(n * H);
  const logits = new Float32Array(n * C);
  const network = compile(
    ({ batch }: { batch: tf.Tensor4D }, p: Parameters) => ({ ...infer(architecture, p, batch) }),
    parameters,
  );
  const pixels = new Float32Array(batchSize * height * width * 3);
  for (let start = 0; start < n; start += batchSize) {
    const rows = Math.min(batchSize, n - start);
    // A short last batch is filled up with the last image, so that one graph serves all batches.
    const indices = Int32Array.from({ length: batchSize }, (_, i) => Math.min(start + i, n - 1));
    const batch = tf.tensor4d(normaliseBatch(images, indices, preprocessing, pixels), [
      batchSize,
      height,
      width,
      3,
    ]);
    const out = tf.tidy(() => network({ batch }));
    fe.set((out.fe.dataSync() as Float32Array).subarray(0, rows * H), start * H);
    logits.set((out.logits.dataSync() as Float32Array).subarray(0, rows * C), start * C);
    tf.dispose([batch, out.fe, out.logits]);
    onProgress?.(start + rows, n);
    await new Promise(setImmediate); // lets a notebook or Ctrl-C get a word in
  }
  network.dispose();
  return { n, H, C, fe, logits, labels: Int32Array.from(images.labels), predictions: argmaxRows(logits, C) };
}
