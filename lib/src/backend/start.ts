import * as tf from '@tensorflow/tfjs-core';
import { UserError } from '../errors';
import { nativeBackend, startNative } from './native';
import { startWasm } from './wasm';

/** Backends that train: TensorFlow through its native addon, and WebAssembly. */
export type BackendName = 'native' | 'wasm';

/** The tensor backend in use. */
export interface Backend {
  readonly name: BackendName;
  /** One line for people: `TensorFlow 2.21.0 native, CPU, 2 threads`. */
  readonly description: string;
  /** Why it is not the native one; null if it is. */
  readonly fallbackReason: string | null;
}

let started: Promise<Backend> | null = null;

/**
 * Starts the tensor backend once; later calls return the same. Without a name: the environment variable
 * FRAGILITY_BACKEND, else native where it can be had, else wasm, and the reason is printed.
 */
export function startBackend(name: string | undefined = process.env.FRAGILITY_BACKEND): Promise<Backend> {
  started ??= choose(name);
  return started;
}

async function choose(name: string | undefined): Promise<Backend> {
  if (name !== undefined && name !== '' && name !== 'native' && name !== 'wasm') {
    throw new UserError({
      where: 'FRAGILITY_BACKEND',
      given: `"${name}"`,
      expected: 'native or wasm',
      remedy: 'Unset it to choose by itself.',
    });
  }
  if (name === 'wasm') return wasm('chosen by name');
  const reason = await startNative();
  if (reason === null) return { name: 'native', description: describeNative(), fallbackReason: null };
  if (name === 'native') {
    throw new UserError({
      where: 'FRAGILITY_BACKEND',
      given: `native, but ${reason}`,
      expected: 'a working addon',
      remedy: 'Run npm run doctor.',
    });
  }
  const fallback = await wasm(reason);
  console.warn(`${fallback.description}: ${reason}; npm run doctor says what to do.`);
  return fallback;
}

async function wasm(reason: string): Promise<Backend> {
  const threads = await startWasm();
  return {
    name: 'wasm',
    description: `WebAssembly, CPU, ${threads} ${threads === 1 ? 'thread' : 'threads'}`,
    fallbackReason: reason,
  };
}

function describeNative(): string {
  const { binding } = nativeBackend()!;
  const device = binding.isUsingGpuDevice() ? 'GPU' : 'CPU';
  const threads = process.env.TF_NUM_INTRAOP_THREADS ?? require('node:os').availableParallelism();
  return `TensorFlow ${binding.TF_Version} native, ${device}, ${threads} threads`;
}

/** Bytes and tensors held by the backend now. */
export function memory(): { tensors: number; bytes: number } {
  const { numTensors, numBytes } = tf.memory();
  return { tensors: numTensors, bytes: numBytes };
}
