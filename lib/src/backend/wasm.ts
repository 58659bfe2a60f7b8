import * as tf from '@tensorflow/tfjs-core';

/** Starts the WebAssembly backend, with the gradients and the one kernel that it lacks. Returns its number of threads. */
export async function startWasm(): Promise<number> {
  await import('@tensorflow/tfjs'); // registers the ops' gradients; tfjs-core alone has none
  const wasm = await import('@tensorflow/tfjs-backend-wasm');
  registerFilterGradient();
  await tf.setBackend('wasm');
  await tf.ready();
  return wasm.getThreadsCount();
}

interface FilterGradientAttributes {
  readonly strides: number | [number, number];
  readonly pad: 'valid' | 'same' | number;
  readonly filterShape: [number, number, number, number];
}

/** Conv2DBackpropFilter, NHWC, without dilation, from kernels that wasm has. */
function registerFilterGradient(): void {
  if (tf.getKernel('Conv2DBackpropFilter', 'wasm')) return;
  tf.registerKernel({
    kernelName: 'Conv2DBackpropFilter',
    backendName: 'wasm',
    kernelFunc: ({ inputs, attrs, backend }) => {
      // tfjs's gradients call kernels with whole tensors, though the type promises less.
      const { x, dy } = inputs as { x: tf.Tensor4D; dy: tf.Tensor4D };
      const gradient = tf.tidy(() => filterGradient(x, dy, attrs as unknown as FilterGradientAttributes));
      const { dataId, shape, dtype } = gradient;
      (backend as tf.KernelBackend).incRef(dataId); // for the tensor that the engine makes of this result
      gradient.dispose();
      return { dataId, shape, dtype };
    },
  });
}

/**
 * d loss / d filter `[kh, kw, in, out]` of a convolution: itself a convolution in which the batch is the channel axis,
 * with dy as its filter and the stride as its dilation. `x: [batch, h, w, in]`, `dy: [batch, h', w', out]`.
 */
function filterGradient(x: tf.Tensor4D, dy: tf.Tensor4D, attributes: FilterGradientAttributes): tf.Tensor4D {
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
