import * as tf from '@tensorflow/tfjs-core';
import { UserError } from '../errors';
import { nvidiaModel, threadCount, variable } from '../machine';
import { inWords } from '../options';
import { nativeBackend, startNative } from './native';
import { type Precision, setPrecision } from './precision';
import { startWasm } from './wasm';
import { startWebgpu } from './webgpu';
import { normalises, usesWinograd, winogradLanes } from './winograd';

/** Backends that train: TensorFlow through its native addon, WebAssembly, and in browsers WebGPU. */
export type BackendName = 'native' | 'wasm' | 'webgpu';

/** The tensor backend in use. */
export interface Backend {
  readonly name: BackendName;
  readonly precision: Precision;
  /** One line for people: `TensorFlow 2.21.0 native, CPU, 2 threads`. */
  readonly description: string;
  /** Why it is not the native one; null if it is. */
  readonly fallbackReason: string | null;
}

let started: Promise<Backend> | null = null;

/**
 * Starts the tensor backend once; later calls return the same one, and after a failure a call tries again. Without a
 * name it is that of the environment variable FRAGILITY_BACKEND, else native where it is available, else wasm, and the
 * reason is printed. `browser` is webgpu where there is a graphics processor, else wasm, and prints which. Without a
 * precision it is float32, or that of the backend that runs. Throws UserError if a backend of another name or
 * precision already runs.
 */
export async function startBackend(name?: string, precision?: Precision): Promise<Backend> {
  started ??= choose(name, precision ?? 'float32').catch((error) => {
    started = null;
    throw error;
  });
  const backend = await started;
  if (name !== undefined && name !== backend.name) throw otherName(backend, name);
  if (precision !== undefined && precision !== backend.precision) throw otherPrecision(backend, precision);
  return backend;
}

function otherName({ name, description }: Backend, wanted: string): UserError {
  return new UserError({
    where: 'startBackend',
    given: inWords(wanted),
    expected: `${name}, which this process has started (${description})`,
    remedy: 'Start it in a process of its own.',
  });
}

function otherPrecision({ name, precision }: Backend, wanted: Precision): UserError {
  const remedy =
    name === 'native'
      ? 'Start it in a process of its own.'
      : 'Leave precision at float32, or run npm run doctor.';
  return new UserError({
    where: 'precision',
    given: wanted,
    expected: `${precision}, which the ${name} backend of this process computes in`,
    remedy,
  });
}

async function choose(given: string | undefined, precision: Precision): Promise<Backend> {
  const where = given === undefined ? 'FRAGILITY_BACKEND' : 'startBackend';
  const name = given ?? variable('FRAGILITY_BACKEND');
  const chosen = name === 'webgpu' || name === 'browser' ? await ofBrowser(name) : null;
  if (chosen) return chosen;
  if (name !== undefined && name !== '' && name !== 'native' && name !== 'wasm') {
    throw new UserError({
      where,
      given: `"${name}"`,
      expected: 'native or wasm',
      remedy: 'Leave it out, and the best that works is taken.',
    });
  }
  if (name === 'wasm') return wasm('chosen by name');
  setPrecision(precision);
  const reason = await startNative();
  if (reason === null)
    return { name: 'native', precision, description: describeNative(precision), fallbackReason: null };
  if (name === 'native') {
    throw new UserError({
      where,
      given: `native, but ${reason}`,
      expected: 'a working addon',
      remedy: 'Run npm run doctor.',
    });
  }
  const fallback = await wasm(reason);
  console.warn(`${fallback.description}: ${reason}; npm run doctor says what to do.`);
  return fallback;
}

/** WebGPU, or null; for `browser`, which prints what it is, wasm instead of null. */
async function ofBrowser(name: 'webgpu' | 'browser'): Promise<Backend | null> {
  const gpu = await startWebgpu(name === 'webgpu');
  const description = `WebGPU, ${gpu?.processor}`;
  const webgpu: Backend | null = gpu && {
    name: 'webgpu',
    precision: 'float32',
    description,
    fallbackReason: null,
  };
  if (name === 'webgpu') return webgpu;
  const backend = webgpu ?? (await wasm('this browser offers no graphics processor'));
  console.log(`Computes with ${[backend.description, backend.fallbackReason].filter(Boolean).join(': ')}.`);
  return backend;
}

async function wasm(reason: string): Promise<Backend> {
  const threads = await startWasm();
  return {
    name: 'wasm',
    precision: 'float32',
    description: `WebAssembly, CPU, ${threads} ${threads === 1 ? 'thread' : 'threads'}`,
    fallbackReason: reason,
  };
}

function describeNative(precision: Precision): string {
  const { binding } = nativeBackend()!;
  const device = binding.isUsingGpuDevice() ? `GPU (${nvidiaModel() ?? 'NVIDIA'})` : 'CPU';
  const threads = variable('TF_NUM_INTRAOP_THREADS') ?? threadCount();
  const rounding = precision === 'float32' ? '' : `, ${precision}`;
  const batchNorm = normalises() ? ' and fused batch norm' : '';
  const wide = winogradLanes() === 16 ? ' by AVX-512' : '';
  const convolutions = usesWinograd() ? `, Winograd convolutions F(4×4, 3×3)${wide}${batchNorm}` : '';
  return `TensorFlow ${binding.TF_Version} native, ${device}, ${threads} thread${Number(threads) === 1 ? '' : 's'}${convolutions}${rounding}`;
}

/** Bytes and tensors held by the backend now. */
export function memory(): { tensors: number; bytes: number } {
  const { numTensors, numBytes } = tf.memory();
  return { tensors: numTensors, bytes: numBytes };
}
