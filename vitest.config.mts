import { defineConfig } from 'vitest/config';

// biome-ignore lint/style/noDefaultExport: vitest reads the default export
export default defineConfig({
  test: {
    include: ['lib/src/**/*.test.ts', 'test/**/*.test.ts', 'scripts/**/*.test.mjs'],
    // TensorFlow's native addon cannot be loaded by two threads of one process.
    pool: 'forks',
    testTimeout: 20_000,
    hookTimeout: 60_000,
  },
});
