import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The clone's folder. */
export const root = fileURLToPath(new URL('..', import.meta.url)).replace(/\/$/, '');

/** A path in the clone: `at('lib', 'dist')`. */
export const at = (...parts) => join(root, ...parts);

/** The project's own Python. */
export const python = at('.venv', 'bin', 'python');

/** Where logs of set-up steps go, one file a step. */
export const logs = at('.cache', 'logs');

/** What npm and pip have downloaded; kept only so that a set-up that was stopped need not start over. */
export const caches = { npm: at('.cache', 'npm'), pip: at('.cache', 'pip') };

/** Where `npm start` leaves what it made. */
export const out = at('out');

/** Keeps every Jupyter program inside the clone: own kernels, settings, history and connection files. */
export const jupyterEnv = {
  JUPYTER_CONFIG_DIR: at('.jupyter', 'config'),
  JUPYTER_DATA_DIR: at('.jupyter', 'data'),
  JUPYTER_RUNTIME_DIR: at('.jupyter', 'runtime'),
  IPYTHONDIR: at('.jupyter', 'ipython'),
  PYTHONNOUSERSITE: '1',
  // This JupyterLab draws Plotly's MIME type itself: kernels need not send it Plotly.
  FRAGILITY_CHARTS: 'plotly',
};
