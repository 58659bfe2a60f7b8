import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { command } from './command.mjs';
import { at, out } from './paths.mjs';
import { StepError } from './setup/run-logged.mjs';

/** What a student does not get: the solutions, and what writes and tests them. */
const LEFT_OUT = ['notebooks/solutions'];

await command({
  name: 'npm run student',
  about: 'Writes the last commit without the solutions of the exercises to out/student-edition.zip.',
  run: () => {
    const zip = join(out, 'student-edition.zip');
    mkdirSync(out, { recursive: true });
    const paths = ['.', ...LEFT_OUT.map((path) => `:(exclude)${path}`)];
    try {
      const args = ['archive', '--format=zip', '--prefix=cnn-fragility/', '-o', zip, 'HEAD', '--', ...paths];
      execFileSync('git', args, { cwd: at(), stdio: 'pipe' });
    } catch {
      throw new StepError('npm run student needs git, and the project as a clone of its repository.');
    }
    console.log(`out/student-edition.zip, without ${LEFT_OUT.join(', ')}.`);
  },
});
