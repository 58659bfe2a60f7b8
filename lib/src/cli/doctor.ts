import { UserError } from '../errors';
import { exists, packageFolder, runScript, setExitCode } from '../machine';

/** `fragility doctor`: the checkout's own `npm run doctor`, which works before anything else does. */
export function doctor(): void {
  const script = packageFolder('..', 'scripts', 'doctor.mjs');
  if (!exists(script)) {
    const remedy = 'Run it in a clone of the project.';
    throw new UserError({
      where: 'fragility doctor',
      given: 'a library without its checkout',
      expected: script,
      remedy,
    });
  }
  setExitCode(runScript(script));
}
