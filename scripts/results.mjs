import { command } from './command.mjs';

await command({
  name: 'npm run results',
  about:
    'Writes docs/results.md and its pictures from the reference runs, and the pages of what was measured; sets up what is missing first.',
  run: async () => (await import('./results/index.mjs')).writeResults(),
});
