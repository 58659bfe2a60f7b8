import * as tf from '@tensorflow/tfjs-core';
import { addBias, type BatchStatistics, batchNormTraining, foldBatchNorm, relu } from '../backend/kernels';
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

/** The k-th convolution of a part of the network (`layer1.0.`; `` for the first of all) with its batch norm. */
type NormalisedConv = (part: string, k: 1 | 2, x: tf.Tensor4D, stride: 1 | 2) => tf.Tensor4D;

/** Shown each activation as the images pass: `conv1`, `bn1` (after its ReLU), `layer1.0`, … (after the block). */
export type Watch = (name: string, activation: tf.Tensor4D) => void;

/** The network with running statistics. `images: [batch, height, width, 3]`, normalised. */
export function infer(
  architecture: Architecture,
  p: Parameters,
  images: tf.Tensor4D,
  watch?: Watch,
): Outputs {
  const layer: NormalisedConv = (part, k, x, stride) => {
    const norm = (name: string) => p[`${part}bn${k}.${name}`] as tf.Tensor1D;
    const weight = p[`${part}conv${k}.weight`] as tf.Tensor4D;
    const { filter, bias } = foldBatchNorm(
      weight,
      norm('weight'),
      norm('bias'),
      norm('running_mean'),
      norm('running_var'),
    );
    return addBias(conv(x, filter, stride), bias);
  };
  return forward(architecture, p, images, layer, watch);
}

/** The network with each batch's own statistics, handed to `seen` by batch norm's name (kept tensors). */
export function train(
  architecture: Architecture,
  p: Parameters,
  images: tf.Tensor4D,
  seen: (name: string, statistics: BatchStatistics) => void,
  watch?: Watch,
): Outputs {
  const layer: NormalisedConv = (part, k, x, stride) => {
    const name = `${part}bn${k}`;
    const [scale, offset] = [p[`${name}.weight`], p[`${name}.bias`]] as tf.Tensor1D[];
    const y = conv(x, p[`${part}conv${k}.weight`], stride);
    return batchNormTraining(y, scale, offset, (statistics) => seen(name, statistics));
  };
  return forward(architecture, p, images, layer, watch);
}

function forward(
  architecture: Architecture,
  p: Parameters,
  images: tf.Tensor4D,
  layer: NormalisedConv,
  watch?: Watch,
): Outputs {
  // Apart from its batch norm the first convolution is computed only where it is watched.
  watch?.('conv1', conv(images, p['conv1.weight'], 1));
  let x = relu(layer('', 1, images, 1));
  watch?.('bn1', x);
  for (const block of blocks(architecture)) {
    x = basicBlock(block, x, layer);
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

function basicBlock(block: Block, x: tf.Tensor4D, layer: NormalisedConv): tf.Tensor4D {
  const inner = relu(layer(`${block.name}.`, 1, x, block.stride));
  return relu(tf.add(layer(`${block.name}.`, 2, inner, 1), shortcut(block, x)));
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
