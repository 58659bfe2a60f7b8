import { existsSync } from 'node:fs';
import { afterEach, expect, it, vi } from 'vitest';
import { addonPath, startNative } from './native';

afterEach(() => vi.unstubAllEnvs());

it.skipIf(!existsSync(addonPath())).each([
  ['TF_NUM_INTRAOP_THREADS', '-5'],
  ['TF_NUM_INTEROP_THREADS', '100000'],
])('refuses %s=%s, of which TensorFlow ends the process or fills the memory', async (name, value) => {
  vi.stubEnv(name, value);
  await expect(startNative()).rejects.toThrow(`${name}: got '${value}', expected a whole number of threads`);
});
