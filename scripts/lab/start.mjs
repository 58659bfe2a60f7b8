import { spawn } from 'node:child_process';
import { jupyterEnv, python } from '../paths.mjs';

/** Starts JupyterLab on `folder`, with the clone's kernel; `args` go to JupyterLab, `options` to `spawn`. */
export function startLab(folder, args = [], options = {}) {
  const asRoot = process.getuid?.() === 0 ? ['--allow-root'] : [];
  const command = ['-m', 'jupyterlab', `--ServerApp.root_dir=${folder}`, ...asRoot, ...args];
  return spawn(python, command, {
    stdio: 'inherit',
    ...options,
    env: { ...process.env, ...jupyterEnv, ...options.env },
  });
}
