import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../errors';

/** `fragility doctor`: the checkout's own `npm run doctor`, which works before anything else does. */
export function doctor(): void {
  const script = join(__dirname, '..', '..', '..', 'scripts', 'doctor.mjs');
  if (!existsSync(script)) {
    const remedy = 'Run it in a clone of the project.';
    throw new UserError({
      where: 'fragility doctor',
      given: 'a library without its checkout',
      expected: script,
      remedy,
    });
  }
  process.exitCode = spawnSync(process.execPath, [script], { stdio: 'inherit' }).status ?? 1;
}
