import { command } from './command.mjs';

await command({
  name: 'npm run licences',
  about: `Writes docs/licences.md: every package that set-up installs, with its licence. Asks pip about those for a GPU, which it
does not install.`,
  run: async () => (await import('./licences/index.mjs')).writeLicences(),
});
