import { statSync } from 'node:fs';
import { command } from './command.mjs';
import { StepError } from './setup/run-logged.mjs';

const MINUTES = 10;

await command({
  name: 'npm run grade',
  about:
    'Executes every notebook (…rq1….ipynb to …rq7….ipynb) in FOLDER and below, each in a fresh kernel with a time limit, and writes who solved which exercise to FOLDER/grades.md and grades.csv. Outcomes that the checker did not make are found.',
  args: {
    FOLDER: 'a class: a folder of notebooks, or of folders',
    '--minutes=N': `for each notebook; default ${MINUTES}`,
  },
  takes: (arg) => !arg.startsWith('-'),
  needsArg: true,
  run: async (args) => {
    const folders = args.filter((arg) => !arg.startsWith('--'));
    const [, minutes = String(MINUTES)] = args.find((arg) => arg.startsWith('--minutes='))?.split('=') ?? [];
    if (folders.length !== 1 || !statSync(folders[0], { throwIfNoEntry: false })?.isDirectory())
      throw new StepError(
        `npm run grade takes one folder that is there, not ${folders.join(', ') || 'none'}.`,
      );
    if (!/^[1-9]\d{0,3}$/.test(minutes))
      throw new StepError(`npm run grade: --minutes=N takes a whole number above 0, not ${minutes}.`);
    await (await import('./grade/index.mjs')).grade(folders[0], Number(minutes));
  },
});
