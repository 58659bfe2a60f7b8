import { randomStream } from '../data/random/random';
import { type Architecture, latentWidth, type Role, type TensorSpec, tensorSpecs } from './architecture';
import type { HostTensor, Network } from './weights';

/**
 * A fresh network. Convolutions and linear weights: normal with variance 2 / fan-in; linear bias: uniform(±1/√H);
 * class vectors of a cosine head: uniform(±1), scaled to unit length; batch norm: scale 1, offset 0.
 * Source: method of the paper's first author's public code.
 */
export function initialise(architecture: Architecture, seed: number): Network {
  const weights = new Map<string, HostTensor>();
  for (const spec of tensorSpecs(architecture))
    weights.set(spec.name, initialTensor(spec, architecture, seed));
  return { architecture, weights };
}

type Fill = (spec: TensorSpec, architecture: Architecture, seed: number) => Float32Array;

const FILLS: Record<Role, Fill> = {
  conv: heNormal,
  scale: (spec) => constant(spec, 1),
  offset: (spec) => constant(spec, 0),
  runningMean: (spec) => constant(spec, 0),
  runningVariance: (spec) => constant(spec, 1),
  headWeight: (spec, architecture, seed) =>
    architecture.head === 'cosine' ? unitRows(spec, seed) : heNormal(spec, architecture, seed),
  headBias: (spec, architecture, seed) => uniform(spec, 1 / Math.sqrt(latentWidth(architecture)), seed),
};

function initialTensor(spec: TensorSpec, architecture: Architecture, seed: number): HostTensor {
  return { shape: spec.shape, data: FILLS[spec.role](spec, architecture, seed) };
}

function size({ shape }: TensorSpec): number {
  return shape.reduce((a, b) => a * b, 1);
}

function constant(spec: TensorSpec, value: number): Float32Array {
  return new Float32Array(size(spec)).fill(value);
}

function heNormal(spec: TensorSpec, _architecture: Architecture, seed: number): Float32Array {
  const random = randomStream(seed, 'initialise', spec.name);
  const fanIn = size(spec) / spec.shape[0];
  const std = Math.sqrt(2 / fanIn);
  return Float32Array.from({ length: size(spec) }, () => std * random.normal());
}

function uniform(spec: TensorSpec, bound: number, seed: number): Float32Array {
  const random = randomStream(seed, 'initialise', spec.name);
  return Float32Array.from({ length: size(spec) }, () => bound * (2 * random.uniform() - 1));
}

function unitRows(spec: TensorSpec, seed: number): Float32Array {
  const data = uniform(spec, 1, seed);
  const [rows, width] = spec.shape;
  for (let r = 0; r < rows; r++) {
    const row = data.subarray(r * width, (r + 1) * width);
    const norm = Math.hypot(...row);
    for (let j = 0; j < width; j++) row[j] /= norm;
  }
  return data;
}
