import { command } from './command.mjs';

await command({
  name: 'node scripts/setup.mjs',
  about: 'Sets up what is missing in this folder, and runs nothing.',
  run: async () => (await import('./setup/index.mjs')).setUp(),
});
