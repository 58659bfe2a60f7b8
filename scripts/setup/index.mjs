import { cureOf } from './cures.mjs';
import { jupyterSettings } from './jupyter-settings.mjs';
import { library } from './library.mjs';
import { alone } from './lock.mjs';
import { nativeBackend } from './native-backend.mjs';
import { nodeProblem } from './node-version.mjs';
import { npmPackages } from './npm-packages.mjs';
import { findPython, folderProblem } from './prerequisites.mjs';
import { showStep } from './progress.mjs';
import { jupyterPackages, tensorflow } from './python-packages.mjs';
import { StepError } from './run-logged.mjs';
import { here } from './world.mjs';

/** @typedef {import('./world.mjs').World} World */

/**
 * Something that has to be there before a notebook can run. `isDone` costs milliseconds; `run` is safe to stop and to repeat,
 * and returns what the user should know of how it ended, if anything.
 *
 * @typedef {object} Step
 * @property {string} name
 * @property {(world?: World) => boolean} isDone
 * @property {(say: (text: string) => void, world?: World) => Promise<string | null>} run
 */

/** In the order in which they are made. @type {Step[]} */
export const steps = [npmPackages, jupyterPackages, tensorflow, nativeBackend, library, jupyterSettings];

/**
 * Makes what is missing and says so, a line a step; silent and quick if nothing is. Throws one StepError, with what to do,
 * if a step fails or something that it needs is missing.
 */
export async function setUp(world = here, show = showStep) {
  await makeWhatIsMissing(world, show).catch(explain);
}

/** @param {World} world @param {typeof showStep} show */
async function makeWhatIsMissing(world, show) {
  const unfit = [nodeProblem(), folderProblem(world)].filter(Boolean);
  // In a folder of another user even looking may be refused.
  const needsPython = unfit.length === 0 && !jupyterPackages.isDone(world);
  const problems = [...unfit, needsPython ? findPython(world).problem : null].filter(Boolean);
  if (problems.length > 0) throw new StepError(problems.join('\n'));
  if (steps.every((step) => step.isDone(world))) return;
  /** @param {import('./lock.mjs').Holder | null} holder */
  const wait = (holder) => {
    const name = holder ? ` (process ${holder.pid} on ${holder.host}, since ${holder.since})` : '';
    world.say(`Another set-up of this clone is running${name}: waiting for it …`);
  };
  await alone(() => runSteps(world, show), wait, world.at('.cache', 'set-up.lock'));
}

/** @param {World} world @param {typeof showStep} show */
async function runSteps(world, show) {
  world.say('Setting up (only what is missing):');
  for (const step of steps) if (!step.isDone(world)) await show(step.name, (say) => step.run(say, world));
  for (const cache of Object.values(world.caches)) world.files.remove(cache);
}

/** An error of the disk on one line, with its cure; others are faults of ours and stay as they are. @param {unknown} error */
function explain(error) {
  const cure = error instanceof StepError || !(error instanceof Error) ? null : cureOf(error.message);
  throw cure ? new StepError(`${/** @type {Error} */ (error).message}\n→ ${cure}`) : error;
}
