import { command } from './command.mjs';

await command({
  name: 'npm run doctor',
  about:
    'Says what is there, what is missing, and what to do about it. Exits with 1 if something needed is missing.',
  run: async () => (await import('./doctor/index.mjs')).doctor(),
});
