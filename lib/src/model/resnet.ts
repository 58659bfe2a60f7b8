import * as tf from '@tensorflow/tfjs-core';
import { type BatchStatistics, batchNormInference, batchNormTraining, relu } from '../backend/kernels';
import { type Architecture, type Block, blocks } from './architecture';
import { headLogits } from './head';
import type { Parameters } from './weights';

/** What the network makes of a batch. */
export interface Outputs {
  /** Feature embeddings: global average pool of the last ReLU. `fe: [batch, H]`. */
  readonly fe: tf.Tensor2D;
  /** `logits: [batch, C]`; cosines for a cosine head. */
  readonly logits: tf.Tensor2D;
}

/** Normalises the output of a convolution; `name` is the batch norm's (`layer1.0.bn1`). */
type Norm = (name: string, x: tf.Tensor4D) => tf.Tensor4D;

/** Shown each activation as the images pass: `conv1`, `bn1` (after its ReLU), `layer1.0`, … (after the block). */
export type Watch = (name: string, activation: tf.Tensor4D) => void;

/** The network with running statistics. `images: [batch, height, width, 3]`, normalised. */
export function infer(
  architecture: Architecture,
  p: Parameters,
  images: tf.Tensor4D,
  watch?: Watch,
): Outputs {
  const norm: Norm = (name, x) =>
    batchNormInference(
      x,
      p[`${name}.weight`] as tf.Tensor1D,
      p[`${name}.bias`] as tf.Tensor1D,
      p[`${name}.running_mean`] as tf.Tensor1D,
      p[`${name}.running_var`] as tf.Tensor1D,
    );
  return forward(architecture, p, images, norm, watch);
}

/** The network with each batch's own statistics, handed to `seen` by batch norm's name (kept tensors). */
export function train(
  architecture: Architecture,
  p: Parameters,
  images: tf.Tensor4D,
  seen: (name: string, statistics: BatchStatistics) => void,
  watch?: Watch,
): Outputs {
  const norm: Norm = (name, x) =>
    batchNormTraining(x, p[`${name}.weight`] as tf.Tensor1D, p[`${name}.bias`] as tf.Tensor1D, (statistics) =>
      seen(name, statistics),
    );
  return forward(architecture, p, images, norm, watch);
}

function forward(
  architecture: Architecture,
  p: Parameters,
  images: tf.Tensor4D,
  norm: Norm,
  watch?: Watch,
): Outputs {
  const first = conv(images, p['conv1.weight'], 1);
  watch?.('conv1', first);
  let x = relu(norm('bn1', first));
  watch?.('bn1', x);
  for (const block of blocks(architecture)) {
    x = basicBlock(block, p, x, norm);
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

function basicBlock(block: Block, p: Parameters, x: tf.Tensor4D, norm: Norm): tf.Tensor4D {
  const { name, stride } = block;
  const inner = relu(norm(`${name}.bn1`, conv(x, p[`${name}.conv1.weight`], stride)));
  const residual = norm(`${name}.bn2`, conv(inner, p[`${name}.conv2.weight`], 1));
  return relu(tf.add(residual, shortcut(block, x)));
}

/** Option A: every second row and column, channels zero-padded symmetrically. */
function shortcut({ inChannels, outChannels, stride }: Block, x: tf.Tensor4D): tf.Tensor4D {
  if (stride === 1) return x;
  const side = (outChannels - inChannels) / 2;
  const sampled = tf.avgPool(x, 1, 2, 'valid'); // a 1×1 pool is a strided slice that has a gradient
  return tf.pad(sampled, [[0, 0], [0, 0], [0, 0], [side, side]]); // biome-ignore format: one line
}

/** 3×3 convolution with one pixel of zero padding, as PyTorch pads; 'same' would pad (0, 1) at stride 2. */
function conv(x: tf.Tensor4D, filter: tf.Tensor, stride: 1 | 2): tf.Tensor4D {
  const weight = filter as tf.Tensor4D;
  if (stride === 1) return tf.conv2d(x, weight, 1, 'same');
  return tf.conv2d(tf.pad(x, [[0, 0], [1, 1], [1, 1], [0, 0]]), weight, stride, 'valid'); // biome-ignore format: one line
}
