import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

vi.mock('./native', () => ({ startNative: async () => 'TensorFlow’s native addon is not built' }));

describe('startBackend without the native addon', () => {
  let startBackend: typeof import('./start.js').startBackend;
  beforeEach(async () => {
    vi.resetModules(); // it starts one backend a process
    ({ startBackend } = await import('./start.js'));
  });
  afterEach(() => vi.unstubAllEnvs());

  it('falls back to WebAssembly and says why', async () => {
    vi.stubEnv('FRAGILITY_BACKEND', '');
    const backend = await startBackend();
    expect(backend).toMatchObject({ name: 'wasm', fallbackReason: 'TensorFlow’s native addon is not built' });
    expect(await startBackend()).toBe(backend); // once started, it stays
    expect(await startBackend('wasm')).toBe(backend);
    await expect(startBackend('native')).rejects.toThrow("startBackend: got 'native', expected wasm, which");
  });

  it('computes in float32 only, and says so where another precision was asked for', async () => {
    vi.stubEnv('FRAGILITY_BACKEND', '');
    expect(await startBackend(undefined, 'float32')).toMatchObject({ name: 'wasm', precision: 'float32' });
    await expect(startBackend(undefined, 'bf16')).rejects.toThrow(
      'precision: got bf16, expected float32, which the wasm backend of this process computes in. Leave precision at float32',
    );
  });

  it('is an error where native was asked for', async () => {
    await expect(startBackend('native')).rejects.toThrow(
      'startBackend: got native, but TensorFlow’s native addon is not built, expected a working addon.',
    );
    expect(await startBackend('wasm')).toMatchObject({ name: 'wasm' }); // the failure is not for ever
  });

  it('takes the choice from FRAGILITY_BACKEND, and refuses unknown ones', async () => {
    vi.stubEnv('FRAGILITY_BACKEND', 'webgpu');
    await expect(startBackend()).rejects.toThrow('FRAGILITY_BACKEND: got "webgpu", expected native or wasm.');
    await expect(startBackend('gpu')).rejects.toThrow('startBackend: got "gpu", expected native or wasm.');
  });
});
