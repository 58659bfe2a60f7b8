import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { at, jupyterFolders } from '../paths.mjs';
import { here } from './world.mjs';

/** @typedef {import('./world.mjs').World} World */

/** The name in the notebooks' metadata: tslab's usual one, so that they also open in other people's Jupyter. */
export const KERNEL = 'tslab';

const KEYBOARD = 'cnn-fragility-keyboard';

const NEWS = 'lab/user-settings/@jupyterlab/apputils-extension/notification.jupyterlab-settings';

/** The kernel's entry and JupyterLab's settings, in the clone's `.jupyter/`, never in the user's home. */
export const jupyterSettings = {
  name: 'notebook kernel',
  isDone: (/** @type {World} */ world = here) =>
    ownedIn(world).every(([file, text]) => world.files.read(file) === text) &&
    world.files.size(newsFile(world)) !== null,
  /** @param {(text: string) => void} _say @param {World} world */
  async run(_say, world = here) {
    const { data, runtime } = jupyterFolders(world.at);
    world.files.remove(join(data, 'kernels'));
    await world.files.makeFolder(runtime, 0o700);
    for (const [file, text] of ownedIn(world)) world.files.write(file, text);
    // The reader's to change from then on.
    if (world.files.size(newsFile(world)) === null)
      world.files.write(newsFile(world), json({ fetchNews: 'false', checkForUpdates: false }));
    return null;
  },
};

/** @param {World} world */
function ownedIn({ at }) {
  const { config, data } = jupyterFolders(at);
  const server = { KernelSpecManager: { ensure_native_kernel: false, allowed_kernelspecs: [KERNEL] } };
  return [
    [join(data, 'kernels', KERNEL, 'kernel.json'), json(kernelSpec(at))],
    [join(config, 'jupyter_config.json'), json(server)],
    ...keyboardExtension(join(data, 'labextensions', KEYBOARD)),
  ];
}

/**
 * An extension of JupyterLab, as it loads one that is built, which runs a script as it starts: the keyboard reaches the charts.
 *
 * @param {string} folder
 */
function keyboardExtension(folder) {
  const script = readFileSync(at('lib', 'assets', 'charts', 'keyboard.js'), 'utf8');
  const plugin = `{ id: '${KEYBOARD}:plugin', autoStart: true, activate() {\n${script}} }`;
  const container = `{ init() {}, get: async () => () => ({ __esModule: true, default: ${plugin} }) }`;
  const _build = { load: 'static/remoteEntry.js', extension: './extension' };
  const description = { name: KEYBOARD, version: '0.1.0', jupyterlab: { extension: true, _build } };
  return [
    [join(folder, 'package.json'), json(description)],
    [
      join(folder, 'static', 'remoteEntry.js'),
      `(window._JUPYTERLAB ??= {})['${KEYBOARD}'] = ${container};\n`,
    ],
  ];
}

/** @param {World} world */
function newsFile({ at }) {
  return join(jupyterFolders(at).config, ...NEWS.split('/'));
}

/** @param {World['at']} at */
function kernelSpec(at) {
  // An interrupt may stop a callback half-way; Node would take that for its own fault, and abort.
  const checks = '--no-force-async-hooks-checks';
  // Node 22 and later say under the first cell that a package uses their `punycode`.
  const flags = ['--disable-warning=ExperimentalWarning', '--disable-warning=DEP0040', checks];
  const node = [process.execPath, ...flags];
  return {
    argv: [...node, at('scripts', 'kernel', 'start.mjs'), '--config-path', '{connection_file}'],
    display_name: 'TypeScript',
    language: 'typescript',
    env: {
      TF_CPP_MIN_LOG_LEVEL: '2',
      TF_FORCE_GPU_ALLOW_GROWTH: 'true',
      // A notebook in another folder finds what this clone has.
      NODE_PATH: at('node_modules'),
    },
  };
}

/** @param {unknown} value */
function json(value) {
  return `${JSON.stringify(value, null, 2)}\n`;
}
