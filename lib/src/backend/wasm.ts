import * as tf from '@tensorflow/tfjs-core';

/** Starts the WebAssembly backend, with the gradient kernel that it lacks. Returns its number of threads. */
export async function startWasm(): Promise<number> {
  const wasm = await import('@tensorflow/tfjs-backend-wasm');
  registerFilterGradient();
  await tf.setBackend('wasm');
  await tf.ready();
  return wasm.getThreadsCount();
}

/**
 * Conv2DBackpropFilter from kernels that wasm has: the gradient of tap (i, j) is a matrix product of the input,
 * shifted by (i, j), with dy. Filter [kh, kw, in, out]; NHWC; no dilation.
 */
function registerFilterGradient(): void {
  if (tf.getKernel('Conv2DBackpropFilter', 'wasm')) return;
  tf.registerKernel({
    kernelName: 'Conv2DBackpropFilter',
    backendName: 'wasm',
    kernelFunc: ({ inputs, attrs }) => {
      const { x, dy } = inputs as unknown as { x: tf.Tensor4D; dy: tf.Tensor4D };
      const { strides, pad, filterShape } = attrs as unknown as FilterGradientAttributes;
      return filterGradient(tensorOf(x), tensorOf(dy), strides, pad, filterShape);
    },
  });
}

interface FilterGradientAttributes {
  readonly strides: number | [number, number];
  readonly pad: 'valid' | 'same' | number;
  readonly filterShape: [number, number, number, number];
}

/** Kernels get tensor infos; ops need tensors around the same data. */
function tensorOf(info: tf.TensorInfo): tf.Tensor4D {
  return tf.engine().makeTensorFromTensorInfo(info) as tf.Tensor4D;
}

function filterGradient(
  x: tf.Tensor4D,
  dy: tf.Tensor4D,
  strides: number | [number, number],
  pad: 'valid' | 'same' | number,
  filterShape: [number, number, number, number],
): tf.Tensor {
  const info = tf.backend_util.computeConv2DInfo(x.shape, filterShape, strides, 1, pad);
  const { top, bottom, left, right } = info.padInfo;
  const padded = tf.pad(x, [
    [0, 0],
    [top, bottom],
    [left, right],
    [0, 0],
  ]);
  const [kh, kw, inChannels, outChannels] = filterShape;
  const flatDy = tf.reshape(dy, [-1, outChannels]);
  const taps: tf.Tensor[] = [];
  for (let i = 0; i < kh; i++) {
    for (let j = 0; j < kw; j++) {
      const end = [
        x.shape[0],
        i + (info.outHeight - 1) * info.strideHeight + 1,
        j + (info.outWidth - 1) * info.strideWidth + 1,
        inChannels,
      ];
      const shifted = tf.stridedSlice(padded, [0, i, j, 0], end, [1, info.strideHeight, info.strideWidth, 1]);
      taps.push(tf.matMul(tf.reshape(shifted, [-1, inChannels]), flatDy, true, false));
    }
  }
  return tf.reshape(tf.concat(taps, 0), filterShape);
}
