import * as tf from '@tensorflow/tfjs-core';
import { type GpuBackend, gpuBackend } from '../machine';

/**
 * Starts the WebGPU backend where there is a graphics processor; on a program that acts as one only if it is `wanted`. Else
 * null.
 */
export async function startWebgpu(wanted: boolean): Promise<GpuBackend | null> {
  const gpu = await gpuBackend();
  if (!gpu || (gpu.isSoftware && !wanted)) return null;
  await import('@tensorflow/tfjs'); // registers the ops' gradients; tfjs-core alone has none
  tf.removeBackend('webgpu'); // the package registers one that asks the browser for what it no longer has
  tf.registerBackend('webgpu', () => gpu.backend as tf.KernelBackend);
  await tf.setBackend('webgpu');
  await tf.ready();
  return gpu;
}
