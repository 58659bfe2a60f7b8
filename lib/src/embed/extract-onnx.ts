import { normaliseBatch } from '../data/augment';
import { checkImages, type ImageSet, type Preprocessing } from '../data/images';
import { grey } from '../data/normalisation';
import {
  backgroundTurn,
  interruptSignal,
  type OnnxRuntime,
  type OnnxSession,
  type OnnxTensor,
} from '../machine';
import { type OnnxInput, type OnnxNetwork, refusalFor } from '../model/onnx/read-onnx';
import { argmaxRows, type Embedding } from './embeddings';
import { fit } from './import/head-fit';

/** Images per call of a network that takes any number. */
const BATCH = 32;

/** A network in memory, which embeds images until it is closed. */
export interface OnnxEmbedder {
  embed(
    images: ImageSet,
    preprocessing: Preprocessing,
    onProgress?: (done: number, total: number) => void,
  ): Promise<Embedding>;
  close(): Promise<void>;
}

/** Loads a network into ONNX Runtime, on the processor. Throws UserError where that does not take it. */
export async function openOnnx(runtime: OnnxRuntime, network: OnnxNetwork): Promise<OnnxEmbedder> {
  const externalData = [...network.external].map(([path, data]) => ({ path, data }));
  const options = {
    executionProviders: ['cpu'],
    logSeverityLevel: 4,
    ...(externalData.length > 0 && { externalData }),
  };
  const session = await runtime.InferenceSession.create(network.bytes, options).catch((cause: Error) => {
    throw refusalFor(network.file)(
      `a network that ONNX Runtime does not load (${firstLine(cause)})`,
      'one that it runs',
      cause,
    );
  });
  return {
    embed: (images, preprocessing, onProgress) =>
      embedAll(runtime, session, network, images, preprocessing, onProgress),
    close: () => session.release(),
  };
}

async function embedAll(
  { Tensor }: OnnxRuntime,
  session: OnnxSession,
  network: OnnxNetwork,
  given: ImageSet,
  preprocessing: Preprocessing,
  onProgress?: (done: number, total: number) => void,
): Promise<Embedding> {
  checkImages('embed', given);
  const { input, head } = network;
  const images = input.channels === 1 ? grey(given) : given;
  const { n, height, width } = images;
  const batch = input.batch ?? Math.min(BATCH, n);
  const [fe, logits] = [new Float32Array(n * head.H), new Float32Array(n * head.C)];
  const signal = interruptSignal();
  for (let start = 0; start < n; start += batch) {
    const rows = Math.min(batch, n - start);
    // A short last batch is filled up with the last image, for networks that take whole batches only.
    const indices = Int32Array.from({ length: batch }, (_, i) => Math.min(start + i, n - 1));
    const values = arranged(normaliseBatch(images, indices, preprocessing), height * width, input);
    const shape =
      input.layout === 'NCHW'
        ? [batch, input.channels, height, width]
        : [batch, height, width, input.channels];
    const out = await run(session, network, new Tensor('float32', values, shape));
    fe.set(rowsOf(out, network.fe, rows, batch, head.H, network), start * head.H);
    logits.set(rowsOf(out, network.logits, rows, batch, head.C, network), start * head.C);
    onProgress?.(start + rows, n);
    await backgroundTurn();
    signal?.throwIfAborted();
  }
  const { H, C } = head;
  if (fit(head, { fe: { shape: [n, H], data: fe }, logits: { shape: [n, C], data: logits } }) === null)
    throw refusalFor(network.file)('logits that are not FE · Wᵀ + b', 'a linear layer, named by --fe');
  return { n, H, C, fe, logits, labels: Int32Array.from(images.labels), predictions: argmaxRows(logits, C) };
}

async function run(session: OnnxSession, { file, input, fe, logits }: OnnxNetwork, images: OnnxTensor) {
  try {
    return await session.run({ [input.name]: images }, [fe, logits]);
  } catch (cause) {
    const given = `a network that fails on images of [${images.dims}] (${firstLine(cause as Error)})`;
    const expected = input.batch ? 'one that takes them' : 'one that takes them: export it with a batch of 1';
    throw refusalFor(file)(given, expected, cause);
  }
}

/** The values of the first `rows` images. */
function rowsOf(
  out: Record<string, OnnxTensor>,
  name: string,
  rows: number,
  batch: number,
  width: number,
  { file }: OnnxNetwork,
): Float32Array {
  const { type, data, dims } = out[name];
  if (type !== 'float32' || data.length !== batch * width)
    throw refusalFor(file)(`${name} of [${dims}], ${type}`, `[${batch}, ${width}], float32`);
  return (data as Float32Array).subarray(0, rows * width);
}

/** Values with channels last, of `area` pixels an image, as the network takes them. */
function arranged(values: Float32Array, area: number, { layout, channels }: OnnxInput): Float32Array {
  if (channels === 1) return values.filter((_, k) => k % 3 === 0);
  if (layout === 'NHWC') return values;
  const out = new Float32Array(values.length);
  for (let pixel = 0; pixel < values.length / 3; pixel++) {
    const [image, at] = [Math.floor(pixel / area), pixel % area];
    for (let c = 0; c < 3; c++) out[(3 * image + c) * area + at] = values[3 * pixel + c];
  }
  return out;
}

function firstLine({ message }: Error): string {
  return message.split('\n')[0].slice(0, 300);
}
