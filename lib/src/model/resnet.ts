import * as tf from '@tensorflow/tfjs-core';
import {
  type BatchStatistics,
  batchNormTraining,
  convolution,
  convolutionBiasRelu,
  foldBatchNorm,
  relu,
} from '../backend/kernels';
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

/**
 * The k-th convolution of a part of the network (`layer1.0.`; `` for the first of all) with its batch norm, the sum with
 * `side` if it is not null, and ReLU.
 */
type Layer = (part: string, k: 1 | 2, x: tf.Tensor4D, stride: 1 | 2, side: tf.Tensor4D | null) => tf.Tensor4D;

/** Shown each activation as the images pass: `conv1`, `bn1` (after its ReLU), `layer1.0`, … (after the block). */
export type Watch = (name: string, activation: tf.Tensor4D) => void;

/** The network with running statistics. `images: [batch, height, width, 3]`, normalised. */
export function infer(
  architecture: Architecture,
  p: Parameters,
  images: tf.Tensor4D,
  watch?: Watch,
): Outputs {
  const layer: Layer = (part, k, x, stride, side) => {
    const norm = (name: string) => p[`${part}bn${k}.${name}`] as tf.Tensor1D;
    const weight = p[`${part}conv${k}.weight`] as tf.Tensor4D;
    const { filter, bias } = foldBatchNorm(
      weight,
      norm('weight'),
      norm('bias'),
      norm('running_mean'),
      norm('running_var'),
    );
    return convolutionBiasRelu(x, filter, stride, bias, side);
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
  const layer: Layer = (part, k, x, stride, side) => {
    const name = `${part}bn${k}`;
    const [scale, offset] = [p[`${name}.weight`], p[`${name}.bias`]] as tf.Tensor1D[];
    const y = convolution(x, p[`${part}conv${k}.weight`] as tf.Tensor4D, stride);
    const normalised = batchNormTraining(y, scale, offset, (statistics) => seen(name, statistics));
    return relu(side ? tf.add(normalised, side) : normalised);
  };
  return forward(architecture, p, images, layer, watch);
}

function forward(
  architecture: Architecture,
  p: Parameters,
  images: tf.Tensor4D,
  layer: Layer,
  watch?: Watch,
): Outputs {
  // Apart from its batch norm the first convolution is computed only where it is watched.
  watch?.('conv1', convolution(images, p['conv1.weight'] as tf.Tensor4D, 1));
  let x = layer('', 1, images, 1, null);
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

function basicBlock(block: Block, x: tf.Tensor4D, layer: Layer): tf.Tensor4D {
  const inner = layer(`${block.name}.`, 1, x, block.stride, null);
  return layer(`${block.name}.`, 2, inner, 1, shortcut(block, x));
}

/** Option A: every second row and column, channels zero-padded symmetrically. */
function shortcut({ inChannels, outChannels, stride }: Block, x: tf.Tensor4D): tf.Tensor4D {
  if (stride === 1) return x;
  const side = (outChannels - inChannels) / 2;
  const sampled = tf.avgPool(x, 1, 2, 'valid'); // a 1×1 pool is a strided slice that has a gradient
  return tf.pad(sampled, [[0, 0], [0, 0], [0, 0], [side, side]]); // biome-ignore format: one line
}
