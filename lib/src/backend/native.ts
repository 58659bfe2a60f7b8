import * as tf from '@tensorflow/tfjs-core';
import { UserError } from '../errors';
import { exists, hasNvidia, modulePath, requireModule, setVariable, variable } from '../machine';
import { inWords } from '../options';
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
  THREADS.forEach(requireThreads);
  restoreRemovedHelpers();
  setVariable('TF_CPP_MIN_LOG_LEVEL', variable('TF_CPP_MIN_LOG_LEVEL') ?? '2');
  setVariable('TF_FORCE_GPU_ALLOW_GROWTH', variable('TF_FORCE_GPU_ALLOW_GROWTH') ?? 'true');
  // The same bits each time, as on a CPU; on a GPU sums would else be added in any order.
  if (hasNvidia()) setVariable('TF_DETERMINISTIC_OPS', variable('TF_DETERMINISTIC_OPS') ?? '1');
  try {
    const load = () => requireModule('@tensorflow/tfjs-node-gpu');
    if (FLAGS.some(variable)) load();
    else muted(load);
    await tf.setBackend('tensorflow');
    registerWinograd(nativeBackend()!);
    return null;
  } catch (error) {
    if (error instanceof UserError) throw error;
    return `TensorFlow’s native addon does not load: ${(error as Error).message.split('\n')[0]}`;
  }
}

/** TensorFlow's variables for how many threads work within an op, and how many ops at once; 0: as many as there are cores. */
const THREADS = ['TF_NUM_INTRAOP_THREADS', 'TF_NUM_INTEROP_THREADS'];

/** Of a flag that it does not know TensorFlow ends the process; its last word names the variable, and must be heard. */
const FLAGS = ['TF_XLA_FLAGS', 'TF_JITRT_FLAGS', 'XLA_FLAGS'];

/** Of a negative number TensorFlow ends the process, and it starts any number of threads. */
function requireThreads(name: string): void {
  const given = variable(name);
  if (!given || /^\d{1,3}$/.test(given)) return;
  throw new UserError({
    where: name,
    given: inWords(given),
    expected: 'a whole number of threads from 0 to 999',
    remedy: 'Leave it out, and there are as many as cores.',
  });
}

/** tfjs-node calls two helpers of `util` that Node 22 warns of and Node 23 removed. */
function restoreRemovedHelpers(): void {
  const util = requireModule<Record<string, unknown>>('node:util')!;
  util.isNullOrUndefined = (value: unknown) => value === null || value === undefined;
  util.isArray = Array.isArray;
}
