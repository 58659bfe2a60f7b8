import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { at } from '../paths.mjs';
import { outputOf } from '../processes.mjs';
import { alone } from '../setup/lock.mjs';
import { findPython } from '../setup/prerequisites.mjs';
import { StepError } from '../setup/run-logged.mjs';
import { keyOf } from '../setup/stamp.mjs';

const folder = at('.cache', 'snakemake');
const program = join(folder, 'bin', 'snakemake');
const stamp = join(folder, '.installed');
const list = at('scripts', 'requirements', 'snakemake.txt');

/** The program of Snakemake in an environment of its own, which is made the first time. FRAGILITY_SNAKEMAKE names another. */
export async function snakemake() {
  return installedSnakemake() ?? alone(installOnce, waits, at('.cache', 'snakemake.lock'));
}

/** That program if it is there, else null. */
export function installedSnakemake() {
  const named = process.env.FRAGILITY_SNAKEMAKE;
  if (named) return named;
  return existsSync(program) && existsSync(stamp) && readFileSync(stamp, 'utf8') === key() ? program : null;
}

function key() {
  return keyOf(readFileSync(list, 'utf8'), folder);
}

function waits() {
  console.log('another sweep is installing Snakemake: waiting for it');
}

/** Unless another sweep has done it meanwhile. */
async function installOnce() {
  const there = installedSnakemake();
  if (there) return there;
  const { command, problem } = findPython();
  if (!command) throw new StepError(problem ?? 'no Python');
  console.log(`installing Snakemake into ${folder}, once`);
  rmSync(folder, { recursive: true, force: true });
  const env = { ...process.env, PYTHONNOUSERSITE: '1' };
  const pip = ['-m', 'pip', 'install', '-q', '--no-input', '--require-hashes', '-r', list];
  const done =
    (await outputOf(command, ['-m', 'venv', folder], env)).success &&
    (await outputOf(join(folder, 'bin', 'python'), pip, env)).success;
  if (!done) throw new StepError('Snakemake could not be installed; it needs Python 3.11 or newer and PyPI.');
  writeFileSync(stamp, key());
  return program;
}
