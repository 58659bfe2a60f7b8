import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

/** The notebooks in browsers: after they have been executed, one after another, so that times and memory are theirs. */
// biome-ignore lint/style/noDefaultExport: vitest reads the default export
export default defineConfig({
  test: {
    root: fileURLToPath(new URL('../..', import.meta.url)),
    include: ['test/notebooks/**/*.test.mjs'],
    pool: 'forks',
    fileParallelism: false,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
