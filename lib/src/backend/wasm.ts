import * as tf from '@tensorflow/tfjs-core';
import { variable } from '../machine';

/**
 * Starts the WebAssembly backend, with what it lacks for training. Returns its threads: 1, for its workers do not start in
 * Node.
 */
export async function startWasm(): Promise<number> {
  await import('@tensorflow/tfjs'); // registers the ops' gradients; tfjs-core alone has none
  const wasm = await import('@tensorflow/tfjs-backend-wasm');
  // A browser has to be told where its binaries are.
  const binaries = variable('FRAGILITY_WASM');
  if (binaries) wasm.setWasmPaths(binaries);
  registerConvolutionGradients();
  await tf.setBackend('wasm');
  await tf.ready();
  return wasm.getThreadsCount();
}

interface ConvolutionAttributes {
  readonly strides: number | [number, number];
  readonly pad: 'valid' | 'same' | number;
}
type FilterAttributes = ConvolutionAttributes & { readonly filterShape: [number, number, number, number] };
type InputAttributes = ConvolutionAttributes & { readonly inputShape: [number, number, number, number] };

/**
 * Conv2DBackpropFilter, which wasm lacks, and a Conv2DBackpropInput that is several times as fast as its own, both as
 * convolutions. NHWC, without dilation.
 */
function registerConvolutionGradients(): void {
  if (tf.getKernel('Conv2DBackpropFilter', 'wasm')) return;
  composed('Conv2DBackpropFilter', ({ x, dy }, attributes) =>
    filterGradient(x, dy, attributes as FilterAttributes),
  );
  tf.unregisterKernel('Conv2DBackpropInput', 'wasm');
  composed('Conv2DBackpropInput', ({ dy, filter }, attributes) =>
    inputGradient(dy, filter, attributes as InputAttributes),
  );
}

/** Registers a wasm kernel made of ops. */
function composed(
  kernelName: string,
  fn: (inputs: Record<string, tf.Tensor4D>, attributes: unknown) => tf.Tensor4D,
): void {
  tf.registerKernel({
    kernelName,
    backendName: 'wasm',
    kernelFunc: ({ inputs, attrs, backend }) => {
      // tfjs's gradients call kernels with whole tensors, though the type promises less.
      const result = tf.tidy(() => fn(inputs as Record<string, tf.Tensor4D>, attrs));
      const { dataId, shape, dtype } = result;
      (backend as tf.KernelBackend).incRef(dataId); // for the tensor that the engine makes of this result
      result.dispose();
      return { dataId, shape, dtype };
    },
  });
}

/**
 * d loss / d filter `[kh, kw, in, out]` of a convolution: itself a convolution in which the batch is the channel axis,
 * with dy as its filter and the stride as its dilation. `x: [batch, h, w, in]`, `dy: [batch, h', w', out]`.
 */
function filterGradient(x: tf.Tensor4D, dy: tf.Tensor4D, attributes: FilterAttributes): tf.Tensor4D {
  const { strides, pad, filterShape } = attributes;
  const info = tf.backend_util.computeConv2DInfo(x.shape, filterShape, strides, 1, pad);
  const { top, bottom, left, right } = info.padInfo;
  const padded = tf.pad(x, [[0, 0], [top, bottom], [left, right], [0, 0]]); // biome-ignore format: one line
  const images = tf.transpose(padded, [3, 1, 2, 0]) as tf.Tensor4D;
  const filter = tf.transpose(dy, [1, 2, 0, 3]) as tf.Tensor4D;
  const taps = tf.conv2d(images, filter, 1, 'valid', 'NHWC', [info.strideHeight, info.strideWidth]);
  const [kh, kw, inChannels, outChannels] = filterShape;
  // With a stride, rows and columns that no window reached make further taps.
  const wanted = tf.slice(taps, [0, 0, 0, 0], [inChannels, kh, kw, outChannels]);
  return tf.transpose(wanted, [1, 2, 0, 3]);
}

/**
 * d loss / d input `[batch, h, w, in]` of a convolution: the convolution of dy, spread out by the stride, with the
 * filter turned by half a turn and its channels swapped.
 */
function inputGradient(dy: tf.Tensor4D, filter: tf.Tensor4D, attributes: InputAttributes): tf.Tensor4D {
  const { strides, pad, inputShape } = attributes;
  const info = tf.backend_util.computeConv2DInfo(inputShape, filter.shape, strides, 1, pad);
  const { top, left } = info.padInfo;
  const spread = spreadOut(dy, info.strideHeight, info.strideWidth);
  const [, height, width] = spread.shape;
  const padded = tf.pad(spread, [
    [0, 0],
    [info.filterHeight - 1 - top, info.inHeight + top - height],
    [info.filterWidth - 1 - left, info.inWidth + left - width],
    [0, 0],
  ]);
  const turned = tf.transpose(tf.reverse(filter, [0, 1]), [0, 1, 3, 2]);
  return tf.conv2d(padded, turned, 1, 'valid');
}

/** Puts `down - 1` rows of zeros between rows and `right - 1` columns of zeros between columns. */
function spreadOut(x: tf.Tensor4D, down: number, right: number): tf.Tensor4D {
  if (down === 1 && right === 1) return x;
  const [batch, height, width, channels] = x.shape;
  const rows = tf.pad(tf.reshape(x, [batch, height, 1, width * channels]), [[0, 0], [0, 0], [0, down - 1], [0, 0]]); // biome-ignore format: one line
  const both = tf.pad(tf.reshape(rows, [batch, height * down * width, 1, channels]), [[0, 0], [0, 0], [0, right - 1], [0, 0]]); // biome-ignore format: one line
  const all: tf.Tensor4D = tf.reshape(both, [batch, height * down, width * right, channels]);
  return tf.slice(all, [0, 0, 0, 0], [batch, (height - 1) * down + 1, (width - 1) * right + 1, channels]);
}
