import { command } from './command.mjs';

await command({
  name: 'npm start',
  about: `Sets up what is missing in this folder, executes the notebooks, and writes a report, a page of each and a summary
to out/. Stop it whenever you like: the next time it goes on where it was.`,
  run: async () => (await import('./start/index.mjs')).start(),
});
