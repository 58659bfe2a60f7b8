import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { at, jupyterEnv } from '../paths.mjs';
import { readIfThere, writeAtomically } from './atomic.mjs';

/** The name in the notebooks' metadata: tslab's usual one, so that they also open in other people's Jupyter. */
export const KERNEL = 'tslab';

const kernelFile = join(jupyterEnv.JUPYTER_DATA_DIR, 'kernels', KERNEL, 'kernel.json');
const serverFile = join(jupyterEnv.JUPYTER_CONFIG_DIR, 'jupyter_config.json');
const newsFile = join(
  jupyterEnv.JUPYTER_CONFIG_DIR,
  ...'lab/user-settings/@jupyterlab/apputils-extension/notification.jupyterlab-settings'.split('/'),
);

/** The kernel's entry and JupyterLab's settings, in the clone's `.jupyter/`, never in the user's home. */
export const jupyterSettings = {
  name: 'notebook kernel',
  isDone: () => owned().every(([file, text]) => readIfThere(file) === text) && existsSync(newsFile),
  async run() {
    rmSync(join(jupyterEnv.JUPYTER_DATA_DIR, 'kernels'), { recursive: true, force: true });
    mkdirSync(jupyterEnv.JUPYTER_RUNTIME_DIR, { recursive: true, mode: 0o700 });
    for (const [file, text] of owned()) writeAtomically(file, text);
    // The reader's to change from then on.
    if (!existsSync(newsFile))
      writeAtomically(newsFile, json({ fetchNews: 'false', checkForUpdates: false }));
  },
};

function owned() {
  return [
    [kernelFile, json(kernelSpec())],
    [serverFile, json({ KernelSpecManager: { ensure_native_kernel: false, allowed_kernelspecs: [KERNEL] } })],
  ];
}

function kernelSpec() {
  const node = [process.execPath, '--disable-warning=ExperimentalWarning'];
  return {
    argv: [...node, at('scripts', 'kernel', 'start.mjs'), '--config-path', '{connection_file}'],
    display_name: 'TypeScript',
    language: 'typescript',
    env: { TF_CPP_MIN_LOG_LEVEL: '2', TF_FORCE_GPU_ALLOW_GROWTH: 'true' },
  };
}

function json(value) {
  return `${JSON.stringify(value, null, 2)}\n`;
}
