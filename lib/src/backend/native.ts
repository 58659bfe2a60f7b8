import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import type { NativeBackend } from './binding';
import { muted } from './muted';
import { registerWinograd } from './winograd';

const require_ = createRequire(__filename);

/** Where set-up puts tfjs-node's native addon, built against the TensorFlow of the project's Python environment. */
export function addonPath(): string {
  const folder = dirname(require_.resolve('@tensorflow/tfjs-node-gpu/package.json'));
  return join(folder, 'lib', 'napi-v8', 'tfjs_binding.node');
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
  if (!existsSync(addonPath())) return 'TensorFlow’s native addon is not built';
  restoreRemovedHelpers();
  process.env.TF_CPP_MIN_LOG_LEVEL ??= '2';
  process.env.TF_FORCE_GPU_ALLOW_GROWTH ??= 'true';
  try {
    muted(() => require_('@tensorflow/tfjs-node-gpu'));
    await tf.setBackend('tensorflow');
    registerWinograd(nativeBackend()!);
    return null;
  } catch (error) {
    return `TensorFlow’s native addon does not load: ${(error as Error).message.split('\n')[0]}`;
  }
}

/** tfjs-node calls two helpers of `util` that Node 22 warns of and Node 23 removed. */
function restoreRemovedHelpers(): void {
  const util = require_('node:util') as Record<string, unknown>;
  util.isNullOrUndefined = (value: unknown) => value === null || value === undefined;
  util.isArray = Array.isArray;
}
