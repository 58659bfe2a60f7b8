import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

/** The site in Chromium: after npm run site has built it. */
// biome-ignore lint/style/noDefaultExport: vitest reads the default export
export default defineConfig({
  test: {
    root: fileURLToPath(new URL('../..', import.meta.url)),
    include: ['test/site/**/*.test.mjs'],
    pool: 'forks',
    fileParallelism: false,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
