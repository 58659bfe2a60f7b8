import { command } from './command.mjs';

await command({
  name: 'npm test',
  about: `Sets up what is missing, then checks style and types, runs all tests, executes the notebooks, and tries them in a browser:
some ten minutes. Some tests alone: npx vitest run lib/src/measure`,
  run: async () => (await import('./testing/index.mjs')).testAll(),
});
