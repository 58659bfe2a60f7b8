import * as tf from '@tensorflow/tfjs-core';
import { compile } from '../backend/graph/compile';
import { StatefulGraph } from '../backend/graph/stateful';
import { startBackend } from '../backend/start';
import { normaliseBatch } from '../data/augment';
import { checkImages, type ImageSet, type Preprocessing } from '../data/images';
import { grey } from '../data/normalisation';
import { backgroundTurn, interruptSignal } from '../machine';
import { type Architecture, latentWidth } from '../model/architecture';
import { infer } from '../model/resnet';
import { type Parameters, toTensors } from '../model/tensors';
import type { Network, Weights } from '../model/weights';
import { callback, type Options, resolveOptions, whole } from '../options';
import { argmaxRows, type Embedding } from './embeddings';

/** How images are passed through the network. */
export interface ExtractOptions {
  /** Images per call of the network; default 125: more costs memory and gains no time. */
  readonly batchSize?: number | undefined;
  /** Called after each batch. */
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
}

/** Images per call of the network. */
const BATCH = 125;

const known: Options<ExtractOptions> = { batchSize: [whole(1), BATCH], onProgress: [callback(), undefined] };

type Outputs = { readonly fe: tf.Tensor2D; readonly logits: tf.Tensor2D };

/**
 * Feature embeddings `fe: [n, H]` and logits `[n, C]` of `images` under `network`, with batch norm's running
 * statistics and without augmentation. The weights are frozen into the graph, which lets TensorFlow fold batch norm
 * into the convolutions. Source: paper §3.2.
 */
export async function embed(
  network: Network,
  images: ImageSet,
  preprocessing: Preprocessing,
  options: ExtractOptions = {},
): Promise<Embedding> {
  checkImages('embed', images);
  const resolved = resolveOptions('embed', known, options);
  await startBackend();
  const { architecture } = network;
  const parameters = toTensors(network.weights);
  const graph = compile(
    ({ batch }: { batch: tf.Tensor4D }, p: Parameters): Outputs => ({ ...infer(architecture, p, batch) }),
    parameters,
  );
  try {
    return await embedBatches(architecture, (batch) => graph({ batch }), images, preprocessing, resolved);
  } finally {
    graph.dispose();
    tf.dispose(parameters);
  }
}

/** Embeds under changing weights of one architecture, as training does after each epoch: one graph serves all. */
export class Evaluator {
  private graph: StatefulGraph<Parameters, { batch: tf.Tensor4D }, Outputs> | null = null;

  /** The backend must have been started. */
  constructor(private readonly architecture: Architecture) {}

  /** As {@link embed}. */
  async embed({ weights }: Network, images: ImageSet, preprocessing: Preprocessing): Promise<Embedding> {
    const graph = this.withWeights(weights);
    return embedBatches(this.architecture, (batch) => graph.run({ batch }), images, preprocessing, {});
  }

  dispose(): void {
    this.graph?.dispose();
  }

  private withWeights(weights: Weights): StatefulGraph<Parameters, { batch: tf.Tensor4D }, Outputs> {
    const parameters = toTensors(weights);
    if (this.graph) this.graph.assign(parameters);
    else
      this.graph = new StatefulGraph(
        (state: Parameters, { batch }: { batch: tf.Tensor4D }) => ({
          outputs: { ...infer(this.architecture, state, batch) },
          next: null,
        }),
        parameters,
      );
    tf.dispose(parameters);
    return this.graph;
  }
}

async function embedBatches(
  architecture: Architecture,
  pass: (batch: tf.Tensor4D) => Outputs,
  given: ImageSet,
  preprocessing: Preprocessing,
  { batchSize: largest = BATCH, onProgress }: ExtractOptions,
): Promise<Embedding> {
  const { n, height, width } = given;
  const { channels = 3 } = architecture;
  const images = channels === 1 ? grey(given) : given;
  const [H, C] = [latentWidth(architecture), architecture.classes];
  const batchSize = Math.min(largest, n);
  const fe = new Float32Array(n * H);
  const logits = new Float32Array(n * C);
  const pixels = new Float32Array(batchSize * height * width * 3);
  const signal = interruptSignal();
  for (let start = 0; start < n; start += batchSize) {
    const rows = Math.min(batchSize, n - start);
    // A short last batch is filled up with the last image, so that one graph serves all batches.
    const indices = Int32Array.from({ length: batchSize }, (_, i) => Math.min(start + i, n - 1));
    const values = normaliseBatch(images, indices, preprocessing, pixels);
    const seen = channels === 1 ? values.filter((_, k) => k % 3 === 0) : values;
    const batch = tf.tensor4d(seen, [batchSize, height, width, channels]);
    const out = tf.tidy(() => pass(batch));
    fe.set((await out.fe.data<'float32'>()).subarray(0, rows * H), start * H);
    logits.set((await out.logits.data<'float32'>()).subarray(0, rows * C), start * C);
    tf.dispose([batch, out.fe, out.logits]);
    onProgress?.(start + rows, n);
    await backgroundTurn(); // lets a notebook or Ctrl-C get a word in
    signal?.throwIfAborted();
  }
  return { n, H, C, fe, logits, labels: Int32Array.from(images.labels), predictions: argmaxRows(logits, C) };
}
