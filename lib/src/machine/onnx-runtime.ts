import { spawn } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { UserError } from '../errors';
import { takeLock } from './locking';
import { isInstalled, packageFolder, requireModule } from './modules';
import { endByExit } from './process';

/** What is used of the package `onnxruntime-node`. */
export interface OnnxRuntime {
  readonly InferenceSession: { create(model: Uint8Array, options: object): Promise<OnnxSession> };
  readonly Tensor: new (type: 'float32', data: Float32Array, shape: readonly number[]) => OnnxTensor;
}

/** Values that enter or leave a network. */
export interface OnnxTensor {
  readonly type: string;
  readonly data: ArrayLike<number>;
  readonly dims: readonly number[];
}

/** A network that can be run. */
export interface OnnxSession {
  run(inputs: Record<string, OnnxTensor>, outputs: readonly string[]): Promise<Record<string, OnnxTensor>>;
  release(): Promise<void>;
}

const PACKAGE = 'onnxruntime-node';
/** Without a change of the project's list of packages, and without install scripts, which would fetch GPU libraries. */
const INSTALL = ['install', '--no-save', '--ignore-scripts', `${PACKAGE}@^1.30.0`];
/** Errors and no more, and without the minutes that npm waits between its tries where there is no network. */
const SOON = [
  '--loglevel=error',
  '--no-audit',
  '--no-fund',
  '--fetch-retry-mintimeout=1000',
  '--fetch-retry-maxtimeout=4000',
];

/** The package `onnxruntime-node`; null where it is not installed. */
export function installedOnnxRuntime(): OnnxRuntime | null {
  return isInstalled(PACKAGE) ? requireModule<OnnxRuntime>(PACKAGE) : null;
}

/**
 * The same, installed into the project on first use: `say` is told where to, and how large it is then. Throws UserError where
 * npm fails.
 */
export async function onnxRuntime(say: (line: string) => void): Promise<OnnxRuntime> {
  const found = installedOnnxRuntime();
  if (found) return found;
  const project = packageFolder('..');
  let said = 'there is no project to install it into';
  if (existsSync(`${project}/package-lock.json`)) {
    said = await alone(`${project}/.cache/set-up.lock`, async () => {
      if (installedOnnxRuntime()) return '';
      say(`Installing ${PACKAGE}, which runs ONNX networks, into ${project} ...`);
      const complaint = await npm(project);
      const bytes = bytesIn(join(project, 'node_modules', PACKAGE));
      if (bytes > 0) say(`It takes ${Math.round(bytes / 1e6)} MB there.`);
      return complaint;
    });
    const installed = installedOnnxRuntime();
    if (installed) return installed;
  }
  throw new UserError({
    where: 'ONNX',
    given: `an installation without the package ${PACKAGE} (npm: ${said})`,
    expected: 'it, which runs ONNX networks',
    remedy: `Where there is network, run npm ${INSTALL.join(' ')} in the project’s folder.`,
  });
}

/** The size of all files in a folder and those in it; 0 where there is none. */
export function bytesIn(folder: string): number {
  if (!existsSync(folder)) return 0;
  const found = readdirSync(folder, { recursive: true, withFileTypes: true });
  const files = found.filter((entry) => entry.isFile());
  return files.reduce((sum, { parentPath, name }) => sum + statSync(join(parentPath, name)).size, 0);
}

/** Runs `work` while nobody else changes the project's packages: set-up, or another that wants this one. */
async function alone<T>(file: string, work: () => T | Promise<T>): Promise<T> {
  let { lock } = takeLock(file);
  for (; !lock; { lock } = takeLock(file)) await sleep(300);
  try {
    return await work();
  } finally {
    lock.release();
  }
}

/** Runs npm's installation, which ends with this process; what it complains about. */
function npm(cwd: string): Promise<string> {
  const child = spawn('npm', [...INSTALL, ...SOON], { cwd, stdio: ['ignore', 'ignore', 'pipe'] });
  const end = () => child.kill();
  process.once('exit', end);
  const leaveToSystem = endByExit();
  let complaint = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaint += text;
  });
  return new Promise((resolve) => {
    child.on('error', ({ message }) => resolve(message));
    child.on('close', () => resolve(reasonIn(complaint)));
  }).finally(() => {
    process.off('exit', end);
    leaveToSystem();
  }) as Promise<string>;
}

/** Of what npm complains about the line with a reason, else the first. */
export function reasonIn(complaint: string): string {
  const lines = complaint.split('\n').map((line) => line.replace(/^npm (?:error|ERR!) /, '').trim());
  return lines.find((line) => line.includes('reason: ')) ?? lines.find((line) => line !== '') ?? '';
}
