import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { at } from '../scripts/paths.mjs';
import { findPython } from '../scripts/setup/prerequisites.mjs';

const folder = at('.cache', 'bench');

/**
 * A Python that imports `modules`: the one that FRAGILITY_TORCH_PYTHON names if it does, else that of the benchmarks'
 * own environment in `.cache/bench`, which is made the first time. Null, with a printed reason, if it cannot be made.
 *
 * @param {...string} modules
 */
export function peerPython(...modules) {
  const named = process.env.FRAGILITY_TORCH_PYTHON;
  if (named && imports(named, modules)) return named;
  const own = join(folder, 'bin', 'python');
  if (existsSync(own) && imports(own, modules)) return own;
  try {
    install(own);
    return own;
  } catch (error) {
    console.log(`without a Python that has ${modules.join(', ')}: ${String(error).split('\n')[0]}`);
    return null;
  }
}

/** @param {string} python @param {string[]} modules */
function imports(python, modules) {
  const names = modules.map((name) => `importlib.util.find_spec("${name}")`).join(', ');
  return spawnSync(python, ['-c', `import importlib.util; assert all([${names}])`]).status === 0;
}

/** @param {string} own */
function install(own) {
  const { command, problem } = findPython();
  if (!command) throw new Error(problem);
  console.log(`installing PyTorch and TensorFlow for Python into ${folder}`);
  rmSync(folder, { recursive: true, force: true });
  /** @type {import('node:child_process').ExecFileSyncOptions} */
  const quietly = { stdio: ['ignore', 'ignore', 'inherit'], env: { ...process.env, PYTHONNOUSERSITE: '1' } };
  execFileSync(command, ['-m', 'venv', folder], quietly);
  execFileSync(
    own,
    ['-m', 'pip', 'install', '-q', '--no-input', '--require-hashes', '-r', at('bench', 'requirements.txt')],
    quietly,
  );
}
