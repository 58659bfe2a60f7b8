import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { at } from '../paths.mjs';
import { findPython } from '../setup/prerequisites.mjs';
import { StepError } from '../setup/run-logged.mjs';
import { keyOf } from '../setup/stamp.mjs';

const folder = at('.cache', 'snakemake');
const program = join(folder, 'bin', 'snakemake');
const stamp = join(folder, '.installed');
const list = at('scripts', 'requirements', 'snakemake.txt');

/** The program of Snakemake in an environment of its own, which is made the first time. FRAGILITY_SNAKEMAKE names another. */
export function snakemake() {
  const there = installedSnakemake();
  if (there) return there;
  install();
  writeFileSync(stamp, key());
  return program;
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

function install() {
  const { command, problem } = findPython();
  if (!command) throw new StepError(problem ?? 'no Python');
  console.log(`installing Snakemake into ${folder}, once`);
  rmSync(folder, { recursive: true, force: true });
  /** @type {import('node:child_process').ExecFileSyncOptions} */
  const quietly = { stdio: ['ignore', 'ignore', 'inherit'], env: { ...process.env, PYTHONNOUSERSITE: '1' } };
  try {
    execFileSync(command, ['-m', 'venv', folder], quietly);
    const pip = ['-m', 'pip', 'install', '-q', '--no-input', '--require-hashes', '-r', list];
    execFileSync(join(folder, 'bin', 'python'), pip, quietly);
  } catch {
    throw new StepError('Snakemake could not be installed; it needs Python 3.11 or newer and PyPI.');
  }
}
