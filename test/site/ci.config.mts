import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

/** What `npm test` tries of the site: its kernel, a notebook's first cells, large files, and the links. */
// biome-ignore lint/style/noDefaultExport: vitest reads the default export
export default defineConfig({
  test: {
    root: fileURLToPath(new URL('../..', import.meta.url)),
    include: ['kernel', 'kernel-page', 'large-files', 'links'].map((name) => `test/site/${name}.test.mjs`),
    pool: 'forks',
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
