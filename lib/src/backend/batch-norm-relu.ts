import * as tf from '@tensorflow/tfjs-core';
import type { NativeBackend } from './binding';
import { type BatchStatistics, batchNormTraining, relu } from './kernels';
import { nativeBackend } from './native';
import { normalises } from './winograd';

/**
 * max({@link batchNormTraining} + side, 0): what follows a convolution of a ResNet in training. Where there is a kernel for all
 * of it (`lib/native/batch_norm.cc`) memory is passed over twice, and twice for the gradient. `x: [batch, height, width,
 * channels]`; scale, offset `[channels]`; `side`, or null: as x. `seen` receives the statistics for the running averages.
 */
export function batchNormRelu(
  x: tf.Tensor4D,
  scale: tf.Tensor1D,
  offset: tf.Tensor1D,
  side: tf.Tensor4D | null,
  seen: (statistics: BatchStatistics) => void,
): tf.Tensor4D {
  const native = nativeBackend();
  if (native && x.size > 0 && normalises(x.shape[3]))
    return inOneKernel(native, [x, scale, offset, ...(side ? [side] : [])], seen) as tf.Tensor4D;
  const normalised = batchNormTraining(x, scale, offset, seen);
  return relu(side ? tf.add(normalised, side) : normalised);
}

/** `tensors`: x, scale, offset, and side if there is one. */
function inOneKernel(
  native: NativeBackend,
  tensors: readonly tf.Tensor[],
  seen: (statistics: BatchStatistics) => void,
): tf.Tensor {
  const sides = tensors.length - 3;
  const attributes = [{ name: 'N', type: native.binding.TF_ATTR_INT, value: sides }];
  const fused = tf.customGrad((...args) => {
    const save = args.pop() as unknown as tf.GradSaveFunc;
    const inputs = args as tf.Tensor[];
    const [y, mean, variance, inverseStd] = native.executeMultipleOutputs(
      'FragilityBatchNormRelu',
      attributes,
      inputs,
      4,
    );
    seen({ mean: tf.keep(tf.clone(mean)) as tf.Tensor1D, variance: tf.keep(variance) as tf.Tensor1D });
    const [x, scale, offset, ...side] = inputs;
    save([x, scale, offset, mean, inverseStd, ...(side.length > 0 ? [y] : [])]);
    const gradFunc = (dy: tf.Tensor, saved: tf.Tensor[]) =>
      native.executeMultipleOutputs('FragilityBatchNormReluGradient', attributes, [dy, ...saved], 3 + sides);
    return { value: y, gradFunc };
  });
  return fused(...tensors);
}
