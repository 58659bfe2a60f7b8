import { command } from './command.mjs';

await command({
  name: 'npm run student',
  about: 'Writes the last commit without the solutions of the exercises to out/student-edition.zip.',
  run: async () => (await import('./student/index.mjs')).student(),
});
