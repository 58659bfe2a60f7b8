import { existsSync, rmSync } from 'node:fs';
import { caches, python } from '../paths.mjs';
import { jupyterSettings } from './jupyter-settings.mjs';
import { library } from './library.mjs';
import { alone } from './lock.mjs';
import { nativeBackend } from './native-backend.mjs';
import { npmPackages } from './npm-packages.mjs';
import { findPython, nodeProblem } from './prerequisites.mjs';
import { showStep } from './progress.mjs';
import { jupyterPackages, tensorflow } from './python-packages.mjs';
import { StepError } from './run-logged.mjs';

/** What has to be there before a notebook can run, in the order it is made. Each step is safe to stop and to repeat. */
export const steps = [npmPackages, jupyterPackages, tensorflow, nativeBackend, library, jupyterSettings];

/**
 * Makes what is missing and says so, a line a step; silent and quick if nothing is. Ends the process with one clear
 * message if a step fails or a prerequisite is missing.
 */
export async function setUp() {
  const problems = missing();
  if (problems.length) fail(problems.join('\n'));
  if (steps.every((step) => step.isDone())) return;
  try {
    await alone(runSteps, () => console.log('Another set-up of this clone is running: waiting for it …'));
  } catch (error) {
    if (!(error instanceof StepError)) throw error;
    fail(error.message);
  }
}

async function runSteps() {
  console.log('Setting up (only what is missing):');
  for (const step of steps) if (!step.isDone()) await showStep(step.name, (say) => step.run(say));
  for (const cache of Object.values(caches)) rmSync(cache, { recursive: true, force: true });
}

function missing() {
  const needsPython = !existsSync(python);
  return [nodeProblem(), needsPython ? findPython().problem : null].filter(Boolean);
}

function fail(message) {
  console.error(`\n${message}\n`);
  process.exit(1);
}
