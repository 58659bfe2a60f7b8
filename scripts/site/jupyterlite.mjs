import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { at } from '../paths.mjs';
import { findPython } from '../setup/prerequisites.mjs';
import { runLogged, StepError } from '../setup/run-logged.mjs';
import { keyOf, readStamp, writeStamp } from '../setup/stamp.mjs';
import { bundleExtension } from './bundles.mjs';
import { siteFolder, workshop } from './places.mjs';

const REQUIREMENTS = at('scripts', 'requirements', 'site.txt');
const venv = join(workshop, 'venv');
const stamp = join(venv, '.site.json');
const key = () => keyOf(at(), readFileSync(REQUIREMENTS, 'utf8'));

/** JupyterLite and Plotly's renderer, in a Python environment of their own. */
export const interfacePackages = {
  name: 'JupyterLite’s packages',
  isDone: () => existsSync(join(venv, 'bin', 'jupyter')) && readStamp(stamp, key()) !== null,
  /** @param {(text: string) => void} say */
  async run(say) {
    const { command, problem } = findPython();
    if (!command) throw new StepError(problem ?? 'no Python');
    rmSync(venv, { recursive: true, force: true });
    await runLogged('site-venv', command, ['-m', 'venv', venv], { onLine: say });
    const options = [
      '--no-input',
      '--progress-bar',
      'off',
      '--require-hashes',
      '--disable-pip-version-check',
    ];
    const install = ['-m', 'pip', 'install', ...options, '-r', REQUIREMENTS];
    await runLogged('site-packages', join(venv, 'bin', 'python'), install, { onLine: say });
    writeStamp(stamp, key());
    return null;
  },
};

/** What JupyterLite is told of this site. */
const CONFIGURATION = {
  'jupyter-lite-schema-version': 0,
  'jupyter-config-data': {
    appName: 'CNN fragility',
    defaultKernelName: 'tslab',
    contentsAllJsonFile: 'all.json',
    enableServiceWorkerCache: 'true',
    exposeAppInBrowser: 'true',
    contentsStorageName: 'CNN fragility: files',
    settingsStorageName: 'CNN fragility: settings',
    workspacesStorageName: 'CNN fragility: workspaces',
  },
};

/** Settings that differ from JupyterLab's own. */
const SETTINGS = {
  '@jupyterlab/apputils-extension:notification': { fetchNews: 'false', checkForUpdates: false },
  // Notebooks link to pages of docs, which are for reading.
  '@jupyterlab/docmanager-extension:plugin': { defaultViewers: { markdown: 'Markdown Preview' } },
  // The date of every file is the site's; without it there is room for names.
  '@jupyterlab/filebrowser-extension:browser': { showLastModifiedColumn: false },
  '@jupyterlab/mainmenu-extension:plugin': {
    menus: [{ id: 'jp-mainmenu-file', items: [{ command: 'cnn-fragility:reset', rank: 4.5 }] }],
  },
  '@jupyterlab/notebook-extension:panel': {
    toolbar: [{ name: 'reset', command: 'cnn-fragility:reset', label: 'Reset', rank: 70 }],
  },
};

/** Builds JupyterLite with the kernel's extension into the site's folder. @param {(text: string) => void} say */
export async function buildInterface(say) {
  rmSync(siteFolder, { recursive: true, force: true });
  // What JupyterLite remembers of the last build: it would not write again what has not changed, though it is gone.
  rmSync(at('.jupyterlite.doit.db'), { force: true });
  const lite = join(workshop, 'lite');
  mkdirSync(lite, { recursive: true });
  writeFileSync(join(lite, 'jupyter-lite.json'), JSON.stringify(CONFIGURATION, null, 2));
  writeFileSync(join(lite, 'overrides.json'), JSON.stringify(SETTINGS, null, 2));
  await bundleExtension(join(lite, 'extensions', 'cnn-fragility-site'));
  const options = ['--lite-dir', lite, '--output-dir', siteFolder, '--no-sourcemaps', '--no-libarchive'];
  const apps = ['lab', 'notebooks'].flatMap((app) => ['--apps', app]);
  const extension = [
    '--LiteBuildConfig.federated_extensions',
    join(lite, 'extensions', 'cnn-fragility-site'),
  ];
  await runLogged(
    'site-build',
    join(venv, 'bin', 'python'),
    // Not by the script `jupyter`: its first line does not bear a folder with a space.
    ['-m', 'jupyterlite_core', 'build', ...options, ...apps, ...extension],
    {
      onLine: say,
      env: { PATH: `${join(venv, 'bin')}:${process.env.PATH}`, PYTHONNOUSERSITE: '1' },
    },
  );
  return null;
}
