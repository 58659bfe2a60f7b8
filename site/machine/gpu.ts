import type { KernelBackend } from '@tensorflow/tfjs-core';
import { UserError } from '../../lib/src/errors';
import type { GpuBackend } from '../../lib/src/machine';

// What is used here of WebGPU, which TypeScript's own declarations do not know yet.
interface Device {
  readonly lost: Promise<{ readonly message: string }>;
}
interface Adapter {
  readonly info: { vendor: string; architecture: string; description: string; isFallbackAdapter?: boolean };
  readonly limits: Record<string, number>;
  readonly features: { has(name: string): boolean };
  requestDevice(wanted: object): Promise<Device>;
}
interface Gpu {
  requestAdapter(wanted: object): Promise<Adapter | null>;
}

/** Limits of which training needs all that there is. */
const LIMITS = [
  'maxComputeWorkgroupStorageSize',
  'maxComputeWorkgroupsPerDimension',
  'maxStorageBufferBindingSize',
  'maxBufferSize',
  'maxComputeWorkgroupSizeX',
  'maxComputeInvocationsPerWorkgroup',
];

/** The backend on this computer's graphics processor; null: the browser offers none. */
export async function gpuBackend(): Promise<GpuBackend | null> {
  const gpu = Reflect.get(navigator, 'gpu') as Gpu | undefined;
  const adapter = await gpu?.requestAdapter({ powerPreference: 'high-performance' }).catch(() => null);
  if (!adapter) return null;
  const { WebGPUBackend } = await import('@tensorflow/tfjs-backend-webgpu');
  const device = await adapter.requestDevice({
    requiredLimits: Object.fromEntries(LIMITS.map((name) => [name, adapter.limits[name]])),
  });
  const { vendor, architecture, description, isFallbackAdapter } = adapter.info;
  const backend = new WebGPUBackend(device as unknown as GPUDevice);
  // It would tell readers once that it is slow to wait for a number, which they can do nothing about.
  Reflect.set(backend, 'hasReadSyncWarned', true);
  failWhenLost(backend, device);
  return {
    backend,
    processor: description || `${vendor} ${architecture}`.trim(),
    isSoftware: isFallbackAdapter === true || /swiftshader|llvmpipe/i.test(`${architecture} ${description}`),
  };
}

/** What reads numbers from a processor that the browser has taken away says so: else they would be zeros, or never come. */
function failWhenLost(backend: KernelBackend, { lost }: Device): void {
  let gone: UserError | null = null;
  const loss = lost.then(({ message }) => {
    gone = takenAway(message);
    throw gone;
  });
  loss.catch(() => {});
  const { read, readSync } = backend;
  backend.read = (dataId) => Promise.race([loss, read.call(backend, dataId)]);
  backend.readSync = (dataId) => {
    if (gone) throw gone;
    return readSync.call(backend, dataId);
  };
}

function takenAway(reason: string): UserError {
  return new UserError({
    where: 'WebGPU',
    given: `no graphics processor any more (${reason.trim() || 'the browser gives no reason'})`,
    expected: 'the one that this notebook has computed with',
    remedy:
      "Restart the kernel and run the cells again; `await cf.train.startBackend('wasm')` in the first one computes without it.",
  });
}

/** As in `lib/src/machine/nvidia.cjs`: a page has no driver to ask. */
export function hasNvidia(): boolean {
  return false;
}

/** As in `lib/src/machine/gpu.ts`. */
export function nvidiaModel(): string | null {
  return null;
}
