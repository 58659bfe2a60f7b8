import * as tf from '@tensorflow/tfjs-core';
import type { Head } from './head';

/** Shortest length a vector is divided by. Source: PyTorch's `normalize`. */
const SHORTEST = 1e-12;

/**
 * Logits of a classification layer. `fe: [batch, H]`, `W: [C, H]`, `b: [C]` (linear only) -> `[batch, C]`.
 * Cosine: both fe and the class vectors are scaled to unit length, without bias and without LDAM's factor s.
 */
export function headLogits(
  kind: Head['kind'],
  fe: tf.Tensor2D,
  W: tf.Tensor2D,
  b: tf.Tensor1D | undefined,
): tf.Tensor2D {
  if (kind === 'cosine') return tf.matMul(unit(fe), unit(W), false, true);
  const product: tf.Tensor2D = tf.matMul(fe, W, false, true);
  return b ? tf.add(product, b) : product;
}

function unit(x: tf.Tensor2D): tf.Tensor2D {
  const length = tf.sqrt(tf.sum(tf.square(x), 1, true));
  return tf.div(x, tf.maximum(length, SHORTEST));
}
