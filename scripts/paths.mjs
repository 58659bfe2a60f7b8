import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The clone's folder. */
export const root = fileURLToPath(new URL('..', import.meta.url)).replace(/\/$/, '');

/** A path in the clone: `at('lib', 'dist')`. @param {...string} parts */
export const at = (...parts) => join(root, ...parts);

/** The project's own Python. */
export const python = at('.venv', 'bin', 'python');

/** Where logs of set-up steps go, one file a step. */
export const logs = at('.cache', 'logs');

/** Where `npm start` leaves what it made. */
export const out = at('out');

/** Jupyter's folders in the clone. @param {(...parts: string[]) => string} inClone */
export function jupyterFolders(inClone) {
  return {
    config: inClone('.jupyter', 'config'),
    data: inClone('.jupyter', 'data'),
    runtime: inClone('.jupyter', 'runtime'),
    ipython: inClone('.jupyter', 'ipython'),
  };
}

const { config, data, runtime, ipython } = jupyterFolders(at);

/** Keeps every Jupyter program inside the clone: own kernels, settings, history and connection files. */
export const jupyterEnv = {
  JUPYTER_CONFIG_DIR: config,
  JUPYTER_DATA_DIR: data,
  JUPYTER_RUNTIME_DIR: runtime,
  IPYTHONDIR: ipython,
  PYTHONNOUSERSITE: '1',
  // This JupyterLab draws Plotly's MIME type itself: kernels need not send it Plotly.
  FRAGILITY_CHARTS: 'plotly',
};
