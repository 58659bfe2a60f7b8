import { defineConfig } from 'vitest/config';

// biome-ignore lint/style/noDefaultExport: vitest reads the default export
export default defineConfig({
  test: {
    include: ['lib/src/**/*.test.ts', 'test/**/*.test.ts', 'scripts/**/*.test.mjs'],
    globalSetup: 'test/temporary-folder.mjs',
    // TensorFlow's native addon cannot be loaded by two threads of one process.
    pool: 'forks',
    // One a core: Vitest leaves a core to itself, of two half of the machine.
    maxWorkers: '100%',
    // A test that hangs ends; how fast one is says bench/.
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
