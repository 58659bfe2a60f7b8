import * as tf from '@tensorflow/tfjs-core';
import type { HostTensor, Weights } from './weights';

/** Tensors of the running network by name; convolutions as [3, 3, in, out], the rest as in {@link Weights}. */
export type Parameters = { readonly [name: string]: tf.Tensor };

/** Copies weights to the tensor backend. The caller disposes. */
export function toTensors(weights: Weights): Parameters {
  const entries = [...weights].map(([name, { shape, data }]) => {
    const flat = shape.length === 4 ? permute(data, shape, [2, 3, 1, 0]) : data;
    const sizes = shape.length === 4 ? [shape[2], shape[3], shape[1], shape[0]] : [...shape];
    return [name, tf.tensor(flat, sizes, 'float32')] as const;
  });
  return Object.fromEntries(entries);
}

/** Copies the network's tensors back from the backend, in PyTorch's layouts. */
export async function fromTensors(parameters: Parameters): Promise<Weights> {
  const weights = new Map<string, HostTensor>();
  for (const [name, tensor] of Object.entries(parameters)) {
    const data = Float32Array.from((await tensor.data()) as Float32Array);
    const { shape } = tensor;
    if (shape.length !== 4) weights.set(name, { shape, data });
    else
      weights.set(name, {
        shape: [shape[3], shape[2], shape[0], shape[1]],
        data: permute(data, shape, [3, 2, 0, 1]),
      });
  }
  return weights;
}

/** Transposes a rank-4 array: axis k of the result is axis `order[k]` of the input. */
function permute(data: Float32Array, shape: readonly number[], order: readonly number[]): Float32Array {
  const strides = [shape[1] * shape[2] * shape[3], shape[2] * shape[3], shape[3], 1];
  const [s0, s1, s2, s3] = order.map((axis) => strides[axis]);
  const [n0, n1, n2, n3] = order.map((axis) => shape[axis]);
  const out = new Float32Array(data.length);
  let k = 0;
  for (let a = 0; a < n0; a++)
    for (let b = 0; b < n1; b++)
      for (let c = 0; c < n2; c++)
        for (let d = 0; d < n3; d++) out[k++] = data[a * s0 + b * s1 + c * s2 + d * s3];
  return out;
}
