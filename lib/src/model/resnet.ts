import * as tf from '@tensorflow/tfjs-core';
import { batchNormRelu } from '../backend/batch-norm-relu';
import {
  type BatchStatistics,
  batchNormTraining,
  convolution,
  convolutionBiasRelu,
  foldBatchNorm,
  identityBlock,
} from '../backend/kernels';
import { type Architecture, type Block, blocks } from './architecture';
import { headLogits } from './head-logits';
import type { Parameters } from './tensors';

/** What the network makes of a batch. */
export interface Outputs {
  /** Feature embeddings: global average pool of the last ReLU. `fe: [batch, H]`. */
  readonly fe: tf.Tensor2D;
  /** `logits: [batch, C]`; cosines for a cosine head. */
  readonly logits: tf.Tensor2D;
}

/**
 * A convolution of the network with its batch norm, by their names (`layer1.0.conv1`, `layer1.0.bn1`). If `side` is given, it is
 * added (null: nothing) and ReLU follows; if it is left out, the result is that of the batch norm.
 */
type Layer = (
  conv: string,
  bn: string,
  x: tf.Tensor4D,
  stride: 1 | 2,
  side?: tf.Tensor4D | null,
) => tf.Tensor4D;

/** A block of the network. */
type Pass = (block: Block, x: tf.Tensor4D) => tf.Tensor4D;

/** Shown each activation as the images pass: `conv1`, `bn1` (after its ReLU), `layer1.0`, … (after the block). */
export type Watch = (name: string, activation: tf.Tensor4D) => void;

/** The network with running statistics. `images: [batch, height, width, 3]`, normalised. */
export function infer(
  architecture: Architecture,
  p: Parameters,
  images: tf.Tensor4D,
  watch?: Watch,
): Outputs {
  const folded = (conv: string, bn: string) => {
    const norm = (name: string) => p[`${bn}.${name}`] as tf.Tensor1D;
    const weight = p[`${conv}.weight`] as tf.Tensor4D;
    return foldBatchNorm(weight, norm('weight'), norm('bias'), norm('running_mean'), norm('running_var'));
  };
  const layer: Layer = (conv, bn, x, stride, side) => {
    const { filter, bias } = folded(conv, bn);
    if (side === undefined) return tf.add(convolution(x, filter, stride), bias);
    return convolutionBiasRelu(x, filter, stride, bias, side);
  };
  const pass: Pass = (block, x) => {
    const { name, stride, inner, projected } = block;
    if (projected || stride !== 1 || inner !== null) return passBlock(block, x, layer);
    return identityBlock(x, folded(`${name}.conv1`, `${name}.bn1`), folded(`${name}.conv2`, `${name}.bn2`));
  };
  return forward(architecture, p, images, layer, pass, watch);
}

/** The network with each batch's own statistics, handed to `seen` by batch norm's name (kept tensors). */
export function train(
  architecture: Architecture,
  p: Parameters,
  images: tf.Tensor4D,
  seen: (name: string, statistics: BatchStatistics) => void,
  watch?: Watch,
): Outputs {
  const layer: Layer = (conv, bn, x, stride, side) => {
    const [scale, offset] = [p[`${bn}.weight`], p[`${bn}.bias`]] as tf.Tensor1D[];
    const y = convolution(x, p[`${conv}.weight`] as tf.Tensor4D, stride);
    const keep = (statistics: BatchStatistics): void => seen(bn, statistics);
    if (side === undefined) return batchNormTraining(y, scale, offset, keep);
    return batchNormRelu(y, scale, offset, side, keep);
  };
  return forward(architecture, p, images, layer, (block, x) => passBlock(block, x, layer), watch);
}

function forward(
  architecture: Architecture,
  p: Parameters,
  images: tf.Tensor4D,
  layer: Layer,
  pass: Pass,
  watch?: Watch,
): Outputs {
  // Apart from its batch norm the first convolution is computed only where it is watched.
  const stride = architecture.stem === 'imagenet' ? 2 : 1;
  watch?.('conv1', convolution(images, p['conv1.weight'] as tf.Tensor4D, stride));
  let x = layer('conv1', 'bn1', images, stride, null);
  watch?.('bn1', x);
  if (architecture.stem === 'imagenet') x = maximum(x);
  for (const block of blocks(architecture)) {
    x = pass(block, x);
    watch?.(block.name, x);
  }
  const fe = tf.mean(x, [1, 2]) as tf.Tensor2D;
  return {
    fe,
    logits: headLogits(
      architecture.head,
      fe,
      p['linear.weight'] as tf.Tensor2D,
      p['linear.bias'] as tf.Tensor1D,
    ),
  };
}

/** Maximum of 3×3 with stride 2 and padding 1. No value is below the padding's 0 after ReLU. */
function maximum(x: tf.Tensor4D): tf.Tensor4D {
  return tf.maxPool(tf.pad(x, [[0, 0], [1, 1], [1, 1], [0, 0]]), 3, 2, 'valid'); // biome-ignore format: one line
}

function passBlock(block: Block, x: tf.Tensor4D, layer: Layer): tf.Tensor4D {
  const { name, stride, inner, projected } = block;
  const pass = (k: number, y: tf.Tensor4D, by: 1 | 2, side: tf.Tensor4D | null) =>
    layer(`${name}.conv${k}`, `${name}.bn${k}`, y, by, side);
  const side = projected
    ? layer(`${name}.downsample.0`, `${name}.downsample.1`, x, stride)
    : optionA(block, x);
  if (inner === null) return pass(2, pass(1, x, stride, null), 1, side);
  return pass(3, pass(2, pass(1, x, 1, null), stride, null), 1, side);
}

/** Option A: every second row and column, channels zero-padded symmetrically. */
function optionA({ inChannels, outChannels, stride }: Block, x: tf.Tensor4D): tf.Tensor4D {
  if (stride === 1) return x;
  const side = (outChannels - inChannels) / 2;
  const sampled = tf.avgPool(x, 1, 2, 'valid'); // a 1×1 pool is a strided slice that has a gradient
  return tf.pad(sampled, [[0, 0], [0, 0], [0, 0], [side, side]]); // biome-ignore format: one line
}
