import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { UserError } from '../errors';
import { isInstalled, packageFolder, requireModule } from './modules';

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
const INSTALL = ['install', '--no-save', '--ignore-scripts', '--no-audit', '--no-fund', `${PACKAGE}@^1.30.0`];

/** The package `onnxruntime-node`; null where it is not installed. */
export function installedOnnxRuntime(): OnnxRuntime | null {
  return isInstalled(PACKAGE) ? requireModule<OnnxRuntime>(PACKAGE) : null;
}

/** The same, installed into the project on first use, which `say` is told in a line. Throws UserError where npm fails. */
export function onnxRuntime(say: (line: string) => void): OnnxRuntime {
  const found = installedOnnxRuntime();
  if (found) return found;
  const project = packageFolder('..');
  let said = 'there is no project to install it into';
  if (existsSync(`${project}/package-lock.json`)) {
    say(`Installing ${PACKAGE}, which runs ONNX networks (290 MB), into ${project} ...`);
    const { status, stderr, error } = spawnSync('npm', INSTALL, { cwd: project, encoding: 'utf8' });
    const installed = status === 0 ? installedOnnxRuntime() : null;
    if (installed) return installed;
    said = (error?.message ?? stderr).trim().split('\n').at(0) ?? '';
  }
  throw new UserError({
    where: 'ONNX',
    given: `an installation without the package ${PACKAGE} (npm: ${said})`,
    expected: 'it, which runs ONNX networks',
    remedy: `Run npm ${INSTALL.join(' ')} in the project’s folder.`,
  });
}
