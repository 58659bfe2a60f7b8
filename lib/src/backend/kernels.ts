import * as tf from '@tensorflow/tfjs-core';
import type { Binding, NativeBackend, OpAttribute } from './binding';
import { nativeBackend } from './native';
import { type Folded, fusedConvolution, fusedIdentityBlock } from './winograd';

/** Batch norm's ε. Source: PyTorch's default, used by the paper's code. */
const EPSILON = 1e-5;

/** Mean and unbiased variance of a batch, each `[channels]`; kept: the caller disposes. */
export interface BatchStatistics {
  readonly mean: tf.Tensor1D;
  readonly variance: tf.Tensor1D;
}

/**
 * Batch normalisation with the batch's own statistics. `x: [batch, height, width, channels]`; scale, offset
 * `[channels]`. `seen` receives the statistics for the running averages.
 */
export function batchNormTraining(
  x: tf.Tensor4D,
  scale: tf.Tensor1D,
  offset: tf.Tensor1D,
  seen: (statistics: BatchStatistics) => void,
): tf.Tensor4D {
  const native = nativeBackend();
  return native ? fusedBatchNorm(native, x, scale, offset, seen) : composedBatchNorm(x, scale, offset, seen);
}

/**
 * A convolution and the batch norm with running statistics after it are one convolution with a bias: filter · s and
 * offset - mean · s, where s = scale / √(variance + ε). `filter: [rows, columns, in, out]`, the others `[out]`.
 */
export function foldBatchNorm(
  filter: tf.Tensor4D,
  scale: tf.Tensor1D,
  offset: tf.Tensor1D,
  mean: tf.Tensor1D,
  variance: tf.Tensor1D,
): Folded {
  const factor = tf.mul(scale, tf.rsqrt(tf.add(variance, EPSILON)));
  return { filter: tf.mul(filter, factor), bias: tf.sub(offset, tf.mul(mean, factor)) };
}

/**
 * Convolution of an odd side (3×3, 1×1, 7×7), padded with zeros by half of it all around, as PyTorch pads; 'same' would pad
 * (0, 1) at stride 2. `x: [batch, height, width, in]`, `filter: [side, side, in, out]`.
 */
export function convolution(x: tf.Tensor4D, filter: tf.Tensor4D, stride: 1 | 2): tf.Tensor4D {
  if (stride === 1) return tf.conv2d(x, filter, 1, 'same');
  const pad = (filter.shape[0] - 1) / 2;
  return tf.conv2d(tf.pad(x, [[0, 0], [pad, pad], [pad, pad], [0, 0]]), filter, stride, 'valid'); // biome-ignore format: one line
}

/**
 * max({@link convolution} + bias + side, 0), in one kernel where there is one, else as ops that TensorFlow fuses in a graph.
 * `bias: [out]`; `side`, or null: as the result. No gradient.
 */
export function convolutionBiasRelu(
  x: tf.Tensor4D,
  filter: tf.Tensor4D,
  stride: 1 | 2,
  bias: tf.Tensor1D,
  side: tf.Tensor4D | null,
): tf.Tensor4D {
  const native = nativeBackend();
  const fused = native ? fusedConvolution(native, x, filter, stride, bias, side) : null;
  if (fused) return fused;
  const biased = addBias(convolution(x, filter, stride), bias);
  return relu(side ? tf.add(biased, side) : biased);
}

/**
 * A ResNet's block of two convolutions whose shortcut is its input, stride 1, in one kernel where there is one:
 * max(second(max(first(x), 0)) + x, 0). No gradient.
 */
export function identityBlock(x: tf.Tensor4D, first: Folded, second: Folded): tf.Tensor4D {
  const native = nativeBackend();
  const whole = native ? fusedIdentityBlock(native, x, first, second) : null;
  if (whole) return whole;
  const inner = convolutionBiasRelu(x, first.filter, 1, first.bias, null);
  return convolutionBiasRelu(inner, second.filter, 1, second.bias, x);
}

/** x + bias on the last axis: as the op that TensorFlow fuses into the convolution before it. */
function addBias(x: tf.Tensor4D, bias: tf.Tensor1D): tf.Tensor4D {
  const native = nativeBackend();
  if (!native) return tf.add(x, bias);
  return native.executeSingleOutput(
    'BiasAdd',
    [floatType(native.binding, 'T'), channelsLast(native.binding)],
    [x, bias],
  ) as tf.Tensor4D;
}

/** max(x, 0). tfjs differentiates it as dy · step(x), two passes; TensorFlow has one kernel for both. */
export function relu(x: tf.Tensor4D): tf.Tensor4D {
  const native = nativeBackend();
  if (!native) return tf.relu(x);
  const T = [floatType(native.binding, 'T')];
  const fused = tf.customGrad((input, save) => {
    const y = native.executeSingleOutput('Relu', T, [input as tf.Tensor]);
    (save as tf.GradSaveFunc)([y]);
    const gradFunc = (dy: tf.Tensor, [saved]: tf.Tensor[]) =>
      native.executeSingleOutput('ReluGrad', T, [dy, saved]);
    return { value: y, gradFunc };
  });
  return fused(x) as tf.Tensor4D;
}

function fusedBatchNorm(
  native: NativeBackend,
  x: tf.Tensor4D,
  scale: tf.Tensor1D,
  offset: tf.Tensor1D,
  seen: (statistics: BatchStatistics) => void,
): tf.Tensor4D {
  const attributes = batchNormAttributes(native.binding);
  const average: OpAttribute = {
    name: 'exponential_avg_factor',
    type: native.binding.TF_ATTR_FLOAT,
    value: 1,
  };
  const fused = tf.customGrad((...args) => {
    const save = args.pop() as unknown as tf.GradSaveFunc;
    const none = tf.zeros([0]);
    const inputs = [...(args as tf.Tensor[]), none, none];
    const [y, mean, variance, ...reserved] = native.executeMultipleOutputs(
      'FusedBatchNormV3',
      [...attributes, average],
      inputs,
      6,
    );
    seen({ mean: tf.keep(mean) as tf.Tensor1D, variance: tf.keep(variance) as tf.Tensor1D });
    save([args[0] as tf.Tensor, args[1] as tf.Tensor, ...reserved]);
    const gradFunc = (dy: tf.Tensor, saved: tf.Tensor[]) =>
      native.executeMultipleOutputs('FusedBatchNormGradV3', attributes, [dy, ...saved], 5).slice(0, 3);
    return { value: y, gradFunc };
  });
  return fused(x, scale, offset) as tf.Tensor4D;
}

/** From ops that every backend has. Only x is kept for the gradient; tfjs's own would keep every step's result. */
function composedBatchNorm(
  x: tf.Tensor4D,
  scale: tf.Tensor1D,
  offset: tf.Tensor1D,
  seen: (statistics: BatchStatistics) => void,
): tf.Tensor4D {
  const count = x.size / x.shape[3];
  const normalised = tf.customGrad((...args) => {
    const save = args.pop() as unknown as tf.GradSaveFunc;
    const [input, gamma, beta] = args as [tf.Tensor4D, tf.Tensor1D, tf.Tensor1D];
    const { mean, variance } = tf.moments(input, [0, 1, 2]) as BatchStatistics;
    const unbiased: tf.Tensor1D = tf.mul(variance, count / (count - 1));
    seen({ mean: tf.keep(tf.clone(mean)), variance: tf.keep(unbiased) });
    save([input, gamma, mean, variance]);
    const value = tf.batchNorm4d(input, mean, variance, beta, gamma, EPSILON);
    return { value, gradFunc: batchNormGradients as (dy: tf.Tensor, saved: tf.Tensor[]) => tf.Tensor[] };
  });
  return normalised(x, scale, offset) as tf.Tensor4D;
}

/** With n values a channel and z = (x - mean) / std: dx = scale / std · (dy - Σdy / n - z · Σ(dy · z) / n). */
function batchNormGradients(dy: tf.Tensor4D, [x, scale, mean, variance]: tf.Tensor[]): tf.Tensor[] {
  const perValue = x.shape[3]! / x.size;
  const inverseStd = tf.rsqrt(tf.add(variance, EPSILON));
  const z = tf.mul(tf.sub(x, mean), inverseStd);
  const dOffset = tf.sum(dy, [0, 1, 2]);
  const dScale = tf.sum(tf.mul(dy, z), [0, 1, 2]);
  const centred = tf.sub(dy, tf.add(tf.mul(dOffset, perValue), tf.mul(z, tf.mul(dScale, perValue))));
  return [tf.mul(centred, tf.mul(scale, inverseStd)), dScale, dOffset];
}

function floatType(binding: Binding, name: string): OpAttribute {
  return { name, type: binding.TF_ATTR_TYPE, value: binding.TF_FLOAT };
}

function channelsLast(binding: Binding): OpAttribute {
  return { name: 'data_format', type: binding.TF_ATTR_STRING, value: 'NHWC' };
}

function batchNormAttributes(binding: Binding): OpAttribute[] {
  return [
    floatType(binding, 'T'),
    floatType(binding, 'U'),
    { name: 'epsilon', type: binding.TF_ATTR_FLOAT, value: EPSILON },
    channelsLast(binding),
    { name: 'is_training', type: binding.TF_ATTR_BOOL, value: true },
  ];
}
