import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

/** What `npm test` tries of the site: its kernel, and a notebook's first cells. */
// biome-ignore lint/style/noDefaultExport: vitest reads the default export
export default defineConfig({
  test: {
    root: fileURLToPath(new URL('../..', import.meta.url)),
    include: ['test/site/kernel.test.mjs'],
    pool: 'forks',
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
