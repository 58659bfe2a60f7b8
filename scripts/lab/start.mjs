import { jupyterEnv, python } from '../paths.mjs';
import { spawnChild } from '../processes.mjs';

/**
 * Starts JupyterLab on `folder`, with the clone's kernel; `args` go to JupyterLab, `options` to `spawn`.
 *
 * @param {string} folder
 * @param {string[]} args
 * @param {import('node:child_process').SpawnOptions} options
 */
export function startLab(folder, args = [], options = {}) {
  const asRoot = process.getuid?.() === 0 ? ['--allow-root'] : [];
  const command = ['-m', 'jupyterlab', `--ServerApp.root_dir=${folder}`, ...asRoot, ...args];
  return spawnChild(python, command, {
    stdio: 'inherit',
    ...options,
    env: { ...process.env, ...jupyterEnv, ...options.env },
  });
}
