import * as tf from '@tensorflow/tfjs-core';
import { UserError } from '../errors';
import { exists, hasNvidia, modulePath, requireModule, setVariable, variable } from '../machine';
import type { NativeBackend } from './binding';
import { muted } from './muted';
import { registerWinograd } from './winograd';

/** Where set-up puts tfjs-node's native addon, built against the TensorFlow of the project's Python environment. */
export function addonPath(): string {
  return modulePath('@tensorflow/tfjs-node-gpu', 'lib', 'napi-v8', 'tfjs_binding.node') ?? '';
}

/** The native backend if it is the one that tfjs uses now, else null. */
export function nativeBackend(): NativeBackend | null {
  return tf.getBackend() === 'tensorflow' ? (tf.backend() as unknown as NativeBackend) : null;
}

/**
 * Loads TensorFlow and makes it tfjs's backend; its start-up noise is kept off the terminal.
 * Returns why it could not, or null on success.
 */
export async function startNative(): Promise<string | null> {
  if (!exists(addonPath())) return 'TensorFlow’s native addon is not built';
  // Without it, in a sandbox, TensorFlow ends the process.
  if (!exists('/proc/cpuinfo')) return 'TensorFlow needs /proc, which is not there';
  restoreRemovedHelpers();
  setVariable('TF_CPP_MIN_LOG_LEVEL', variable('TF_CPP_MIN_LOG_LEVEL') ?? '2');
  setVariable('TF_FORCE_GPU_ALLOW_GROWTH', variable('TF_FORCE_GPU_ALLOW_GROWTH') ?? 'true');
  // The same bits each time, as on a CPU; on a GPU sums would else be added in any order.
  if (hasNvidia()) setVariable('TF_DETERMINISTIC_OPS', variable('TF_DETERMINISTIC_OPS') ?? '1');
  try {
    muted(() => requireModule('@tensorflow/tfjs-node-gpu'));
    await tf.setBackend('tensorflow');
    registerWinograd(nativeBackend()!);
    return null;
  } catch (error) {
    if (error instanceof UserError) throw error;
    return `TensorFlow’s native addon does not load: ${(error as Error).message.split('\n')[0]}`;
  }
}

/** tfjs-node calls two helpers of `util` that Node 22 warns of and Node 23 removed. */
function restoreRemovedHelpers(): void {
  const util = requireModule<Record<string, unknown>>('node:util')!;
  util.isNullOrUndefined = (value: unknown) => value === null || value === undefined;
  util.isArray = Array.isArray;
}
