import { command } from './command.mjs';
import { StepError } from './setup/run-logged.mjs';

await command({
  name: 'npm run sweep',
  about: `Trains and measures every run that a sweep file asks for, a run a job; what is done already is not done again, and a
stopped sweep goes on. sweeps/README.md says what such a file may ask for.`,
  args: {
    '--runs=FOLDER': 'where the runs are kept; default runs',
    '--cores=N': 'local processor threads to use; default those of one run',
    '--profile=NAME': 'send the jobs elsewhere: slurm, or the folder of another Snakemake profile',
    '--dry-run': 'only say what there is to do',
  },
  takes: (given) => !given.startsWith('-'),
  needsArg: true,
  run: async (args) => {
    const { sweep } = await import('./sweep/sweep.mjs');
    const files = args.filter((arg) => !arg.startsWith('--'));
    if (files.length !== 1)
      throw new StepError('npm run sweep takes one sweep file, for example sweeps/smoke.yaml.');
    process.exitCode = await sweep(files[0], {
      runs: value(args, '--runs') ?? 'runs',
      cores: value(args, '--cores'),
      profile: value(args, '--profile'),
      dryRun: args.includes('--dry-run'),
    });
  },
});

/** @param {string[]} args @param {string} name */
function value(args, name) {
  return args.find((arg) => arg.startsWith(`${name}=`))?.slice(name.length + 1);
}
