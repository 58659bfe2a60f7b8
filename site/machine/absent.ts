import { UserError } from '../../lib/src/errors';

/** What a browser's worker cannot do. */
function absent(where: string, remedy: string): UserError {
  return new UserError({ where, given: 'a browser', expected: 'Node', remedy });
}

export const fetchesFromWeb = false;

/** Nothing is asked of other addresses. */
export async function fetchFromWeb(url: string): Promise<never> {
  throw new UserError({
    where: url,
    given: 'the edition in a browser, which fetches nothing from elsewhere',
    expected: 'files of your own',
    remedy: 'Download it by yourself, and drop it into the file browser.',
  });
}

export function installedOnnxRuntime(): null {
  return null;
}

export function onnxRuntime(): never {
  throw absent('ONNX', 'Install the project: its README says how.');
}

export async function openHdf5File(path: string): Promise<never> {
  throw absent(path, 'Bring the arrays as .npz or .npy, which numpy writes; or install the project.');
}

export function runScript(file: string): number {
  throw absent(file, 'Install the project: its README says how.');
}

export function inTemporaryFolder<T>(purpose: string): T {
  throw absent(purpose, 'Install the project: its README says how.');
}

export function setExitCode(): void {}

export function catchSignals(): () => void {
  return () => {};
}

export function endNow(): never {
  throw absent('endNow', 'Close the page.');
}

export function clearLeftOvers(): void {}

export const SILENT_MINUTES = 10;

export function isHere(): boolean {
  return true;
}

export function lockHolder(): null {
  return null;
}

/** A notebook has its worker for itself. */
export function takeLock() {
  return { lock: { release() {}, note() {}, isOurs: () => true } };
}
