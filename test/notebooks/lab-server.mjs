import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { basename, dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startLab } from '../../scripts/lab/start.mjs';
import { at, logs, python } from '../../scripts/paths.mjs';
import { processorTime } from '../processor-time.mjs';

const log = join(logs, 'jupyterlab.log');

const SETTINGS = {
  // A cell that is not on the screen is drawn too, so that it can be counted.
  'notebook-extension/tracker': { windowingMode: 'none' },
  'apputils-extension/notification': { fetchNews: 'false', checkForUpdates: false },
};

/** JupyterLab on copies of notebooks: it saves what is open, and the committed ones shall stay as they are. */
export class LabServer {
  #home;
  #process;

  /**
   * Starts it with copies of `notebooks`; resolves when it answers. `plain`: as JupyterLab is without Plotly's renderer, and
   * without a word to the kernel of what it draws.
   */
  static async start(notebooks, { plain = false } = {}) {
    const server = new LabServer();
    mkdirSync(logs, { recursive: true });
    // In the clone, for that is where the kernel looks for packages.
    server.#home = mkdtempSync(at('.cache', 'lab-'));
    server.folder = join(server.#home, 'notebooks');
    for (const file of notebooks) cpSync(file, join(server.folder, basename(file)));
    for (const [name, value] of Object.entries(SETTINGS)) server.#writeSettings(name, value);
    server.#process = startLab(server.folder, await server.#options(), {
      stdio: ['ignore', 'ignore', openSync(log, 'w')],
      ...(plain ? { env: server.#withoutPlotly() } : {}),
    });
    await server.#answers();
    return server;
  }

  #withoutPlotly() {
    const folder = join(this.#home, 'config', 'labconfig');
    mkdirSync(folder, { recursive: true });
    const config = { disabledExtensions: { '@jupyterlab/plotly-extension': true } };
    writeFileSync(join(folder, 'page_config.json'), JSON.stringify(config));
    return { FRAGILITY_CHARTS: '', JUPYTER_CONFIG_PATH: join(this.#home, 'config') };
  }

  async #options() {
    this.token = randomUUID();
    this.port = await freePort();
    return [
      '--no-browser',
      `--ServerApp.port=${this.port}`,
      '--ServerApp.port_retries=0',
      `--IdentityProvider.token=${this.token}`,
      `--LabApp.user_settings_dir=${join(this.#home, 'settings')}`,
      `--LabApp.workspaces_dir=${join(this.#home, 'workspaces')}`,
    ];
  }

  #writeSettings(name, value) {
    const file = join(this.#home, 'settings', '@jupyterlab', `${name}.jupyterlab-settings`);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, JSON.stringify(value));
  }

  async #answers() {
    for (let tries = 0; tries < 300; tries++) {
      if (this.#process.exitCode !== null) break;
      if (await this.get('api/status').catch(() => null)) return;
      await sleep(200);
    }
    throw new Error(`JupyterLab did not start: see ${log}`);
  }

  /** The page of a notebook, alone. */
  page(name) {
    return `http://127.0.0.1:${this.port}/lab/tree/${name}.ipynb?token=${this.token}&reset`;
  }

  /** An answer of the server's own interface. */
  async get(path) {
    const response = await fetch(`http://127.0.0.1:${this.port}/${path}?token=${this.token}`);
    return response.json();
  }

  /** The kernel of a notebook as the server knows it: `{ id, execution_state, connections }`; undefined before it has one. */
  async kernel(name) {
    const sessions = await this.get('api/sessions');
    return sessions.find(({ path }) => path === `${name}.ipynb`)?.kernel;
  }

  /** Memory of a notebook's kernel, as of `memoryOf`. */
  async kernelMemory(name) {
    const { id } = await this.kernel(name);
    return memoryOf(processOf(id));
  }

  /**
   * What the server knows of a notebook's kernel and last said, which channels of the kernel answer a new client, and
   * `processorTime`: its seconds of it in the meantime, 2 s or more.
   */
  async stateOf(name) {
    const kernel = await this.kernel(name);
    const pid = processOf(kernel.id);
    const before = processorTime(pid);
    const file = readFileSync(`/proc/${pid}/cmdline`, 'utf8')
      .split('\0')
      .find((arg) => arg.endsWith('.json'));
    const { stdout } = spawnSync(python, [at('test', 'notebooks', 'ask-kernel.py'), file], {
      encoding: 'utf8',
    });
    await sleep(2000);
    return {
      ...kernel,
      answers: stdout.trim(),
      processorTime: processorTime(pid) - before,
      log: readFileSync(log, 'utf8').split('\n').slice(-20),
    };
  }

  /** Memory of the server itself, as of `memoryOf`. */
  memory() {
    return memoryOf(this.#process.pid);
  }

  /** Ends the kernel of a notebook. */
  async endKernels() {
    for (const { id } of await this.get('api/sessions'))
      await fetch(`http://127.0.0.1:${this.port}/api/sessions/${id}?token=${this.token}`, {
        method: 'DELETE',
      });
  }

  /** Stops JupyterLab and its kernels, and removes the copies. */
  async stop() {
    const ended = new Promise((resolve) => this.#process.once('exit', resolve));
    this.#process.kill('SIGTERM');
    const timer = setTimeout(() => this.#process.kill('SIGKILL'), 20_000);
    await ended;
    clearTimeout(timer);
    rmSync(this.#home, { recursive: true, force: true });
  }
}

function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/**
 * Memory of a process, in MiB: `peak`, the most that it has held; `own`, what it holds now that no other process shares with it;
 * `files`, the files that it maps (TensorFlow's library, Node), of which a machine holds one copy; `share`, its own and its part
 * of what it shares, which add up over processes.
 */
function memoryOf(pid) {
  const inMiB = (file, field) => {
    const text = readFileSync(`/proc/${pid}/${file}`, 'utf8');
    return Number(new RegExp(`^${field}:\\s+(\\d+) kB`, 'm').exec(text)[1]) / 1024;
  };
  const of = (field) => inMiB('status', field);
  return { peak: of('VmHWM'), own: of('RssAnon'), files: of('RssFile'), share: inMiB('smaps_rollup', 'Pss') };
}

/** The process that was started with the kernel's connection file. */
function processOf(kernel) {
  const isKernels = (pid) => {
    try {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(`kernel-${kernel}.json`);
    } catch {
      return false; // it has ended meanwhile
    }
  };
  return readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry))
    .find(isKernels);
}
